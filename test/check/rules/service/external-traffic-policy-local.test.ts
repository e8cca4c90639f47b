import { externalTrafficPolicyLocal } from '../../../../src/check/rules/service/external-traffic-policy-local';
import { Plain, service, slice, storedService } from '../../../support/builders';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

const NODES = [machine('a', {}, { spec: { podCIDRs: ['10.244.0.0/24'] } }), machine('b', {}, { address: '192.168.10.12', spec: { podCIDRs: ['10.244.1.0/24'] } })];
const PORTS = [{ port: 80, nodePort: 30080 }];
const VIP = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } } };
const web = (spec: Plain = {}) => storedService('shop/web', { type: 'LoadBalancer', clusterIP: '10.96.0.10', externalTrafficPolicy: 'Local', ports: PORTS, ...spec }, VIP);
const onNodes = (...names: string[]) => slice('shop/web-1', 'web', names.map((nodeName, i) => ({ addresses: [`10.244.${i}.1`], nodeName })));
const shown = (objects: readonly Plain[], version?: string) => summary(found(externalTrafficPolicyLocal, objects, version));

describe('from iptables', () => {
  const iptables = (...objects: Plain[]) => [kubeProxy({ mode: 'iptables' }), ...NODES, ...objects];
  const message = (version: string) => `kube-proxy ${version} drops what processes of a node without an endpoint send to the external addresses of Services with `
    + 'externalTrafficPolicy Local; currently, they reach the endpoints of other nodes.';

  test.each(['1.31', '1.32'])('non-compliant: a node without an endpoint, and kube-proxy %s', version => {
    expect(shown(iptables(web(), onNodes('a')), version)).toEqual([
      { severity: 'blocker', message: message(version), objects: ['Service shop/web: no endpoint on b'] },
    ]);
  });

  test('non-compliant: the objects do not tell where endpoints are', () => {
    expect(found(externalTrafficPolicyLocal, iptables(web()), '1.32')).toMatchObject([{ severity: 'blocker', confidence: 'needs-node-check' }]);
    expect(found(externalTrafficPolicyLocal, iptables(web(), onNodes('a')), '1.32')).toMatchObject([{ severity: 'blocker', confidence: 'manifest' }]);
  });

  test('compliant: 1.33, an endpoint on each node, no external address, or the policy Cluster', () => {
    expect(shown(iptables(web(), onNodes('a')), '1.33')).toEqual([]);
    expect(shown(iptables(web(), onNodes('a', 'b')), '1.32')).toEqual([]);
    expect(shown(iptables(web(), onNodes('a')), '1.28')).toEqual([]);
    expect(shown(iptables(storedService('shop/web', { type: 'NodePort', externalTrafficPolicy: 'Local' }), onNodes('a')), '1.32')).toEqual([]);
    expect(shown(iptables(web({ externalTrafficPolicy: 'Cluster' }), onNodes('a')), '1.32')).toEqual([]);
  });
});

describe('from ipvs', () => {
  const ipvs = (configuration: Plain, ...objects: Plain[]) => [kubeProxy({ mode: 'ipvs', ...configuration }), ...NODES, ...objects];
  const POD_CIDR = { clusterCIDR: '10.244.0.0/16' };
  const SPREAD = {
    severity: 'warning',
    message: 'Clients on a node that use an external address or NodePort of a Service with externalTrafficPolicy Local get endpoints of all '
      + 'nodes; currently, they stay with local endpoints as long as there are any.',
    objects: ['Service shop/web'],
  };
  const OTHER_NODES = {
    severity: 'warning',
    message: 'If the CNI plugin keeps pod addresses on the way to other nodes, some connections from pods to NodePorts of other nodes will time '
      + 'out: with a cluster CIDR, they count as local there and are sent to endpoints whose replies take another path.',
    objects: ['Service shop/web'],
  };
  const UNDETECTED = {
    severity: 'blocker',
    message: 'kube-proxy cannot distinguish pods from clients outside the cluster: on nodes without an endpoint, nftables mode drops what pods '
      + 'send to external addresses and NodePorts of Services with externalTrafficPolicy Local; currently, they reach the endpoints of other nodes.',
    objects: ['Service shop/web: no endpoint on b'],
  };

  test('non-compliant: with a cluster CIDR, whatever the version', () => {
    for (const version of ['1.32', '1.36']) expect(shown(ipvs(POD_CIDR, web(), onNodes('a', 'b')), version)).toEqual([SPREAD, OTHER_NODES]);
    // Where one node has all endpoints, the others lose the answers of remote ones in either mode.
    expect(shown(ipvs(POD_CIDR, web(), onNodes('a')))).toEqual([SPREAD]);
  });

  test('non-compliant: no NodePorts, or pods told by the Node\'s CIDR', () => {
    expect(shown(ipvs(POD_CIDR, web({ allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] }), onNodes('a')))).toEqual([SPREAD]);
    expect(shown(ipvs({ detectLocalMode: 'NodeCIDR' }, web(), onNodes('a')))).toEqual([SPREAD]);
  });

  test('non-compliant: pods cannot be told', () => {
    expect(shown(ipvs({}, web(), onNodes('a')))).toEqual([UNDETECTED, SPREAD]);
    expect(shown(ipvs({ clusterCIDR: 'fd00::/48' }, web(), onNodes('a')))).toEqual([UNDETECTED, SPREAD]);
    expect(shown(ipvs({}, web(), onNodes('a', 'b')))).toEqual([SPREAD]);
    expect(found(externalTrafficPolicyLocal, ipvs({}, web()))).toMatchObject([{ severity: 'blocker', confidence: 'needs-node-check' }, {}]);
  });

  test('a Service that is still to be applied counts with any family', () => {
    const draft = service('shop/web', { type: 'NodePort', externalTrafficPolicy: 'Local' });
    expect(shown(ipvs({ clusterCIDR: 'fd00::/48' }, draft))).toEqual([SPREAD, OTHER_NODES]);
  });

  test('compliant: the policy Cluster, or Local without access from outside', () => {
    expect(shown(ipvs({}, web({ externalTrafficPolicy: 'Cluster' })))).toEqual([]);
    expect(shown(ipvs({}, storedService('shop/web', { externalTrafficPolicy: 'Local' })))).toEqual([]);
  });
});
