import { toV1beta3 } from '../../../src/programs/kubeadm/v1beta3';

const lines = (converted: ReturnType<typeof toV1beta3>) => converted.problems.map(({ field, message }) => `${field}: ${message}`);
const ABSENT = 'does not exist in v1beta3 of kubeadm\'s API: expected Kubernetes 1.31 or newer, with v1beta4';

test('lists of arguments become maps', () => {
  const { document, problems } = toV1beta3('ClusterConfiguration', {
    apiServer: { extraArgs: [{ name: 'v', value: '2' }, { name: 'profiling', value: 'false' }], certSANs: ['a'] },
    etcd: { local: { extraArgs: [] } },
  });
  expect(problems).toEqual([]);
  expect(document).toEqual({ apiServer: { extraArgs: { v: '2', profiling: 'false' }, certSANs: ['a'] }, etcd: { local: { extraArgs: {} } } });
});

test('a repeated argument can\'t be said', () => {
  const args = [{ name: 'v', value: '1' }, { name: 'v', value: '2' }];
  expect(lines(toV1beta3('InitConfiguration', { nodeRegistration: { kubeletExtraArgs: args } }))).toEqual([
    'nodeRegistration.kubeletExtraArgs[1].name: "v" is there more than once, which v1beta3 of kubeadm\'s API can\'t say: expected Kubernetes 1.31 or newer, with v1beta4',
  ]);
});

test('the timeout of discovery has another place', () => {
  const { document, problems } = toV1beta3('JoinConfiguration', { discovery: { file: { kubeConfigPath: '/a' } }, timeouts: { discovery: '1m' } });
  expect(problems).toEqual([]);
  expect(document).toEqual({ discovery: { file: { kubeConfigPath: '/a' }, timeout: '1m' } });
});

test('what v1beta3 has not is named', () => {
  expect(lines(toV1beta3('InitConfiguration', { dryRun: true, nodeRegistration: { imagePullSerial: false }, timeouts: { kubeletHealthCheck: '1m' } }))).toEqual([
    `dryRun: ${ABSENT}`, `nodeRegistration.imagePullSerial: ${ABSENT}`, `timeouts.kubeletHealthCheck: ${ABSENT}`,
  ]);
  expect(lines(toV1beta3('ClusterConfiguration', {
    proxy: { disabled: true }, dns: { imageTag: 'x', disabled: false }, scheduler: { extraEnvs: [] }, etcd: { local: { extraEnvs: [] } }, encryptionAlgorithm: 'RSA-2048',
  }))).toEqual([
    `scheduler.extraEnvs: ${ABSENT}`, `etcd.local.extraEnvs: ${ABSENT}`, `dns.disabled: ${ABSENT}`, `proxy.disabled: ${ABSENT}`, `encryptionAlgorithm: ${ABSENT}`,
  ]);
});
