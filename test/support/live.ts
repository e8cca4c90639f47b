import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { PlainObject } from '../../src/base/objects/fields';
import { Ruleset } from '../../src/dataplane/ruleset';

/** A label of a live case: what there is to find. */
export interface Label {
  readonly family: 'ipv4' | 'ipv6';
  readonly kind: string;
  readonly object: string;
  readonly onlyInDump?: readonly string[];
  readonly onlyPredicted?: readonly string[];
}

/** A case of test/fixtures/live. */
export interface LiveCase {
  readonly name: string;
  readonly node: PlainObject & { readonly metadata: { readonly name: string } };
  readonly interfaces: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly config: PlainObject;
  readonly serviceCIDRs: readonly string[];
  readonly services: readonly PlainObject[];
  readonly endpointSlices: readonly PlainObject[];
  readonly state: 'in-sync' | 'drifted';
  readonly drift: readonly Label[];
  readonly files: Readonly<Record<LiveFormat, string>> & { readonly tableText: string | null };
  readonly jsonBroken?: boolean;
}

/** How nft was asked for a listing. */
export type LiveFormat = 'text' | 'textHandles' | 'json';

export const LIVE_FORMATS: readonly LiveFormat[] = ['text', 'textHandles', 'json'];

const FOLDER = join(__dirname, '..', 'fixtures', 'live');

/** The cases of one cluster, and what nft printed by the names that the cases have for it. */
export interface LiveWorld {
  readonly name: string;
  readonly cases: readonly LiveCase[];
  readonly dumps: Readonly<Record<string, string>>;
}

function readPacked(file: string): unknown {
  return JSON.parse(brotliDecompressSync(readFileSync(join(FOLDER, file))).toString('utf8'));
}

export const LIVE_WORLDS: readonly string[] = readdirSync(FOLDER).filter(name => name.endsWith('.json.br') && !['variants.json.br', 'nft-versions.json.br'].includes(name))
  .map(name => name.replace('.json.br', '')).sort();

export function readLiveWorld(name: string): LiveWorld {
  return { name, ...readPacked(`${name}.json.br`) as Pick<LiveWorld, 'cases' | 'dumps'> };
}

/** One table with the options of nft that change what it prints, by the option. */
export function readVariants(): Readonly<Record<string, string>> {
  return readPacked('variants.json.br') as Record<string, string>;
}

/** What nft of a version printed with an option: `s`, `a`, `n`, `nn`, `S`, `j`, `ja`. */
export type VersionListings = Readonly<Record<string, string>>;

/** The rules of worker-1 in the reference cluster, and rules of other programs, as other versions of nft print them, by the version. */
export function readNftVersions(): Readonly<Record<string, { readonly cluster: VersionListings; readonly foreign: VersionListings }>> {
  return readPacked('nft-versions.json.br') as Record<string, { cluster: VersionListings; foreign: VersionListings }>;
}

/** What kube-proxy should have programmed in a case. */
export function predictionOf({ node, interfaces, config, serviceCIDRs, services, endpointSlices }: LiveCase, kubernetesVersion = '1.36'): Ruleset {
  const serviceCidr = { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: serviceCIDRs } };
  return Ruleset.fromObjects([node, serviceCidr, ...services, ...endpointSlices], {
    kubernetesVersion,
    nodeName: node.metadata.name,
    configuration: config,
    networkInterfaces: Object.fromEntries(interfaces.map(({ name, addresses }) => [name, [...addresses]])),
  });
}
