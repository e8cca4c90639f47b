import { CLUSTER, engineOf, isProvisioned, terraformClusters } from './objects';
import { clusterOf, isTerraform, withSettings } from './terraform';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { leadingVersion, Version } from '../../../base/version/version';
import { Step, TextChange, Way } from '../change/change';
import { applyCommands, backCommands } from '../change/commands';
import { newObject, objectChange } from '../change/objects';
import { lostArguments, RKE_PASSAGE, settingsToNftables } from '../change/rke-settings';
import { isFrom, Situation } from '../change/situation';
import { withValue } from '../change/values';
import { at, InstallerFile, listAt, textAt } from '../evidence';
import { K3S_WAY } from '../k3s/way';
import { nodeArguments } from '../mode';
import { CHART_VALUES, chartValues } from '../rke2/charts';
import { RKE2_FIRST, RKE2_TOO_OLD } from '../rke2/way';

const WHERE = 'in Rancher\'s own cluster';
const SELECTORS = ['spec', 'rkeConfig', 'machineSelectorConfig'];
const CONFIG = ['spec', 'rkeConfig', 'machineGlobalConfig'];

function changeOf({ asked }: Situation) {
  return (cluster: PlainObject): PlainObject => {
    const config = at(cluster, ...CONFIG);
    const changed = withValue(cluster, CONFIG, settingsToNftables(isPlainObject(config) ? config : {}, asked));
    const chart = `rke2-${textAt(cluster, ...CONFIG, 'cni').split(',').at(-1)}`;
    if (!/\+rke2r/.test(textAt(cluster, 'spec', 'kubernetesVersion')) || !Object.hasOwn(CHART_VALUES, chart)) return changed;
    const values = at(cluster, 'spec', 'rkeConfig', 'chartValues', chart);
    return withValue(changed, ['spec', 'rkeConfig', 'chartValues', chart], chartValues(chart, isPlainObject(values) ? values : {}));
  };
}

/** The same where Terraform holds the cluster. */
function terraformFile(situation: Situation) {
  return ({ name, text = '' }: InstallerFile): TextChange => ({
    key: 'terraform',
    file: name,
    text,
    changeText: before => {
      const cluster = clusterOf(before);
      const after = changeOf(situation)((cluster ?? {}) as PlainObject);
      const charts = at(after, 'spec', 'rkeConfig', 'chartValues');
      const ofCharts = isPlainObject(charts) ? charts : {};
      return withSettings(before, config => settingsToNftables(config, situation.asked), values => ({ ...values, ...ofCharts }));
    },
  });
}

/** The argument for machines with a label alone. */
function canary(cluster: PlainObject): PlainObject {
  const entry = { config: { 'kube-proxy-arg': ['proxy-mode=nftables'] }, machineLabelSelector: { matchLabels: { nftables: 'canary' } } };
  return withValue(cluster, SELECTORS, [...listAt(cluster, ...SELECTORS), entry]);
}

/** What machineSelectorConfig says of kube-proxy for some machines comes beside what is said for all. */
const hasSelectors = (cluster: unknown): boolean => JSON.stringify(at(cluster, 'spec', 'rkeConfig', 'machineSelectorConfig') ?? []).includes('kube-proxy-arg');

export const RANCHER_WAY: Way = {
  passage: { ...RKE_PASSAGE, form: 'flags in kube-proxy-arg of machineGlobalConfig' },
  change: situation => {
    const { evidence } = situation;
    const clusters = evidence.objects(CLUSTER).filter(isProvisioned);
    const described = terraformClusters(evidence);
    const versions = [...clusters, ...described].map(cluster => leadingVersion(textAt(cluster, 'spec', 'kubernetesVersion'))).filter(version => version !== undefined);
    const refusal = refusalOf(situation, versions);
    if (refusal !== undefined) return refusal;
    const change = changeOf(situation);
    const flags = [...nodeArguments(evidence, 'rke2'), ...nodeArguments(evidence, 'k3s')][0]?.flags ?? [];
    const unknown = newObject('cluster', { apiVersion: 'provisioning.cattle.io/v1', kind: 'Cluster', namespace: 'fleet-default', name: 'CLUSTER' }, change, WHERE);
    const files = evidence.files.filter(isTerraform).map(terraformFile(situation));
    if (clusters.length === 0 && files.length > 0) {
      const lost = lostArguments(situation, ...described.map(cluster => at(cluster, ...CONFIG)));
      return { settings: files, lost, calico: engineOf(evidence) === 'RKE2' ? 'settings' : undefined };
    }
    return {
      settings: clusters.length > 0 ? clusters.flatMap(cluster => [objectChange('cluster', cluster, change, WHERE), { ...objectChange('canary', cluster, canary, WHERE), folder: 'canary' }])
        : [{ ...unknown, base: withValue(unknown.base!, CONFIG, flags.length > 0 ? { 'kube-proxy-arg': flags } : {}) }],
      lost: lostArguments(situation, ...clusters.map(cluster => at(cluster, ...CONFIG))),
      calico: engineOf(evidence) === 'RKE2' ? 'settings' : undefined,
      cautions: [
        ...clusters.length === 0 ? ['A cluster that Rancher has only imported has an agent of it as well, but is one of RKE2 or k3s: there the file on the nodes counts: state the distribution (--distribution rke2 or k3s).'] : [],
        ...clusters.some(hasSelectors) ? ['machineSelectorConfig has kube-proxy-arg for some machines: change it there by hand, as for all.'] : [],
        ...engineOf(evidence) === 'RKE2' ? ['RKE2 calls nftables mode experimental.'] : ['The flannel and the network policies that k3s includes keep their iptables rules.'],
        'A HelmChartConfig of the same chart in the cluster itself competes with chartValues.',
      ],
    };
  },
  rollout: inputs => ({
    canary: [
      'Some machines can go first: label them in Rancher\'s own cluster, and give them the argument alone, in spec.rkeConfig.machineSelectorConfig. Whether it comes in place of a list for all '
      + 'machines or beside it Rancher does not say: look at what their Nodes note of their arguments.',
      {
        run: [
          'kubectl -n fleet-default label machines.cluster.x-k8s.io MACHINE nftables=canary',
          ...inputs.files('canary').length > 0 ? inputs.files('canary').map(file => `kubectl replace -f ${file}`)
            : ['kubectl -n fleet-default edit clusters.provisioning.cattle.io CLUSTER   # - {config: {kube-proxy-arg: [proxy-mode=nftables]}, machineLabelSelector: {matchLabels: {nftables: canary}}}'],
        ],
      },
    ],
    apply: [
      'In Rancher\'s own cluster, with its kubeconfig. Take the entry of the canary out again:',
      { run: [...applyCommands(inputs, 'cluster'), ...inputs.files('terraform').map(file => `terraform plan   # with ${file} in place of the old file; an update in place\nterraform apply`)] },
      'Rancher writes the settings on each machine and restarts the service there, as many at a time as spec.rkeConfig.upgradeStrategy says; no machine is replaced.',
    ],
    verify: nodeArgs(engineOf(inputs.situation.evidence) === 'k3s' ? 'k3s' : 'rke2'),
    back: ['In Rancher\'s own cluster:', { run: backCommands(inputs, 'cluster', 'kubectl -n fleet-default edit clusters.provisioning.cattle.io CLUSTER   # the old kube-proxy-arg') }],
    lasts: ['The Cluster lasts. Rancher overwrites edits of the file on a node.', 'With Terraform set rke_config.machine_global_config of rancher2_cluster_v2 as well.'],
  }),
};

function refusalOf(situation: Situation, versions: readonly Version[]): string | undefined {
  const all = { ...situation, target: situation.target };
  if (engineOf(situation.evidence) === 'k3s') {
    const change = K3S_WAY.change(all);
    return typeof change === 'string' ? change : undefined;
  }
  const known = [...versions, ...leadingOf(situation)];
  return known.some(version => isFrom(version, RKE2_FIRST.map(text => leadingVersion(text)!)) === false) ? RKE2_TOO_OLD : undefined;
}

function leadingOf({ evidence, target }: Situation): Version[] {
  const running = leadingVersion(textAt(evidence.nodes[0], 'status', 'nodeInfo', 'kubeletVersion'));
  return [running, target].filter(version => version !== undefined);
}

function nodeArgs(program: 'rke2' | 'k3s'): Step[] {
  return ['What each Node notes of its arguments:', { run: [`kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.metadata.annotations.${program}\\.io/node-args}{"\\n"}{end}'`] }];
}
