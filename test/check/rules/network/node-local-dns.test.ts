import { nodeLocalDns } from '../../../../src/check/rules/network/node-local-dns';
import { Plain, storedService } from '../../../support/builders';
import { daemonSet, found, kubeProxy, summary } from '../../findings/findings';

const cache = (...args: string[]): Plain => daemonSet('kube-system/node-local-dns', 'registry.k8s.io/dns/k8s-dns-node-cache:1.26.4', { container: { args } });
const kubeDns = storedService('kube-system/kube-dns', { clusterIP: '10.96.0.10', clusterIPs: ['10.96.0.10'] });

const OWN_ADDRESS = {
  severity: 'info',
  message: 'NodeLocal DNSCache listens on its own address, which does not depend on kube-proxy\'s mode.',
};
const CLUSTER_IP = {
  severity: 'warning',
  message: 'NodeLocal DNSCache takes over the ClusterIP of kube-dns with iptables rules; upstream does not confirm that this works with nftables '
    + 'mode.',
};

test.each([
  ['two words', ['-localip', '169.254.20.10,10.96.0.10', '-conf', '/etc/Corefile'], '-localip 169.254.20.10,10.96.0.10'],
  ['one word', ['--localip=169.254.20.10,10.96.0.10'], '-localip 169.254.20.10,10.96.0.10'],
  ['no addresses', ['-conf', '/etc/Corefile'], 'no -localip'],
  ['no IP', ['-localip', '169.254.20.10,__PILLAR__DNS__SERVER__'], '-localip 169.254.20.10,__PILLAR__DNS__SERVER__'],
])('non-compliant: from iptables with the ClusterIP: %s', (_what, args, detail) => {
  const [finding] = found(nodeLocalDns, [kubeProxy({ mode: 'iptables' }), cache(...args), kubeDns]);
  expect(summary([finding])).toEqual([{ ...CLUSTER_IP, objects: [`DaemonSet kube-system/node-local-dns: ${detail}`] }]);
  expect(finding.remediation).toBe('Restart the node-local-dns pod of each node after its kube-proxy has changed. Then check that iptables-save '
    + '-t raw on the node shows NOTRACK rules for its addresses, and resolve a name from a pod there.');
});

test.each([
  ['link-local', [cache('-localip', '169.254.20.10'), kubeDns], OWN_ADDRESS],
  ['of another range', [cache('-localip', 'fd00::53'), kubeDns], OWN_ADDRESS],
  ['link-local, no Services', [cache('-localip', '169.254.20.10')], OWN_ADDRESS],
  ['perhaps a ClusterIP, no Services', [cache('-localip', '10.96.0.10')], CLUSTER_IP],
])('from iptables with an address: %s', (_what, objects, expected) => {
  expect(summary(found(nodeLocalDns, [kubeProxy({ mode: 'iptables' }), ...objects]))).toMatchObject([expected]);
});

test('non-compliant: from IPVS with its own address', () => {
  const [finding] = found(nodeLocalDns, [kubeProxy({ mode: 'ipvs' }), cache('-localip', '169.254.20.10'), kubeDns]);
  expect(summary([finding])).toEqual([{
    severity: 'warning',
    message: 'NodeLocal DNSCache keeps its own address, but its connections to the cluster DNS hang when IPVS mode ends.',
    objects: ['DaemonSet kube-system/node-local-dns: -localip 169.254.20.10'],
  }]);
  expect(finding.remediation).toBe('Restart the node-local-dns pod of each node after its kube-proxy has changed, and resolve a name from a pod '
    + 'on a changed node before you continue.');
});

test('non-compliant: from IPVS with the ClusterIP', () => {
  expect(summary(found(nodeLocalDns, [kubeProxy({ mode: 'ipvs' }), cache('-localip', '169.254.20.10,10.96.0.10'), kubeDns]))).toMatchObject([{
    severity: 'warning',
    message: 'NodeLocal DNSCache is set up as for iptables mode, with the ClusterIP of kube-dns. kube-ipvs0 currently holds that address; in '
      + 'nftables mode, only NodeLocal DNSCache holds it, and upstream does not confirm that this works.',
  }]);
});

test('compliant: no NodeLocal DNSCache, or nftables mode already', () => {
  expect(found(nodeLocalDns, [kubeProxy({ mode: 'iptables' }), daemonSet('kube-system/dns', 'coredns:v1.12.0')])).toEqual([]);
  expect(found(nodeLocalDns, [kubeProxy({ mode: 'nftables' }), cache('-localip', '169.254.20.10,10.96.0.10')])).toEqual([]);
});
