import { ciliumMigrationPolicies as rule } from '../../../../src/check/rules/cilium/cilium-migration-policies';
import { calico, details } from '../../findings/cilium';

const policies = [
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db', namespace: 'shop' }, spec: { podSelector: {} } },
  { apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', metadata: { name: 'deny' }, spec: {} },
];

test('non-compliant', () => {
  expect(details(rule, {}, [calico(), ...policies])).toEqual(['warning NetworkPolicy shop/db', 'warning GlobalNetworkPolicy deny']);
});

test('compliant: nothing moves', () => {
  expect(details(rule, {}, policies)).toEqual([]);
});
