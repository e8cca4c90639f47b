import { BehaviorChange } from './behavior-change';
import { content, TextLine } from './text';
import { joinHostPort } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { FRONTEND_TEXTS } from '../explain/frontends';
import { FrontendKind } from '../explain/vocabulary';

/** What clients notice, for people. */
export function* behaviorTextOf(changes: Iterable<BehaviorChange>): Generator<TextLine> {
  let frontend = '';
  for (const change of changes) {
    if (frontend === '') yield { kind: 'heading', text: 'behavior' };
    const description = descriptionOf(change);
    if (description !== frontend) yield { kind: 'common', text: `  ${description}` };
    frontend = description;
    yield { kind: 'common', text: `    from ${change.sourceClasses.join(', ')}` };
    if (change.before !== undefined) yield content('removed', change.before);
    if (change.after !== undefined) yield content('added', change.after);
  }
  if (frontend === '') yield { kind: 'heading', text: 'behavior: the same for all frontends and sources' };
}

function descriptionOf({ serviceName, portName, kind, family, address, port, protocol }: BehaviorChange): string {
  const name = serviceName === undefined ? 'no Service' : `${serviceName}${portName === '' ? '' : `:${portName}`}`;
  return `${name} ${FRONTEND_TEXTS[kind ?? FrontendKind.CLUSTER_IP]} ${joinHostPort(FAMILY_OF[family], address, port)}/${protocol}`;
}
