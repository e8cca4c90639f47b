import { internalTrafficPolicyLocal } from '../../../../src/check/rules/service/internal-traffic-policy-local';
import { Plain, slice, storedService } from '../../../support/builders';
import { found, kubeProxy, machine, summary } from '../../findings/findings';

const PORTS = [{ port: 80, nodePort: 30080 }];
const web = (spec: Plain = {}) => storedService('shop/web', { clusterIP: '10.96.0.10', internalTrafficPolicy: 'Local', ...spec });
const onNodes = (...names: string[]) => slice('shop/web-1', 'web', names.map((nodeName, i) => ({ addresses: [`10.244.${i}.1`], nodeName })));
const ipvs = (...objects: Plain[]) => [kubeProxy({ mode: 'ipvs' }), machine('a', {}), machine('b', {}, { address: '192.168.10.12' }), machine('w', { operatingSystem: 'windows' }), ...objects];
const shown = (objects: readonly Plain[]) => summary(found(internalTrafficPolicyLocal, objects));

const BY_ACCIDENT = 'through an endpoint of another node despite internalTrafficPolicy Local; in nftables mode, packets to it are dropped.';

test.each([[{ type: 'NodePort', ports: PORTS }], [{ type: 'LoadBalancer', ports: PORTS }], [{ externalIPs: ['203.0.113.7'] }]])('non-compliant: a node without an endpoint, '
  + '%j', spec => {
  expect(shown(ipvs(web(spec), onNodes('a')))).toEqual([{
    severity: 'blocker',
    message: `On nodes without an endpoint, the ClusterIP currently works ${BY_ACCIDENT}`,
    objects: ['Service shop/web: no endpoint on b'],
  }]);
});

test('non-compliant: the objects do not tell where endpoints are', () => {
  const unknown = [{
    severity: 'warning',
    message: `If a node does not have an endpoint, the ClusterIP currently works there ${BY_ACCIDENT}`,
    objects: ['Service shop/web'],
  }];
  expect(shown(ipvs(web({ type: 'NodePort' })))).toEqual(unknown);
  expect(shown([kubeProxy({ mode: 'ipvs' }), web({ type: 'NodePort' }), onNodes('a')])).toEqual(unknown);
});

test('non-compliant: a ClusterIP alone is refused today', () => {
  const slower = (...objects: string[]) => [{
    severity: 'info',
    message: 'On nodes without an endpoint, connections to the ClusterIP are currently refused; in nftables mode, they time out.',
    objects,
  }];
  expect(shown(ipvs(web(), onNodes('a')))).toEqual(slower('Service shop/web: no endpoint on b'));
  expect(shown(ipvs(web()))).toEqual(slower('Service shop/web'));
  // Not reachable from outside in its family.
  expect(shown(ipvs(web({ externalIPs: ['2001:db8::1'] }), onNodes('a')))).toEqual(slower('Service shop/web: no endpoint on b'));
});

test('compliant: an endpoint on each Linux node, none at all, the policy Cluster, or iptables mode', () => {
  expect(shown(ipvs(web({ type: 'NodePort' }), onNodes('a', 'b')))).toEqual([]);
  expect(shown(ipvs(web({ type: 'NodePort' }), slice('shop/web-1', 'web', [])))).toEqual([]);
  expect(shown(ipvs(web({ type: 'NodePort', internalTrafficPolicy: 'Cluster' }), onNodes('a')))).toEqual([]);
  expect(shown([...ipvs().slice(1), kubeProxy({ mode: 'iptables' }), web({ type: 'NodePort' }), onNodes('a')])).toEqual([]);
});
