import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadAll } from 'js-yaml';
import { GatewayApiChannel } from '../../src/programs/gateway-api/target';

/** Gateway API's own CRDs, where they lie beside the checkout: upstream's files are not copied into the project. */
const FOLDER = process.env.GATEWAY_CRDS_DIR ?? join(__dirname, '..', '..', '..', 'shared', 'reference', 'gateway', 'crds');

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly schema: { readonly openAPIV3Schema: any };
}

export interface Crd {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly CrdVersion[];
  };
}

/** `test`, reported as skipped where there are no CRDs. With GATEWAY_CRDS_DIR set, that is an error instead. */
export const testWithCrds = existsSync(FOLDER) || process.env.GATEWAY_CRDS_DIR !== undefined ? test : test.skip;

/** The releases, as in `1.6.1`, and channels that the folder has. */
export function gatewayReleases(): [release: string, channel: GatewayApiChannel][] {
  if (!existsSync(FOLDER)) return [['1.6.1 (needs the CRDs: set GATEWAY_CRDS_DIR)', 'standard']];
  return readdirSync(FOLDER).flatMap(file => {
    const [, release, channel] = /^gateway-api-v([\d.]+)-(standard|experimental)\.yaml\.gz$/.exec(file) ?? [];
    return release === undefined ? [] : [[release, channel as GatewayApiChannel]];
  });
}

/** The CRDs of a release, as in `1.6.1`, and channel. */
export function gatewayCrds(release: string, channel: GatewayApiChannel): Crd[] {
  const text = gunzipSync(readFileSync(join(FOLDER, `gateway-api-v${release}-${channel}.yaml.gz`))).toString();
  return loadAll(text).filter((document): document is Crd => (document as Crd | undefined)?.kind === 'CustomResourceDefinition');
}
