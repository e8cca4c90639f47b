import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { withStaleChains } from './stale-chains';
import { Family } from '../../src/base/ip/address';
import { PlainObject } from '../../src/base/objects/fields';
import { Cluster } from '../../src/cluster/cluster';
import { nodeOfName } from '../../src/cluster/served/served-cluster';
import { generateTable } from '../../src/dataplane/nftables/generate';
import { Table } from '../../src/dataplane/nftables/model/table';
import { interfaceIpsOf } from '../../src/dataplane/node/interface-ips';
import { Ruleset } from '../../src/dataplane/ruleset';
import { readSettings } from '../../src/dataplane/settings';
import { featuresOf } from '../../src/dataplane/versions/features';
import { SupportedMinor } from '../../src/dataplane/versions/kube-proxy-version';

/** A scenario of test/fixtures/reference. */
export interface Scenario {
  readonly name: string;
  readonly node: PlainObject & { readonly metadata: { readonly name: string } };
  readonly interfaces: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly config: PlainObject;
  readonly serviceCIDRs: readonly string[];
  readonly services: readonly NamedPlainObject[];
  readonly endpointSlices: readonly NamedPlainObject[];
  readonly steps?: readonly {
    readonly services?: readonly NamedPlainObject[];
    readonly endpointSlices?: readonly NamedPlainObject[];
    readonly deleteServices?: readonly string[];
    readonly deleteEndpointSlices?: readonly string[];
  }[];
}

export type NamedPlainObject = PlainObject & { readonly metadata: { readonly name: string; readonly namespace: string } };

/** The rulesets that the real kube-proxy programmed for a scenario. */
export interface ReferenceRulesets {
  readonly name: string;
  readonly ipv4: string;
  readonly ipv6: string;
  /** The nft transaction of each sync in turn; scenarios with steps have them. */
  readonly transactions?: { readonly ipv4: readonly string[]; readonly ipv6: readonly string[] };
}

/** Which file holds the rulesets of a minor. */
const RULESET_FILES: Record<SupportedMinor, string> = {
  1.31: '1.31', 1.32: '1.31', 1.33: '1.33', 1.34: '1.34', 1.35: '1.34', 1.36: '1.36', 1.37: '1.37',
};

/** The lines of a compressed file of JSON objects in test/fixtures/reference. */
export function readReference<T>(name: string): T[] {
  const file = join(__dirname, '..', 'fixtures', 'reference', `${name}.jsonl.gz`);
  return gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').map(line => JSON.parse(line) as T);
}

export function readScenarios(): Scenario[] {
  return readReference('scenarios');
}

/** The rulesets of a minor by the name of their scenario. */
export function readRulesets(minor: SupportedMinor): Map<string, ReferenceRulesets> {
  return new Map(readReference<ReferenceRulesets>(`rulesets-${RULESET_FILES[minor]}`).map(rulesets => [rulesets.name, rulesets]));
}

/** The table that is generated for a scenario; after its last step, where it has any. */
export function generateScenario(scenario: Scenario, minor: SupportedMinor, family: Family): Table {
  return generateStages(scenario, minor, family).reduce(withStaleChains);
}

/** The tables that are generated for a scenario at first and after each of its steps, without stale chains. */
export function generateStages(scenario: Scenario, minor: SupportedMinor, family: Family): Table[] {
  return stages(scenario).map(objects => generateTable(scenarioInputs(scenario, objects, minor), family).table);
}

/** The ruleset of a scenario after its last step. */
export function rulesetOfScenario(scenario: Scenario, kubernetesVersion: string): Ruleset {
  return Ruleset.fromObjects([scenario.node, serviceCidr(scenario), ...stages(scenario).at(-1)!].map(stored), {
    kubernetesVersion, nodeName: scenario.node.metadata.name, configuration: scenario.config, networkInterfaces: interfacesOf(scenario) as never,
  });
}

/** The bugs of kube-proxy that a user is told of are the ones, and the only ones, that keep a ruleset from being loaded. */
export function knownToFail(scenario: Scenario, kubernetesVersion: string): boolean {
  return rulesetOfScenario(scenario, kubernetesVersion).warnings.some(warning => /its sync fails|every sync of kube-proxy fails/.test(warning));
}

function scenarioInputs(scenario: Scenario, objects: readonly PlainObject[], minor: SupportedMinor) {
  const cluster = Cluster.of([scenario.node, serviceCidr(scenario), ...objects].map(object => ({ object })));
  const features = featuresOf(minor);
  const settings = readSettings(scenario.config, features);
  const node = nodeOfName(cluster, scenario.node.metadata.name);
  return { cluster, node, settings, features, interfaceIps: interfaceIpsOf(interfacesOf(scenario), node, settings) };
}

/** The objects of a scenario were in a cluster: nothing is to be added to them. */
export function stored(object: PlainObject): PlainObject {
  return { ...object, metadata: { uid: '11111111-2222-3333-4444-555555555555', ...object.metadata as PlainObject } };
}

/** The scenario's ServiceCIDRs as one object. */
export function serviceCidr(scenario: Scenario): PlainObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: scenario.serviceCIDRs } };
}

export function interfacesOf(scenario: Scenario): { [name: string]: readonly string[] } {
  return Object.fromEntries(scenario.interfaces.map(({ name, addresses }) => [name, addresses]));
}

/** The Services and EndpointSlices at first and after each step. */
export function stages(scenario: Scenario): PlainObject[][] {
  const services = new Map(scenario.services.map(object => [keyOf(object), object]));
  const slices = new Map(scenario.endpointSlices.map(object => [keyOf(object), object]));
  const all = [[...services.values(), ...slices.values()]];
  for (const step of scenario.steps ?? []) {
    for (const object of step.services ?? []) services.set(keyOf(object), object);
    for (const object of step.endpointSlices ?? []) slices.set(keyOf(object), object);
    for (const key of step.deleteServices ?? []) services.delete(key);
    for (const key of step.deleteEndpointSlices ?? []) slices.delete(key);
    all.push([...services.values(), ...slices.values()]);
  }
  return all;
}

function keyOf({ metadata }: NamedPlainObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

const KINDS = ['table', 'chain', 'rule', 'set', 'map', 'element'];

/**
 * The lines of a script in an order that depends on nothing that kube-proxy leaves to chance: by kind, then by the
 * object's name, then by the whole line, but rules in their order within a chain. Comments and blank lines are dropped.
 */
export function normalize(script: string): string[] {
  const lines = script.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'));
  const keyed = lines.map((line, position) => {
    const [, kind, , , name] = line.split(' ');
    return { line, kind: KINDS.indexOf(kind), name, tie: kind === 'rule' ? String(position).padStart(8, '0') : line };
  });
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return keyed.sort((a, b) => a.kind - b.kind || order(a.name, b.name) || order(a.tie, b.tie)).map(({ line }) => line);
}
