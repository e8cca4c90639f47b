import { isPlainObject, PlainObject } from '../../../../base/objects/fields';
import { isTruthy } from '../../../../base/text/go-values';
import { CiliumMinor } from '../../target';
import { ChartValues } from '../../values/chart-values';
import { problemAt, ValuesRule } from '../rule';

interface Removed {
  readonly path: string;
  readonly since?: CiliumMinor;
  readonly last?: CiliumMinor;
  /** What to write instead. */
  readonly instead: string;
  /** What counts as set: any value, or one that is true. */
  readonly counts?: 'any';
}

/** Values that were removed, and that the chart still looks for, so that nobody believes in them: templates/validate.yaml. */
const REMOVED: readonly Removed[] = [
  { path: 'tunnel', instead: 'use routingMode and tunnelProtocol' },
  { path: 'proxy.prometheus.enabled', instead: 'use envoy.prometheus.enabled', counts: 'any' },
  { path: 'proxy.prometheus.port', instead: 'use envoy.prometheus.port' },
  { path: 'endpointStatus', instead: 'leave it out' },
  { path: 'remoteNodeIdentity', instead: 'leave it out: nodes always have an identity of their own' },
  { path: 'containerRuntime.integration', instead: 'leave it out' },
  { path: 'etcd.managed', instead: 'leave it out, and run etcd yourself' },
  { path: 'enableK8sEventHandover', instead: 'leave it out' },
  { path: 'enableCnpStatusUpdates', instead: 'leave it out' },
  { path: 'encryption.keyFile', instead: 'use encryption.ipsec.keyFile' },
  { path: 'encryption.mountPath', instead: 'use encryption.ipsec.mountPath' },
  { path: 'encryption.secretName', instead: 'use encryption.ipsec.secretName' },
  { path: 'encryption.interface', instead: 'use encryption.ipsec.interface, where the minor has it' },
  { path: 'clustermesh.apiserver.tls.ca.cert', instead: 'use tls.ca.cert' },
  { path: 'clustermesh.apiserver.tls.ca.key', instead: 'use tls.ca.key' },
  { path: 'enableCiliumEndpointSlice', since: '1.18', instead: 'use ciliumEndpointSlice.enabled' },
  { path: 'ciliumEndpointSlice.sliceMode', since: '1.18', instead: 'leave it out' },
];

const removedValues: readonly ValuesRule[] = REMOVED.map(({ path, since, last, instead, counts }) => ({
  id: `removed-${path}`,
  since,
  last,
  source: 'templates/validate.yaml',
  check: (values: ChartValues) => (counts === 'any' ? values.isGiven(path) : isTruthy(values.givenAt(path)))
    ? problemAt(path, `was removed from the chart, which refuses it; ${instead}`) : undefined,
}));

/** The older names of the pools, which the chart refuses up to 1.18, and does not look at any more from 1.19. */
const oldPools: readonly ValuesRule[] = (['4', '6'] as const).map(family => ({
  id: `pool-old-key-v${family}`,
  last: '1.18' as const,
  source: 'templates/cilium-configmap.yaml',
  check: (values: ChartValues) => {
    const path = `ipam.operator.clusterPoolIPv${family}PodCIDR`;
    if (values.text('ipam.mode') !== 'cluster-pool' || values.isTrue('eni.enabled') || !values.isTrue(`ipv${family}.enabled`) || !values.isGiven(path)) return undefined;
    return problemAt(path, `was removed from the chart, which refuses it; use the list ${path}List`);
  },
}));

/** Parts that templates read without asking whether they exist: found by rendering the charts of all minors with null for each. */
const NEEDED: readonly string[] = [
  'authentication', 'bpf', 'cluster', 'clustermesh', 'cni', 'encryption', 'eni', 'envoy', 'gatewayAPI', 'hubble', 'hubble.relay', 'hubble.tls', 'hubble.ui', 'ingressController', 'ipam',
  'ipam.operator', 'ipv4', 'ipv4.enabled', 'ipv6', 'loadBalancer', 'operator', 'preflight', 'prometheus', 'tls',
];

const neededParts: ValuesRule = {
  id: 'null-for-needed',
  source: 'all templates',
  check: ({ given }) => NEEDED.filter(path => isNullAt(given, path))
    .map(path => problemAt(path, 'is null, which removes it, and the templates fail without it; leave it out')),
};

/** Whether null is written at a path. */
function isNullAt(given: PlainObject, path: string): boolean {
  const steps = path.split('.');
  const parent = steps.slice(0, -1).reduce<unknown>((value, name) => isPlainObject(value) ? value[name] : undefined, given);
  return isPlainObject(parent) && parent[steps.at(-1)!] === null;
}

export const REMOVED_VALUES: readonly ValuesRule[] = [...removedValues, ...oldPools, neededParts];
