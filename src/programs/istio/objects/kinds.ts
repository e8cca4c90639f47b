import KINDS from '../data/kinds.json';

/**
 * A type of a field, as the CustomResourceDefinitions have it: `s` a text, `b` a boolean, `i` an integer, `n` a number, `d` a duration, `is` an integer or a
 * text, `x` anything; `e` one of some words, `l` a list, `m` a mapping of anything to a type, `f` fields, of which those in each list of `o` exclude one another.
 */
export type FieldType = 's' | 'b' | 'i' | 'n' | 'd' | 'is' | 'x' | EnumType | ListType | MapType | MessageType;

interface EnumType {
  readonly e: readonly string[];
}

interface ListType {
  readonly l: FieldType;
}

interface MapType {
  readonly m: FieldType;
}

export interface MessageType {
  readonly f: Readonly<Record<string, FieldType>>;
  readonly o?: readonly (readonly string[])[];
}

/** What is known of a kind, as data/kinds.json has it: derived from manifests/charts/base/files/crd-all.gen.yaml of each minor. */
interface IstioKind {
  readonly versions: readonly string[];
  readonly spec: MessageType;
  /** The first minor that has a field or a word (`field=WORD`), where that is not the first one of the kind. */
  readonly since?: Readonly<Record<string, number>>;
  /** The first minor that has the kind. */
  readonly first?: number;
}

const ISTIO_KINDS = KINDS as unknown as Readonly<Record<string, IstioKind>>;

/** `networking.istio.io/VirtualService` and so on. */
export const ISTIO_GROUPS_AND_KINDS: readonly string[] = Object.keys(ISTIO_KINDS);

/** A kind of Istio by its group and name. */
export function istioKind(groupAndKind: string): IstioKind | undefined {
  return Object.hasOwn(ISTIO_KINDS, groupAndKind) ? ISTIO_KINDS[groupAndKind] : undefined;
}
