import { setValues } from '../../../src/programs/helm/set-values';

test.each<[string, unknown, boolean, object]>([
  ['ipam.mode', 'kubernetes', false, { ipam: { mode: 'kubernetes' } }],
  ['kubeProxyReplacement', 'true', false, { kubeProxyReplacement: true }],
  ['kubeProxyReplacement', 'true', true, { kubeProxyReplacement: 'true' }],
  ['k8sServicePort', '6443', false, { k8sServicePort: 6443 }],
  ['cluster.name', '007', false, { cluster: { name: '007' } }],
  ['devices', '{eth0,eth1}', false, { devices: ['eth0', 'eth1'] }],
  ['devices', '{}', false, { devices: [] }],
  ['tolerations[1].key', 'a', false, { tolerations: [null, { key: 'a' }] }],
  ['nodeSelector.example\\.com/role', 'edge', false, { nodeSelector: { 'example.com/role': 'edge' } }],
  ['tunnel', 'null', false, { tunnel: null }],
])('%s=%s', (name, value, isText, expected) => {
  expect(setValues({}, [[name, value, isText]])).toEqual(expected);
});

test('what is set is laid over what is there, which stays as it is', () => {
  const values = { ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4MaskSize: 24 } }, devices: ['eth0'] };
  expect(setValues(values, [['ipam.mode', 'kubernetes', false], ['devices[0]', 'eth1', false]]))
    .toEqual({ ipam: { mode: 'kubernetes', operator: { clusterPoolIPv4MaskSize: 24 } }, devices: ['eth1'] });
  expect(values.ipam.mode).toBe('cluster-pool');
});
