import { InputError, quoted } from '../../base/errors';
import { minorTextOf, parseVersion } from '../../base/version/version';

/** The minors of Cilium whose charts, agents and CRDs were read. */
export const CILIUM_MINORS = ['1.17', '1.18', '1.19', '1.20'] as const;

export type CiliumMinor = typeof CILIUM_MINORS[number];

export const NEWEST_CILIUM_MINOR: CiliumMinor = CILIUM_MINORS[CILIUM_MINORS.length - 1];

/** In which minors something holds: from `since`, up to and including `last`. What is not given is not limited. */
export interface Period {
  readonly since?: CiliumMinor;
  readonly last?: CiliumMinor;
}

export function isBeforeMinor(a: CiliumMinor, b: CiliumMinor): boolean {
  return CILIUM_MINORS.indexOf(a) < CILIUM_MINORS.indexOf(b);
}

export function holdsIn({ since, last }: Period, minor: CiliumMinor): boolean {
  return !(since && isBeforeMinor(minor, since)) && !(last && isBeforeMinor(last, minor));
}

/** `from 1.18`, `from 1.18 to 1.19`, `up to 1.19`, `in 1.18`. */
export function describePeriod({ since, last }: Period): string {
  if (since && since === last) return `in ${since}`;
  if (since) return last ? `from ${since} to ${last}` : `from ${since}`;
  return last ? `up to ${last}` : 'in all versions';
}

/** The minor that a version is of; `undefined` where it is not one of those that are known. */
export function ciliumMinorOf(version: string): CiliumMinor | undefined {
  const parsed = parseVersion(version, 1);
  return parsed && CILIUM_MINORS.find(minor => minor === minorTextOf(parsed));
}

/** @throws InputError where the version is not of a known minor */
export function readCiliumMinor(version: string, name = 'Cilium version'): CiliumMinor {
  const minor = ciliumMinorOf(version);
  if (minor) return minor;
  throw new InputError(`${name}: ${quoted(version)} is not a known version; expected one of ${CILIUM_MINORS.join(', ')}, for example, "${NEWEST_CILIUM_MINOR}" or "${NEWEST_CILIUM_MINOR}.0"`);
}
