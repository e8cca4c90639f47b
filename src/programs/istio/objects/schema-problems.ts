import { FieldType, istioKind, MessageType } from './kinds';
import { SCHEMA_RULES } from './schema-rules';
import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { alternatives } from '../../../base/text/words';
import CONDITIONS from '../data/schema-conditions.json';
import { ValuesProblem } from '../values-problem';

type Path = readonly (string | number)[];

/** A condition of a field: what it is, its value, and the first and last minor that has it; 0 where the first one is that of the field. */
type Condition = readonly [name: string, value: unknown, first?: number, last?: number];

/**
 * The conditions of a field (''), of its fields by their names, of the elements of a list ('[]') and of the values of a mapping ('{}').
 * '^' at the top is the object itself.
 */
interface Node {
  readonly [name: string]: Node | readonly Condition[];
}

const KINDS = CONDITIONS as unknown as Readonly<Record<string, Node>>;

/** What an object of Istio has that its CustomResourceDefinition does not. */
export interface SchemaResult {
  /** Why the API server refuses it, before any webhook is asked. */
  readonly problems: readonly ValuesProblem[];
  /** Fields that the definition does not have: the API server drops them, and kubectl refuses them. */
  readonly unknown: readonly ValuesProblem[];
}

/** Checks an object as the API server does with the definition of a minor: types, conditions and expressions. */
export function checkSchema(groupAndKind: string, object: PlainObject, number: number): SchemaResult {
  const checking = new Checking(groupAndKind, number);
  const { problems, unknown } = checking;
  const kind = istioKind(groupAndKind);
  const top = KINDS[groupAndKind];
  if (!kind || top === undefined) return { problems, unknown };
  for (const key of Object.keys(object)) if (!TOP.includes(key)) unknown.push({ path: [key], message: UNKNOWN });
  if (object.spec === undefined || object.spec === null) checking.checkRequired({}, childOf(top, '^'), []);
  else checking.check(object.spec, kind.spec, { node: top, path: ['spec'], name: '' });
  return { problems, unknown };
}

const TOP: readonly string[] = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

const UNKNOWN = 'is not a field of this kind';

/** Where a value is: its conditions, its path, and its name in the table of minors. */
interface Place {
  readonly node: Node | undefined;
  readonly path: Path;
  readonly name: string;
}

function childOf(node: Node | undefined, name: string): Node | undefined {
  const child = node && Object.hasOwn(node, name) ? node[name] : undefined;
  return Array.isArray(child) ? undefined : child as Node | undefined;
}

class Checking {
  public readonly problems: ValuesProblem[] = [];
  public readonly unknown: ValuesProblem[] = [];

  constructor(private readonly groupAndKind: string, private readonly number: number) {}

  public check(value: unknown, type: FieldType, place: Place): void {
    const { node, path } = place;
    const conditions = this.conditionsOf(node);
    if (value === null) {
      if (!conditions.some(([name]) => name === 'nullable')) this.report(path, 'is null');
      return;
    }
    const expected = this.typeProblem(value, type, place.name);
    if (expected !== undefined) {
      this.report(path, `${quoted(value)} is not ${expected}`);
      return;
    }
    for (const [name, operand] of conditions) this.report(path, conditionProblem(name, operand, value));
    this.checkRequired(value, node, path);
    this.checkParts(value, type, place);
  }

  public checkRequired(value: unknown, node: Node | undefined, path: Path): void {
    for (const [name, keys] of this.conditionsOf(node)) {
      if (name !== 'required' || !isPlainObject(value)) continue;
      for (const key of keys as readonly string[]) if (value[key] === undefined || value[key] === null) this.report([...path, key], 'is missing');
    }
  }

  private conditionsOf(node: Node | undefined): readonly Condition[] {
    const all = (node && Object.hasOwn(node, '') ? node[''] : []) as readonly Condition[];
    return all.filter(([,, first = 0, last = Infinity]) => first <= this.number && this.number <= last);
  }

  private checkParts(value: unknown, type: FieldType, { node, path, name }: Place): void {
    if (typeof type === 'string' || 'e' in type) return;
    if ('l' in type) {
      for (const [i, element] of (value as readonly unknown[]).entries()) this.check(element, type.l, { node: childOf(node, '[]'), path: [...path, i], name });
    } else if ('m' in type) {
      for (const [key, element] of Object.entries(value as PlainObject)) if (element !== null) this.check(element, type.m, { node: childOf(node, '{}'), path: [...path, key], name });
    } else {
      this.checkMessage(value as PlainObject, type, { node, path, name });
    }
  }

  private checkMessage(value: PlainObject, type: MessageType, { node, path, name }: Place): void {
    for (const [key, field] of Object.entries(value)) {
      const own = name === '' ? key : `${name}.${key}`;
      const isKnown = Object.hasOwn(type.f, key) && this.isThere(own);
      if (!isKnown) this.unknown.push({ path: [...path, key], message: UNKNOWN });
      // The API server drops a null where the field may not be one.
      else if (field !== undefined && field !== null) this.check(field, type.f[key], { node: childOf(node, key), path: [...path, key], name: own });
    }
    for (const group of type.o ?? []) {
      const set = group.filter(key => value[key] !== undefined && value[key] !== null);
      this.report(path, set.length > 1 && `has ${set.join(' and ')}, which exclude one another; set only one`);
    }
  }

  /** What was expected instead, where the type is another one. Unlike istiod, the API server takes no text for a number. */
  private typeProblem(value: unknown, type: FieldType, name: string): string | undefined {
    if (typeof type !== 'string') {
      if ('e' in type) return type.e.some(word => word === value && this.isThere(`${name}=${word}`)) ? undefined : alternatives(type.e.filter(word => this.isThere(`${name}=${word}`)).map(quoted));
      if ('l' in type) return Array.isArray(value) ? undefined : 'a list';
      return isPlainObject(value) ? undefined : 'a mapping';
    }
    switch (type) {
      case 's': case 'd': return typeof value === 'string' ? undefined : 'a text; put it in quotation marks';
      case 'b': return typeof value === 'boolean' ? undefined : 'true or false';
      case 'i': return Number.isInteger(value) ? undefined : 'an integer';
      case 'n': return typeof value === 'number' ? undefined : 'a number';
      case 'is': return typeof value === 'string' || Number.isInteger(value) ? undefined : 'an integer or a text';
      case 'x': return isPlainObject(value) ? undefined : 'a mapping';
      default: return undefined;
    }
  }

  private isThere(name: string): boolean {
    const { since } = istioKind(this.groupAndKind)!;
    return !since || !Object.hasOwn(since, name) || since[name] <= this.number;
  }

  private report(path: Path, message: string | false | undefined): void {
    if (message) this.problems.push({ path, message });
  }
}

const lengthOf = (value: unknown): number => typeof value === 'string' ? [...value].length : Array.isArray(value) ? value.length : isPlainObject(value) ? Object.keys(value).length : 0;

/** The keywords of OpenAPI, and the expressions by the names that we gave them. */
function conditionProblem(name: string, operand: unknown, value: unknown): string | false | undefined {
  const limit = Number(operand);
  switch (name) {
    case 'minimum': return typeof value === 'number' && value < limit && `${value} is less than ${limit}`;
    case 'maximum': return typeof value === 'number' && value > limit && `${value} is more than ${limit}`;
    case 'minLength': return lengthOf(value) < limit && 'is empty';
    case 'maxLength': return lengthOf(value) > limit && `is longer than ${limit} characters`;
    case 'minItems': case 'minProperties': return lengthOf(value) < limit && `is empty; expected at least ${limit}`;
    case 'maxItems': case 'maxProperties': return lengthOf(value) > limit && `has more than ${limit} elements`;
    case 'pattern': return !new RegExp(String(operand)).test(String(value)) && `${quoted(value)} does not match ${String(operand)}`;
    case 'format': return formatProblem(String(operand), value);
    case 'keys': return keysProblem(operand as readonly string[], value);
    case 'rule': return SCHEMA_RULES[String(operand)](value);
    default: return undefined;
  }
}

/** Numbers of 32 bits are refused by istiod, which cannot decode larger ones. */
function formatProblem(format: string, value: unknown): string | false {
  if (format === 'int32') return typeof value === 'number' && (value > 2 ** 31 - 1 || value < -(2 ** 31)) && `${value} does not fit into 32 bits`;
  return !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(String(value)) && 'is not encoded with base64';
}

/** Of a list that is a mapping by one of its fields. */
function keysProblem(keys: readonly string[], value: unknown): string | false {
  const seen = (Array.isArray(value) ? value : []).map(element => JSON.stringify(keys.map(key => isPlainObject(element) ? element[key] : undefined)));
  return new Set(seen).size < seen.length && `has two elements with the same ${keys.join(' and ')}`;
}
