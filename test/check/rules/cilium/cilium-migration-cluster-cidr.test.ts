import { ciliumMigrationClusterCidr as rule } from '../../../../src/check/rules/cilium/cilium-migration-cluster-cidr';
import { calico, details } from '../../findings/cilium';
import { kubeProxy } from '../../findings/findings';

const pool = (...cidrs: string[]) => ({ ipam: { operator: { clusterPoolIPv4PodCIDRList: cidrs, clusterPoolIPv4MaskSize: 24 } } });

test('non-compliant', () => {
  expect(details(rule, pool('10.20.0.0/16'), [calico(), kubeProxy({ clusterCIDR: '10.244.0.0/16' })]))
    .toEqual(['warning ConfigMap kube-system/kube-proxy: clusterCIDR: 10.244.0.0/16 does not cover 10.20.0.0/16']);
  expect(details(rule, pool('10.20.0.0/16'), [calico(), kubeProxy({ detectLocalMode: 'NodeCIDR' })])).toEqual([expect.stringContaining('detectLocalMode: NodeCIDR')]);
});

test('compliant: widened, or no other plugin', () => {
  expect(details(rule, pool('10.20.0.0/16'), [calico(), kubeProxy({ clusterCIDR: '10.0.0.0/8' })])).toEqual([]);
  expect(details(rule, pool('10.20.0.0/16'), [kubeProxy({ clusterCIDR: '10.244.0.0/16' })])).toEqual([]);
});
