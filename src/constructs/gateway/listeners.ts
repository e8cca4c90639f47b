import { IConstruct } from 'constructs';
import { Listener } from './listener';
import { Reference } from './resolve';
import { InputError, quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';

/** The Secrets that listeners refer to. */
export function listenerReferences(listeners: readonly Listener[]): Reference[] {
  return listeners.flatMap(({ _certificates }) => _certificates)
    .map(({ name, namespaceName: namespace }) => ({ group: '', kind: 'Secret', name, ...namespace !== undefined && { namespace } }));
}

/** @throws InputError where there is no listener of the name */
export function listenerNamed(owner: IConstruct, listeners: readonly Listener[], name: string): string {
  const names = listeners.map(each => each.name);
  if (names.includes(name)) return name;
  throw new InputError(`${owner.node.path}: ${quoted(name)} is not one of its listeners; expected ${names.join(' or ')}${didYouMean(name, names)}`);
}
