import { externalIpArp } from '../../../../src/check/rules/service/external-ip-arp';
import { Plain, storedService } from '../../../support/builders';
import { daemonSet, found, kubeProxy, machine, summary } from '../../findings/findings';

const IPVS = kubeProxy({ mode: 'ipvs' });
const external = (...externalIPs: string[]) => storedService('shop/web', { externalIPs });
const loadBalancer = (ingress: Plain = { ip: '192.168.10.50' }) =>
  storedService('shop/lb', { type: 'LoadBalancer' }, { status: { loadBalancer: { ingress: [ingress] } } });

test('non-compliant: addresses that nobody else is known to announce', () => {
  expect(summary(found(externalIpArp, [IPVS, machine('a', {}), external('192.168.10.40', '192.168.10.11', 'fd00::40'), loadBalancer()]))).toEqual([{
    severity: 'warning',
    message: 'If nothing else announces these addresses, clients in the nodes\' own network can no longer reach them.',
    objects: ['Service shop/web: externalIP 192.168.10.40', 'Service shop/lb: load balancer 192.168.10.50'],
  }]);
});

test.each([
  ['MetalLB', daemonSet('metallb-system/speaker', 'quay.io/metallb/speaker:v0.15.2')],
  ['kube-vip', daemonSet('kube-system/kube-vip', 'ghcr.io/kube-vip/kube-vip:v1.0.1')],
  ['a cloud', machine('b', {}, { spec: { providerID: 'aws:///eu-central-1a/i-0123456789' } })],
])('%s announces addresses of load balancers, not externalIPs', (_what, object) => {
  expect(summary(found(externalIpArp, [IPVS, object, external('192.168.10.40'), loadBalancer()]))).toMatchObject([
    { objects: ['Service shop/web: externalIP 192.168.10.40'] },
  ]);
});

test.each([
  ['no such addresses', [IPVS, storedService('shop/web', {})]],
  ['strictARP', [kubeProxy({ mode: 'ipvs', ipvs: { strictARP: true } }), external('192.168.10.40')]],
  ['iptables mode', [kubeProxy({ mode: 'iptables' }), external('192.168.10.40')]],
  ['a node\'s address', [IPVS, machine('a', {}), external('192.168.10.11')]],
  ['IPv6', [IPVS, external('fd00::40')]],
  ['a load balancer that is a proxy', [IPVS, loadBalancer({ ip: '192.168.10.50', ipMode: 'Proxy' })]],
])('compliant: %s', (_what, objects) => {
  expect(found(externalIpArp, objects)).toEqual([]);
});
