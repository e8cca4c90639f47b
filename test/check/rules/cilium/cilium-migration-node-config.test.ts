import { ciliumMigrationNodeConfig as rule } from '../../../../src/check/rules/cilium/cilium-migration-node-config';
import { Plain } from '../../../support/builders';
import { calico, details } from '../../findings/cilium';
import { machine } from '../../findings/findings';

const config = (version: string, namespace: string, defaults: Plain) => ({ apiVersion: `cilium.io/${version}`, kind: 'CiliumNodeConfig', metadata: { name: 'gpu', namespace }, spec: { defaults } });

const labeled = machine('w1', {}, { labels: { 'io.cilium.migration/cilium-default': 'true' } });

test('non-compliant', () => {
  expect(details(rule, {}, [calico(), labeled])).toEqual(['blocker Node w1']);
});

test('compliant: a configuration for them, or none to move', () => {
  const writes = config('v2', 'kube-system', { 'write-cni-conf-when-ready': '/host/etc/cni/net.d/05-cilium.conflist', 'custom-cni-conf': 'false' });
  expect(details(rule, {}, [calico(), labeled, writes])).toEqual([]);
  expect(details(rule, {}, [calico(), machine('w1', {})])).toEqual([]);
});
