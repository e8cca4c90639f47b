import READS from '../../../../src/programs/cilium/data/template-reads.json';
import { ChartValues } from '../../../../src/programs/cilium/values/chart-values';
import { conditionOf } from '../../../../src/programs/cilium/values/conditions';

const VALUES = { hubble: { enabled: true, relay: { enabled: false } }, cluster: { id: 200 }, ipam: { mode: 'eni' }, socketLB: { tracing: null } };

test.each([
  ['', true],
  ['hubble.enabled', true],
  ['hubble.relay.enabled', false],
  ['hubble.enabled & hubble.relay.enabled', false],
  ['hubble.enabled | hubble.relay.enabled', true],
  ['!hubble.relay.enabled & !(hubble.relay.enabled | hubble.ui.enabled)', true],
  ['!(hubble.enabled & !hubble.relay.enabled)', false],
  ['ipam.mode=="eni"', true],
  ['!ipam.mode=="eni"', false],
  ['cluster.id>=128 & cluster.id<=255', true],
  ['cluster.id>255', false],
  ['cluster.id<200', false],
  ['has:socketLB.tracing', true],
  ['has:hostServices.tracing', false],
  ['nil:socketLB.tracing', true],
  ['kind:string:ipam.mode', true],
  ['@envoyDaemonSetEnabled', true],
  ['@identityAllocationCRD', true],
  ['@readSecretsOnlyFromSecretsNamespace', true],
  ['@api:monitoring.coreos.com/v1', false],
])('%s: %s', (text, expected) => {
  expect(conditionOf(text)(new ChartValues(VALUES, '1.20'))).toBe(expected);
});

test('a condition that is no condition is an error', () => {
  expect(() => conditionOf('a b')).toThrow('ends before "b"');
  expect(() => conditionOf('(a')).toThrow('open parenthesis');
});

test('all conditions of the data are read', () => {
  for (const { when } of READS as readonly { when?: string }[]) expect(() => conditionOf(when ?? '')(new ChartValues({}, '1.20'))).not.toThrow();
});
