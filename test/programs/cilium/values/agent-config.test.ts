import { PLAIN_RENDERING } from '../../../../src/programs/cilium/rules/rule';
import { IGNORED_VALUES } from '../../../../src/programs/cilium/rules/silent/ignored';
import { CiliumMinor } from '../../../../src/programs/cilium/target';
import { validateValues } from '../../../../src/programs/cilium/validate-values';
import { agentConfigOf, renderConfig, valuesOfOption } from '../../../../src/programs/cilium/values/agent-config';
import { ChartValues } from '../../../../src/programs/cilium/values/chart-values';

const of = (values: object, minor: CiliumMinor = '1.20') => agentConfigOf(new ChartValues({ ...values }, minor));
const refused = (values: object, minor: CiliumMinor = '1.20') => validateValues(new ChartValues({ ...values }, minor)).refused;

test('eni.enabled decides the IP address management from 1.19 on', () => {
  const eni = { eni: { enabled: true } };
  expect((['1.17', '1.18', '1.19', '1.20'] as const).map(minor => of(eni, minor).ipam)).toEqual(['cluster-pool', 'cluster-pool', 'eni', 'eni']);
});

test('large numbers are written as Go prints them, and named where Cilium cannot read them', () => {
  const values = { hubble: { eventBufferCapacity: 1_000_000 }, bpf: { lbMapMax: 1_000_000 }, k8sClientRateLimit: { qps: 2_000_000 } };
  expect(of(values)).toMatchObject({ 'hubble-event-buffer-capacity': '1e+06', 'bpf-lb-map-max': '1000000', 'k8s-client-qps': '2e+06' });
  const [rule] = IGNORED_VALUES.filter(({ id }) => id === 'config-exponent');
  expect(rule.check(new ChartValues(values, '1.20'), PLAIN_RENDERING)).toEqual([{
    field: 'hubble.eventBufferCapacity',
    message: 'is 1000000, which the chart writes as 1e+06, and Cilium reads no integer in that; set extraConfig.hubble-event-buffer-capacity: "1000000"',
  }]);
});

test('extraConfig is written last', () => {
  expect(of({ debug: { enabled: false }, extraConfig: { debug: 'true', more: 'x' } })).toMatchObject({ debug: 'true', more: 'x' });
});

test('what is not a text in YAML is named', () => {
  expect(renderConfig(new ChartValues({ bpf: { monitorFlags: 'off' }, extraConfig: { a: true } }, '1.20')).notText).toEqual(['bpf.monitorFlags', 'extraConfig.a']);
  expect(renderConfig(new ChartValues({ bpf: { monitorFlags: 'syn' }, extraConfig: { a: 'true' } }, '1.20')).notText).toEqual([]);
});

test('there is no ConfigMap without the agent, the operator and the server of the mesh', () => {
  expect(of({ agent: false, operator: { enabled: false } })).toEqual({});
  expect(Object.keys(of({ agent: false })).length).toBeGreaterThan(100);
});

test('null for what templates read is refused, whichever template it is, and only where it is rendered', () => {
  const missing = (field: string) => [{ field, message: 'is null, which removes it, and the templates fail without it; leave it out' }];
  for (const part of ['sctp', 'nodeIPAM', 'scheduling', 'rbac', 'nat', 'cluster', 'serviceAccounts']) expect(refused({ [part]: null })).toEqual(missing(part));
  expect(refused({ tls: { caBundle: null } })).toEqual(missing('tls.caBundle'));
  expect(refused({ cluster: { name: null } })[0].field).toBe('cluster.name');
  expect(refused({ hubble: { relay: { tls: null } } })).toEqual([]);
  expect(refused({ hubble: { relay: { enabled: true, tls: null } } })).toEqual(missing('hubble.relay.tls'));
  expect(refused({ extraEnv: ['a'], k8sClientExponentialBackoff: { enabled: true } })[0].field).toBe('extraEnv');
  expect(refused({ extraHostPathMounts: ['a'] })[0].field).toBe('extraHostPathMounts');
});

test('the values of an option', () => {
  expect(valuesOfOption('ipam')).toEqual(['ipam.mode']);
  expect(valuesOfOption('procfs')).toEqual([]);
});
