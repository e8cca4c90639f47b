import { FieldType, istioKind, MessageType } from './kinds';
import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { parseGoDuration } from '../../../base/schema/duration';
import { didYouMean } from '../../../base/text/suggest';
import { enumeration } from '../../../base/text/words';
import { ValuesProblem } from '../values-problem';

/** A spec as Istio sees it. */
export interface Decoded {
  /** Without fields that are not known, lists without elements and nulls, all of which Go's decoder makes the same as no field. */
  readonly spec: PlainObject;
  readonly problems: readonly ValuesProblem[];
}

/**
 * Decodes a spec as golang/protobuf's jsonpb does, which istiod's webhook uses with unknown fields allowed: pkg/config/schema of Istio, `ToProto`, and
 * pkg/util/protomarshal.
 */
export function decodeSpec(groupAndKind: string, spec: unknown, number: number): Decoded {
  const kind = istioKind(groupAndKind)!;
  const problems: ValuesProblem[] = [];
  const isThere = (name: string): boolean => {
    const since = kind.since && Object.hasOwn(kind.since, name) ? kind.since[name] : undefined;
    return since === undefined || since <= number;
  };

  function decode(value: unknown, type: FieldType, path: readonly (string | number)[], name: string): unknown {
    const wrong = (expected: string): undefined => {
      problems.push({ path, message: `${quoted(value)} is not ${expected}` });
      return undefined;
    };
    if (typeof type === 'string') {
      switch (type) {
        case 's': return typeof value === 'string' ? value : wrong('a text; put it in quotation marks');
        case 'b': return typeof value === 'boolean' ? value : wrong('true or false');
        case 'i': return integerOf(value) ?? wrong('an integer');
        case 'n': return numberOf(value) ?? wrong('a number');
        case 'x': return isPlainObject(value) ? value : wrong('a mapping');
        case 'd': return typeof value === 'string' && parseGoDuration(value) !== undefined ? value : wrong('a duration; expected one as in "5s"');
        default: return value;
      }
    }
    if ('e' in type) {
      const known = type.e.filter(word => isThere(`${name}=${word}`));
      if (typeof value === 'number' || known.includes(String(value))) return value;
      return wrong(`one of ${enumeration(known)}${didYouMean(String(value), known)}`);
    }
    if ('l' in type) {
      if (!Array.isArray(value)) return wrong('a list');
      const list = value.map((element, i) => element === null ? null : decode(element, type.l, [...path, i], name));
      return list.length === 0 ? undefined : list;
    }
    if (!isPlainObject(value)) return wrong('a mapping');
    if ('m' in type) return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, element === null ? null : decode(element, type.m, [...path, key], name)]));
    return decodeMessage(value, type, path, name);
  }

  function decodeMessage(value: PlainObject, type: MessageType, path: readonly (string | number)[], name: string): PlainObject {
    const message: Record<string, unknown> = {};
    for (const [key, element] of Object.entries(value)) {
      const own = name === '' ? key : `${name}.${key}`;
      if (!Object.hasOwn(type.f, key) || !isThere(own) || element === null || element === undefined) continue;
      const decoded = decode(element, type.f[key], [...path, key], own);
      if (decoded !== undefined) message[key] = decoded;
    }
    for (const group of type.o ?? []) {
      const set = group.filter(key => Object.hasOwn(message, key));
      if (set.length > 1) problems.push({ path, message: `${enumeration(set)} exclude one another; set only one` });
    }
    return message;
  }

  if (spec === undefined || spec === null) return { spec: {}, problems };
  if (!isPlainObject(spec)) return { spec: {}, problems: [{ path: ['spec'], message: `${quoted(spec)} is not a mapping` }] };
  return { spec: decodeMessage(spec, kind.spec, ['spec'], ''), problems };
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(value) ? Number(value) : undefined;
}

function integerOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Number.isInteger(number) ? number : undefined;
}
