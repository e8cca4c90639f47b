import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../../../src/cluster/cluster';
import { readController } from '../../../src/dataplane/requests/ingress-nginx/settings';
import { readFiles } from '../../../src/input/read-files';
import { Conversion, convert } from '../../../src/migrate/gateway-api/convert';
import { ConversionContext, ConversionTarget } from '../../../src/migrate/gateway-api/options';
import { conformanceReportOf } from '../../../src/programs/gateway-api/implementations';
import { GatewayApiTarget } from '../../../src/programs/gateway-api/target';
import { Plain } from '../../support/builders';

const FOLDER = join(__dirname, '..', '..', 'fixtures', 'ingress-nginx');

/** The manifests, by the names of their files without the ending. */
export const EXAMPLES: readonly string[] = readdirSync(FOLDER).filter(name => name.endsWith('.yaml')).map(name => name.replace('.yaml', ''));

export function exampleCluster(name: string): Cluster {
  return Cluster.of(readFiles([join(FOLDER, `${name}.yaml`)]));
}

export const LATEST: GatewayApiTarget = { minor: '1.6', channel: 'standard' };

export function contextOf(cluster: Cluster, more: Partial<ConversionTarget> & { readonly isOpened?: ConversionContext['isOpened'] } = {}): ConversionContext {
  const { isOpened = () => false, ...target } = more;
  const api = target.api ?? LATEST;
  return {
    target: { api, report: conformanceReportOf('envoy-gateway', api.minor), gateway: { namespace: 'gateway', name: 'ingress' }, hasGateway: false, gatewayClass: 'eg', ...target },
    controller: readController(cluster),
    isOpened,
    configMap: name => cluster.smallConfigMaps.get(name)?.data,
  };
}

/** The conversion of an example, or of objects. */
export function conversionOf(input: string | readonly Plain[], more: Parameters<typeof contextOf>[1] = {}): Conversion {
  const cluster = typeof input === 'string' ? exampleCluster(input) : Cluster.of(input.map(object => ({ object })));
  return convert(cluster, contextOf(cluster, more));
}

/** All objects of Gateway API that a conversion writes. */
export function objectsOf({ objects }: Conversion): Plain[] {
  return [...objects.gateways, ...objects.grants, ...objects.routes.map(({ object }) => object), ...objects.tlsRoutes, ...objects.backendPolicies];
}

/** An Ingress of one rule. */
export function ingress(
  name: string, host: string, paths: Readonly<Record<string, string>>, annotations: Readonly<Record<string, string>> = {}, spec: Plain = {},
): Plain {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'shop', annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value])) },
    spec: {
      ingressClassName: 'nginx',
      rules: [{
        ...host !== '' && { host },
        http: {
          paths: Object.entries(paths).map(([path, service]) => {
            const [, type = 'Prefix', text] = /^(?:(\w+) )?(.*)$/.exec(path)!;
            return { path: text, pathType: type, backend: { service: { name: service, port: { number: 80 } } } };
          }),
        },
      }],
      ...spec,
    },
  };
}

/** The differences in short: `lost GET http://shop.example.com/Api`. */
export function differences({ proof }: Conversion): string[] {
  return proof.differences.filter(({ isNormalization }) => !isNormalization).map(difference => `${difference.class} ${difference.request}`);
}
