import { isPlainObject } from '../../../../base/objects/fields';
import { CiliumMinor } from '../../target';
import { ipamOf, renderConfig } from '../../values/agent-config';
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

/** Whether the key is there, be it with null. */
function isThere(values: ChartValues, path: string): boolean {
  return isPlainObject(values.at(path.split('.').slice(0, -1).join('.'))) && values.has(path);
}

const removedValues: readonly ValuesRule[] = REMOVED.map(({ path, since, last, instead, counts }) => ({
  id: `removed-${path}`,
  since,
  last,
  source: 'templates/validate.yaml',
  check: (values: ChartValues) => (counts === 'any' ? isThere(values, path) : values.isTrue(path))
    ? problemAt(path, `was removed from the chart, which refuses it; ${instead}`) : undefined,
}));

/** The older names of the pools, which the chart refuses up to 1.18, and does not look at any more from 1.19. */
const oldPools: readonly ValuesRule[] = (['4', '6'] as const).map(family => ({
  id: `pool-old-key-v${family}`,
  last: '1.18' as const,
  source: 'templates/cilium-configmap.yaml',
  check: (values: ChartValues) => {
    const path = `ipam.operator.clusterPoolIPv${family}PodCIDR`;
    if (!renderConfig(values).config || ipamOf(values) !== 'cluster-pool' || !values.isTrue(`ipv${family}.enabled`) || !isThere(values, path)) return undefined;
    return problemAt(path, `was removed from the chart, which refuses it; use the list ${path}List`);
  },
}));

export const REMOVED_VALUES: readonly ValuesRule[] = [...removedValues, ...oldPools];
