import { IConstruct } from 'constructs';
import { Listener } from './listener';
import { InputError, quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';

/** @throws InputError where there is no listener of the name */
export function listenerNamed(owner: IConstruct, listeners: readonly Listener[], name: string): string {
  const names = listeners.map(each => each.name);
  if (names.includes(name)) return name;
  throw new InputError(`${owner.node.path}: ${quoted(name)} is not one of its listeners; expected ${names.join(' or ')}${didYouMean(name, names)}`);
}
