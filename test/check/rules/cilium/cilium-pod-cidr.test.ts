import { ciliumPodCidr as rule } from '../../../../src/check/rules/cilium/cilium-pod-cidr';
import { serviceCidr } from '../../../support/builders';
import { details } from '../../findings/cilium';
import { machine } from '../../findings/findings';

const pool = (...cidrs: string[]) => ({ ipam: { operator: { clusterPoolIPv4PodCIDRList: cidrs, clusterPoolIPv4MaskSize: 24 } } });

test('non-compliant: the default, an overlap, too few blocks', () => {
  expect(details(rule, {})).toEqual([expect.stringContaining('its default 10.0.0.0/8 overlaps most private networks')]);
  expect(details(rule, pool('10.20.0.0/16'), [serviceCidr('kubernetes', '10.20.0.0/20')])).toEqual([expect.stringContaining('10.20.0.0/16 overlaps the Services (ServiceCIDR kubernetes: 10.20.0.0/20)')]);
  expect(details(rule, pool('192.168.0.0/16'), [machine('w1', {})])).toEqual([expect.stringContaining('overlaps Node w1 (192.168.10.11)')]);
  expect(details(rule, pool('10.20.0.0/24'))).toEqual([expect.stringContaining('clusterPoolIPv4MaskSize: is 24, which leaves no blocks')]);
  expect(details(rule, pool('10.20.0.0/23'), [machine('a', {}), machine('b', {}), machine('c', {})])).toEqual([expect.stringContaining('leaves 2 blocks, and the cluster has 3 nodes')]);
});

test('pods outside of the CIDR of native routing are masqueraded between nodes', () => {
  const native = (cidr: string, more: object = {}) => details(rule, { ...pool('10.20.0.0/16'), routingMode: 'native', ipv4NativeRoutingCIDR: cidr, ...more });
  expect(native('192.168.0.0/16')).toEqual([expect.stringContaining('ipv4NativeRoutingCIDR: is 192.168.0.0/16, and pods have addresses of 10.20.0.0/16: those outside of it are masqueraded')]);
  expect(native('10.20.0.0/17')).toHaveLength(1);
  for (const more of [{ enableIPv4Masquerade: false }, { routingMode: 'tunnel' }, { ipMasqAgent: { enabled: true }, bpf: { masquerade: true }, kubeProxyReplacement: true }]) expect(native('192.168.0.0/16', more)).toEqual([]);
  expect(native('10.0.0.0/8')).toEqual([]);
});

test('compliant: a pool that nothing else has, and one of Calico that only announces it', () => {
  const disabled = { apiVersion: 'crd.projectcalico.org/v1', kind: 'IPPool', metadata: { name: 'cilium' }, spec: { cidr: '10.20.0.0/16', disabled: true } };
  expect(details(rule, pool('10.20.0.0/16'), [serviceCidr('kubernetes', '10.96.0.0/12'), machine('w1', {}), disabled])).toEqual([]);
  expect(details(rule, pool('10.20.0.0/16'), [{ ...disabled, spec: { cidr: '10.20.0.0/16' } }])).toHaveLength(1);
  expect(details(rule, { ipam: { mode: 'kubernetes' } })).toEqual([]);
});
