import { spawnSync } from 'node:child_process';
import { Testing } from 'cdk8s';
import { NodeProbe, NodeProbeProps } from '../../../src/constructs/probe';
import { probeScript } from '../../../src/verify/probe-script';
import { Plain } from '../../support/builders';

/** The objects, with the script left out of the ConfigMap once it was compared. */
function objects(props?: NodeProbeProps): Plain[] {
  const chart = Testing.chart();
  new NodeProbe(chart, 'probe', props);
  const [configMap, ...others] = Testing.synth(chart) as Plain[];
  expect(configMap.data).toEqual({ 'probe.sh': probeScript() });
  return [{ ...configMap, data: {} }, ...others];
}

const containerOf = ({ spec }: Plain): Plain => spec.template.spec.containers[0];

test('asks all nodes by a DaemonSet', () => {
  const chart = Testing.chart();
  const probe = new NodeProbe(chart, 'probe');
  expect([probe.configMap.kind, probe.daemonSet?.kind, probe.jobs]).toEqual(['ConfigMap', 'DaemonSet', []]);
  const [configMap, daemonSet] = objects();
  expect(configMap).toMatchSnapshot();
  const { annotations } = daemonSet.spec.template.metadata;
  expect(annotations['cdk8s-nftables/config-checksum']).toMatch(/^[0-9a-f]+$/);
  annotations['cdk8s-nftables/config-checksum'] = 'CHECKSUM';
  expect(daemonSet).toMatchSnapshot();
});

test('asks named nodes by a Job each', () => {
  const [, ...jobs] = objects({ nodeNames: ['worker-1', 'ip-10-0-0-12.ec2.internal'] });
  expect(jobs).toMatchSnapshot();
});

test('sees files read-only, has no token and no more capabilities than it needs', () => {
  const [, daemonSet] = objects();
  const { volumes, hostPID, hostIPC, hostNetwork, automountServiceAccountToken, serviceAccountName } = daemonSet.spec.template.spec;
  expect([hostPID, hostIPC, hostNetwork, automountServiceAccountToken, serviceAccountName]).toEqual([undefined, undefined, true, false, undefined]);
  const container = containerOf(daemonSet);
  expect(container.volumeMounts.map(({ name, readOnly }: Plain) => [name, readOnly])).toEqual(volumes.map(({ name }: Plain) => [name, true]));
  expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
  expect(container.securityContext.privileged).toBeUndefined();
  expect(container.securityContext.capabilities).toEqual({ drop: ['ALL'], add: ['NET_ADMIN', 'SYS_CHROOT'] });
  expect(containerOf(objects({ readsFirewall: false })[1]).securityContext.capabilities).toEqual({ drop: ['ALL'] });
});

test('the rest of its properties', () => {
  const [configMap, daemonSet] = objects({ image: 'registry.example/tools:1', namespaceName: 'probes', nodeSelector: { pool: 'a' } });
  expect([configMap.metadata.namespace, daemonSet.metadata.namespace]).toEqual(['probes', 'probes']);
  expect(containerOf(daemonSet).image).toBe('registry.example/tools:1');
  expect(daemonSet.spec.template.spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', 'pool': 'a' });
});

test.each<[NodeProbeProps, string]>([
  [{ nodeNames: [] }, 'nodeNames: is empty; expected the names of nodes, or leave it out to ask all'],
  [{ nodeNames: ['worker_1'] }, 'nodeNames: "worker_1" is not the name of a node; expected, for example, worker-1'],
  [{ nodeNames: ['a', 'b', 'a'] }, 'nodeNames: "a" is named twice'],
  [{ nodeNames: ['a'], nodeSelector: { pool: 'a' } }, 'nodeSelector: cannot be combined with nodeNames; set only one'],
  [{ image: '' }, 'image: "" is not an image; expected, for example, busybox:1.37'],
])('refuses %j', (props, message) => {
  expect(() => objects(props)).toThrow(new Error(`test/probe: ${message}`));
});

test('the command of the DaemonSet prints the document, waits, and ends as soon as it is told to', () => {
  const [, daemonSet] = objects();
  const command = (containerOf(daemonSet).command as string[])[2].replace('sh /probe/probe.sh', 'echo document');
  const { stdout, status } = spawnSync('sh', ['-c', 'sh -c "$0" & sleep 0.5; kill -TERM $!; wait $!', command], { encoding: 'utf8', timeout: 20_000 });
  expect([stdout, status]).toEqual(['document\n', 0]);
});
