import { nodePortLinkLocal } from '../../../../src/check/rules/service/node-port-link-local';
import { storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const web = (clusterIP: string) => storedService('shop/web', { type: 'NodePort', clusterIP, ports: [{ port: 80, nodePort: 30080 }] });

test('non-compliant: NodePorts of an IPv6 Service', () => {
  expect(summary(found(nodePortLinkLocal, [web('fd00::10')]))).toEqual([{
    severity: 'info',
    message: 'NodePorts currently answer on IPv6 link-local addresses of the nodes, for endpoints on the same link; in nftables mode, they do not.',
    objects: ['Service shop/web: NodePort 30080/TCP'],
  }]);
});

test('compliant: IPv4, addresses that are chosen, or IPVS', () => {
  expect(found(nodePortLinkLocal, [web('10.96.0.10')])).toEqual([]);
  expect(found(nodePortLinkLocal, [kubeProxy({ nodePortAddresses: ['::/0'] }), web('fd00::10')])).toEqual([]);
  expect(found(nodePortLinkLocal, [kubeProxy({ mode: 'ipvs' }), web('fd00::10')])).toEqual([]);
});
