import { BehaviourChange } from './behaviour-change';
import { content, TextLine } from './text';
import { joinHostPort } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/families';

/** What clients notice, for people. */
export function* behaviourTextOf(changes: Iterable<BehaviourChange>): Generator<TextLine> {
  let frontend = '';
  for (const change of changes) {
    if (frontend === '') yield { kind: 'heading', text: 'behaviour' };
    const description = descriptionOf(change);
    if (description !== frontend) yield { kind: 'common', text: `  ${description}` };
    frontend = description;
    yield { kind: 'common', text: `    from ${change.sourceClasses.join(', ')}` };
    if (change.before !== undefined) yield content('removed', change.before);
    if (change.after !== undefined) yield content('added', change.after);
  }
  if (frontend === '') yield { kind: 'heading', text: 'behaviour: the same for all frontends and sources' };
}

function descriptionOf({ serviceName, portName, kind, family, address, port, protocol }: BehaviourChange): string {
  const name = serviceName === undefined ? 'no Service' : `${serviceName}${portName === '' ? '' : `:${portName}`}`;
  return `${name} ${kind ?? 'ClusterIP'} ${joinHostPort(FAMILY_OF[family], address, port)}/${protocol}`;
}
