import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CiliumMinor } from '../../../src/programs/cilium/target';
import { Plain } from '../../support/builders';

/** The cases of a fixture, one JSON object a line. */
function casesOf<T>(name: string): T[] {
  const file = join(__dirname, '..', '..', 'fixtures', 'cilium', `${name}.jsonl.gz`);
  return gunzipSync(readFileSync(file)).toString().trim().split('\n').map(line => JSON.parse(line) as T);
}

export interface ValuesCase {
  readonly id: string;
  readonly versions: readonly string[];
  readonly purpose: string;
  readonly apiVersions?: readonly string[];
  readonly values: Plain;
  readonly accepted: boolean;
  readonly facts: { readonly ciliumConfig?: Readonly<Record<string, string | null>>; readonly agentPredicted?: string };
}

export const VALUES_CASES = casesOf<ValuesCase>('values-cases');

/** Values at random, and the options that the chart writes otherwise with them than without any; null for those that it does not write. */
export interface ConfigCase {
  readonly version: string;
  readonly values: Plain;
  readonly accepted: boolean;
  /** Undefined where there is no ConfigMap. */
  readonly changes?: Readonly<Record<string, unknown>>;
}

export const CONFIG_CASES = casesOf<ConfigCase>('config-cases');

/** `1.20.0` is of 1.20. */
export function minorOf(version: string): CiliumMinor {
  return version.split('.').slice(0, 2).join('.') as CiliumMinor;
}

export interface PolicyCase {
  readonly id: string;
  readonly purpose: string;
  readonly object: Plain;
  readonly l7Proxy?: boolean;
  readonly nodeSelectorLabels?: boolean;
  readonly agent: Readonly<Record<string, { readonly accepted: boolean }>>;
  readonly crd120: { readonly accepted: boolean; readonly pruned?: readonly string[] };
}

export const POLICY_CASES = casesOf<PolicyCase>('policy-cases');
