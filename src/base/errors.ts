/**
 * Where an object was read from. Only its text is ever used, at the front of a message:
 * `cluster.yaml, document 2, line 41`.
 */
export interface SourceLocation {
  toString(): string;
}

/** The part of an API object that tells a reader which one is meant. */
export interface NamedObject {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

/**
 * Input that can't be right. The message says where (file, document, object, field), what is wrong and
 * what would be right; a program shows it as it is, without a stack trace.
 */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}

/**
 * An `InputError` about one field of one object.
 *
 * @param object the object, for its kind, namespace and name
 * @param field the path of the field, as in `spec.ports[0].port`
 * @param problem what is wrong and what would be right, as in `70000 is not a port: expected an integer from 1 to 65535`
 * @param source where the object was read from
 */
export function fieldError(object: NamedObject, field: string, problem: string, source?: SourceLocation): InputError {
  return new InputError(`${at(source)}${describeObject(object)}: ${field}: ${problem}`);
}

/** An `InputError` about one object as a whole. */
export function objectError(object: NamedObject, problem: string, source?: SourceLocation): InputError {
  return new InputError(`${at(source)}${describeObject(object)}: ${problem}`);
}

/** `Service shop/cart`, `Node worker-1`; names that can't be right are quoted, so that they don't garble the message. */
export function describeObject(object: NamedObject): string {
  const kind = typeof object.kind === 'string' ? printable(object.kind) : 'object';
  const { name, namespace } = object.metadata ?? {};
  if (typeof name !== 'string' || name === '') return `${kind} without a name`;
  return `${kind} ${typeof namespace === 'string' && namespace !== '' ? `${printable(namespace)}/` : ''}${printable(name)}`;
}

/** A value as it appears in a message: JSON, cut to a length that a terminal bears. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function at(source?: SourceLocation): string {
  return source === undefined ? '' : `${source.toString()}: `;
}

function printable(text: string): string {
  return /^[A-Za-z0-9._:-]{1,253}$/.test(text) ? text : quoted(text);
}
