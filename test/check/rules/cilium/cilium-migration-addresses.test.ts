import { ciliumMigrationAddresses as rule } from '../../../../src/check/rules/cilium/cilium-migration-addresses';
import { details } from '../../findings/cilium';

const fixed = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { template: { metadata: { annotations: { 'cni.projectcalico.org/ipAddrs': '["10.0.0.1"]' } }, spec: { containers: [] } } },
};

test('non-compliant', () => {
  expect(details(rule, {}, [fixed])).toEqual(['warning StatefulSet shop/db: cni.projectcalico.org/ipAddrs: fixed addresses have no counterpart']);
});

test('compliant', () => {
  expect(details(rule, undefined, [fixed])).toEqual([]);
});
