import { Cluster } from '../../../src/cluster/cluster';
import { HostRule } from '../../../src/dataplane/modes/host-firewall';
import { ServiceBehavior } from '../../../src/dataplane/modes/service-behavior';
import { Surroundings } from '../../../src/dataplane/modes/surroundings';
import { ProxyMode } from '../../../src/programs/kube-proxy/proxy-mode';
import { node, service, slice } from '../../support/builders';

const OBJECTS = [
  node(),
  service('demo/empty', { type: 'NodePort', clusterIP: '10.96.0.10', ports: [{ port: 80, nodePort: 30010 }] }),
  service('demo/web', { type: 'NodePort', clusterIP: '10.96.0.11', ports: [{ port: 80, nodePort: 30011 }] }),
  slice('demo/web-1', 'web', [{ addresses: ['10.244.1.5'], nodeName: 'node-a' }]),
];
const DROP_INPUT: HostRule = { chain: 'INPUT', states: ['NEW'], target: 'DROP' };

function verdict(kubernetesVersion: string, destination: string, surroundings: Surroundings): string {
  const request = { nodeName: 'node-a', kubernetesVersion };
  const behavior = ServiceBehavior._ofNode(Cluster.of(OBJECTS.map(object => ({ object }))), request, ProxyMode.NFTABLES, surroundings);
  return behavior.explain({ source: 'external', destination }).verdict;
}

test.each([
  // kube-proxy's hooks come before the host's, which never see what it refuses.
  ['1.31', 'rejected', 'rejected'],
  ['1.32', 'rejected', 'rejected'],
  ['1.33', 'dropped', 'dropped'],
  ['1.36', 'dropped', 'dropped'],
])('what kube-proxy %s refuses behind a host firewall', (version, nodePort, clusterIp) => {
  expect(verdict(version, '192.168.0.2:30010', { hostRules: [DROP_INPUT] })).toBe(nodePort);
  expect(verdict(version, '10.96.0.10:80', { forwardPolicy: 'drop' })).toBe(clusterIp);
});

test.each(['1.31', '1.36'])('kube-proxy %s accepts nothing that the host drops', version => {
  expect(verdict(version, '192.168.0.2:30011', { forwardPolicy: 'drop' })).toBe('dropped');
  expect(verdict(version, '192.168.0.2:30011', { hostRules: [DROP_INPUT] })).toBe('delivered');
});
