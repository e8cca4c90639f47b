import { loadBalancerSourceRanges } from '../../../../src/check/rules/service/load-balancer-source-ranges';
import { Plain, storedService } from '../../../support/builders';
import { daemonSet, found, kubeProxy, summary } from '../../findings/findings';

const VIP = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } } };
const web = (spec: Plain) => storedService('shop/web', { type: 'LoadBalancer', clusterIP: '10.96.0.10', loadBalancerSourceRanges: ['192.0.2.0/24'], ...spec }, VIP);
const shown = (...objects: Plain[]) => summary(found(loadBalancerSourceRanges, objects));
const ipvs = kubeProxy({ mode: 'ipvs' });
const running = (version: string) => daemonSet('kube-system/kube-proxy', `registry.k8s.io/kube-proxy:${version}`);

test('non-compliant: iptables mode, an address of both kinds', () => {
  expect(shown(web({ externalIPs: ['203.0.113.7', '203.0.113.8'] }))).toEqual([{
    severity: 'warning',
    message: 'An address that is both an external IP and a load balancer address is currently open to all clients; in nftables mode, it is open '
      + 'to the source ranges only.',
    objects: ['Service shop/web: 203.0.113.7'],
  }]);
});

const BYPASS = {
  severity: 'info',
  message: 'Processes of a node that bind their own source address currently bypass the source ranges; in nftables mode, they do not, unless a '
    + 'range contains the address.',
  objects: ['Service shop/web: 192.0.2.0/24'],
};
const OPEN = {
  severity: 'info',
  message: 'In IPVS mode, kube-proxy up to 1.33 closes an address whose source ranges contain a /0; in nftables mode, it is open to all.',
  objects: ['Service shop/web: 192.0.2.0/24, 0.0.0.0/0'],
};
const openRange = web({ loadBalancerSourceRanges: ['192.0.2.0/24', '0.0.0.0/0'] });

test('non-compliant: IPVS mode', () => {
  expect(shown(ipvs, web({}))).toEqual([BYPASS]);
  expect(shown(ipvs, openRange)).toEqual([OPEN]);
  expect(shown(ipvs, running('v1.33.6'), openRange)).toEqual([OPEN]);
  const both = web({ loadBalancerSourceRanges: ['192.0.2.0/24', '::/0'] });
  expect(shown(ipvs, both)).toMatchObject([{ message: BYPASS.message }, { message: OPEN.message }]);
});

test('compliant: no ranges, a range that is open already, addresses of one kind', () => {
  expect(shown(ipvs, web({ loadBalancerSourceRanges: [] }))).toEqual([]);
  expect(shown(ipvs, running('v1.34.0'), openRange)).toEqual([]);
  expect(shown(web({ externalIPs: ['203.0.113.8'] }))).toEqual([]);
  expect(shown(web({ externalIPs: ['203.0.113.7'], loadBalancerSourceRanges: ['0.0.0.0/0'] }))).toEqual([]);
});
