import { commandsOf, filesOf, kubeadmConfig, planOf, referenceCluster } from './clusters';
import { reconcilersOf } from '../../../src/migrate/nftables/reconcilers';
import { podsAtATime, rolloutDuration } from '../../../src/migrate/nftables/rollout';
import { daemonSet, kubeProxy, machine } from '../../check/findings/findings';
import { Plain } from '../../support/builders';

const IPVS = kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16' });
const runbookOf = (objects: readonly Plain[], options = {}) => filesOf(planOf(objects, options))['RUNBOOK.md'];
const chapter = (page: string, title: string) => new RegExp(`^## (?:\\d\\. )?${title}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(page)![1];
const K3S = machine('a', { kubeletVersion: 'v1.34.4+k3s1' });
const KIND: Plain = { ...machine('a', { kubeletVersion: 'v1.34.4' }), spec: { providerID: 'kind://docker/shop/a' } };

describe('what kubeadm does', () => {
  test.each<[string, Plain[], boolean]>([
    ['a cluster that shows no distribution', [IPVS, machine('a', {})], true],
    ['one of another distribution', [IPVS, K3S], false],
    ['one of another distribution that kubeadm made all the same', [IPVS, KIND, kubeadmConfig()], true],
  ])('%s', (_, objects, isTold) => {
    expect(chapter(runbookOf(objects), 'Make it last').includes('With kubeadm:')).toBe(isTold);
  });

  test('files are there where its ConfigMap is', () => {
    expect(runbookOf([IPVS, machine('a', {})])).not.toContain('kubeadm/kube-proxy-addon.conf');
    expect(chapter(runbookOf([IPVS, kubeadmConfig()]), 'Roll back')).toContain('rollback/kubeadm/kube-proxy-addon.conf has the old configuration');
  });
});

describe('Calico', () => {
  const node = (version: string, namespace = 'calico-system') => daemonSet(`${namespace}/calico-node`, `quay.io/calico/node:${version}`);
  const installation = (linuxDataplane: string): Plain => ({ apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec: { calicoNetwork: { linuxDataplane } } });
  const felix: Plain = { apiVersion: 'crd.projectcalico.org/v1', kind: 'FelixConfiguration', metadata: { name: 'default' }, spec: {} };
  const logs = 'logs -l k8s-app=calico-node';

  test.each<[string, Plain[], boolean]>([
    ['is patched', [installation('Iptables'), node('v3.31.5')], true],
    ['follows by itself', [felix, node('v3.32.1', 'kube-system')], true],
    ['has changed already', [installation('Nftables'), node('v3.31.5')], false],
    ['runs another data plane', [installation('BPF'), node('v3.31.5')], false],
    ['is too old', [installation('Iptables'), node('v3.28.0')], false],
  ])('that %s is verified or not', (_, objects, isVerified) => {
    expect(chapter(runbookOf([IPVS, ...objects]), 'Verify').includes(logs)).toBe(isVerified);
  });

  test('a patch is of the step\'s files, and so is the way back; its rules are solved', () => {
    const { steps } = planOf([IPVS, installation('Iptables'), node('v3.31.5')]);
    const step = steps.find(({ id }) => id === 'calico')!;
    expect(step.files.map(({ path }) => path)).toEqual(['calico/patch.json', 'rollback/calico-patch.json']);
    expect([...step.solves]).toEqual(['calico-dataplane', 'calico-policy-setup-timeout']);
  });

  test('what is left behind depends on its version', () => {
    const leftovers = (version: string) => chapter(runbookOf([IPVS, installation('Iptables'), node(version)]), 'Clean up').includes('Calico\'s iptables rules');
    expect(['v3.30.2', 'v3.31.5', 'v3.32.1'].map(leftovers)).toEqual([true, false, false]);
  });

  test('single nodes keep their setting until all nodes have it', () => {
    const commands = commandsOf(chapter(filesOf(planOf(referenceCluster()))['RUNBOOK.md'], 'Switch'));
    const patched = commands.findIndex(command => command.startsWith('kubectl patch installation'));
    const removed = commands.findIndex(command => command.startsWith('kubectl delete felixconfigurations'));
    expect([patched >= 0, removed > patched]).toEqual([true, true]);
  });
});

describe('smoke tests', () => {
  const page = filesOf(planOf(referenceCluster()))['RUNBOOK.md'];

  test('have real names, and the answers of explain', () => {
    expect(chapter(page, 'First nodes')).toContain('| a host outside of the cluster | the NodePort of shop/frontend, port http | it connects to one of 3 endpoints, '
      + '10.244.1.13:8080 (shop/frontend-0), 10.244.2.12:8080 (shop/frontend-1), 10.244.3.12:8080 (shop/frontend-2), which sees the node\'s address |\n');
    expect(commandsOf(page)).toContain('timeout 5 bash -c \'< /dev/tcp/198.51.100.20/80\' && echo open');
  });

  test('do not need a pod that a drain takes off the node; where they have to, they say so', () => {
    expect(chapter(page, 'First nodes')).toContain('| the load balancer of ingress-nginx/ingress-nginx, port http | it connects to 10.244.1.12:80 '
      + '(ingress-nginx/ingress-nginx-0), which sees the client\'s own address; after a drain, not before a pod of the Service is on the node again |\n');
    expect(page.match(/after a drain, not before/g)).toHaveLength(1);
  });

  test('there are reasons to stop, before and after the switch', () => {
    expect(chapter(page, 'First nodes')).toContain('**Stop and go back**');
    expect(chapter(page, 'Verify')).toContain('The reasons to stop are the same');
  });

  test('without Services the text says what to try', () => {
    expect(runbookOf([IPVS, machine('a', {})])).toContain('Try the traffic: a Service by its ClusterIP from a pod and from the node');
  });
});

test('there is one restart of all pods in the switch, and one on the way back', () => {
  const page = filesOf(planOf(referenceCluster()))['RUNBOOK.md'];
  for (const title of ['Switch', 'Roll back']) {
    const commands = commandsOf(chapter(page, title)).filter(command => !command.startsWith(' '));
    const restart = commands.indexOf('kubectl -n kube-system rollout restart daemonset/kube-proxy');
    const patch = commands.indexOf('kubectl -n kube-system patch daemonset kube-proxy --type=strategic --patch-file=canary/daemonset-patch-back.yaml');
    expect(commands.filter(command => command.includes('rollout restart'))).toHaveLength(1);
    // Both change the template of the pods; the status is waited for after both.
    expect([patch >= 0, patch < restart, commands[restart + 1]]).toEqual([true, true, 'kubectl -n kube-system rollout status daemonset/kube-proxy']);
  }
});

test.each<[string, Plain, string[]]>([
  ['nobody', {}, []],
  ['Argo CD, by its tracking id', { annotations: { 'argocd.argoproj.io/tracking-id': 'infra_net:apps/DaemonSet:kube-system/kube-proxy' } }, ['argocd app set infra/net --sync-policy none']],
  ['Argo CD, by its label', { labels: { 'argocd.argoproj.io/instance': 'net; x' } }, ['argocd app set \'net; x\' --sync-policy none']],
  ['Flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'net', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' } }, ['flux suspend kustomization net --namespace flux-system']],
  ['Flux with Helm', { labels: { 'helm.toolkit.fluxcd.io/name': 'net', 'helm.toolkit.fluxcd.io/namespace': 'infra' } }, ['flux suspend helmrelease net --namespace infra']],
  ['Flux, half', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'net' } }, []],
])('who has to be paused: %s', (_, metadata, expected) => {
  expect(reconcilersOf([{ metadata }, { metadata }]).map(({ pause }) => pause)).toEqual(expected);
});

test.each<[unknown, number]>([[undefined, 1], [3, 3], ['10%', 5], ['1%', 1], [0, 1]])('pods at a time with maxUnavailable %j', (maxUnavailable, expected) => {
  expect(podsAtATime({ spec: { updateStrategy: { rollingUpdate: { maxUnavailable } } } }, 45)).toBe(expected);
});

test.each([[0, 1, 'about 30 seconds'], [4, 1, 'about 2 minutes'], [300, 30, 'about 5 minutes'], [5000, 1, 'about 42 hours']])('%d nodes, %d at a time', (nodes, atATime, expected) => {
  expect(rolloutDuration(nodes, atATime)).toBe(expected);
});

describe('verify on all nodes', () => {
  const COMMAND = /npx cdk8s-nftables verify after\.yaml kube-proxy-after\.yaml --kubernetes-version 1\.36 "\$@"/;

  test('is in the runbook where the rules of the version are known', () => {
    expect(chapter(runbookOf([IPVS]), 'Verify')).toMatch(COMMAND);
  });

  test('is not in that of another version', () => {
    expect(chapter(runbookOf([IPVS], { targetVersion: '1.30' }), 'Verify')).not.toContain('cdk8s-nftables verify');
  });
});
