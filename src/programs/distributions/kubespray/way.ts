import { hasOwnVariables, isVariables, variable } from './settings';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { ValueChange, Way } from '../change/change';
import { lostSettings, Passage } from '../change/passage';
import { isOlder, isOwnOlder, Situation } from '../change/situation';
import { withoutValues } from '../change/values';
import { at, InstallerFile } from '../evidence';

const FOLDER = 'inventory/CLUSTER/group_vars/k8s_cluster';

/** What only ipvs mode reads (roles/kubernetes/kubeadm templates, roles/kubernetes-apps/metallb). */
const IPVS_ONLY = ['kube_proxy_strict_arp', 'kube_proxy_scheduler', 'kube_proxy_exclude_cidrs', 'kube_proxy_tcp_timeout', 'kube_proxy_tcp_fin_timeout', 'kube_proxy_udp_timeout'];

function holds({ document }: InstallerFile, ...names: readonly string[]): boolean {
  return names.some(name => at(document, name) !== undefined);
}

/** The network plugin: kubespray's default is Calico. */
function pluginOf({ evidence }: Situation): string | undefined {
  const set = variable(evidence, 'kube_network_plugin');
  if (typeof set === 'string') return set;
  const runs = (name: RegExp) => evidence.objects('apps/DaemonSet', name).length > 0;
  if (runs(/^calico-node$/)) return 'calico';
  if (runs(/^kube-flannel/)) return 'flannel';
  // A dump without the workloads does not show it.
  return evidence.files.some(hasOwnVariables) ? 'calico' : undefined;
}

function clusterFile(situation: Situation): ValueChange[] {
  const { evidence, asked = {} } = situation;
  const files = evidence.files.filter(isVariables);
  const change = (variables: PlainObject): PlainObject => ({
    ...withoutValues(variables, [], ...IPVS_ONLY),
    kube_proxy_mode: 'nftables',
    ...variablesOf(asked),
  });
  // The variables may be spread over files; the mode goes where it is, or where kubespray's sample has it.
  const [holding] = [...files.filter(file => holds(file, 'kube_proxy_mode')), ...files.filter(({ name }) => /k8s-cluster\.ya?ml$/.test(name)), ...files.filter(file => hasOwnVariables(file) && !holds(file, 'calico_nftable_mode'))];
  const others = files.filter(file => file !== holding && holds(file, ...IPVS_ONLY));
  return [
    { key: 'variables', file: holding?.name ?? `${FOLDER}/k8s-cluster.yml`, present: holding?.document, change },
    ...others.map(({ name, document }): ValueChange => ({ key: 'variables', file: name, present: document, change: variables => withoutValues(variables, [], ...IPVS_ONLY) })),
  ];
}

/** Calico has to be told in a variable of its own, in the file of the sample inventory. */
function calicoFile({ evidence }: Situation, clusterVariables: string): ValueChange {
  const files = evidence.files.filter(isVariables);
  const [holding] = [...files.filter(file => holds(file, 'calico_nftable_mode')), ...files.filter(({ name }) => /k8s-net-calico\.ya?ml$/.test(name))];
  const beside = clusterVariables.replace(/[^/]*$/, 'k8s-net-calico.yml');
  return { key: 'variables', file: holding?.name ?? beside, present: holding?.document, change: variables => ({ ...variables, calico_nftable_mode: 'Enabled' }) };
}

/** roles/kubernetes/control-plane: defaults/main/kube-proxy.yml, and the template of kubeadm's configuration. */
const VARIABLES: Readonly<Record<string, string>> = {
  'nodePortAddresses': 'kube_proxy_nodeport_addresses',
  'conntrack.maxPerCore': 'kube_proxy_conntrack_max_per_core',
  'conntrack.min': 'kube_proxy_conntrack_min',
  'conntrack.tcpCloseWaitTimeout': 'kube_proxy_conntrack_tcp_close_wait_timeout',
  'conntrack.tcpEstablishedTimeout': 'kube_proxy_conntrack_tcp_established_timeout',
  'featureGates': 'kube_proxy_feature_gates',
};

const PASSAGE: Passage = {
  form: 'variables kube_proxy_…',
  fields: Object.keys(VARIABLES),
  reason: 'kubespray has no variable for it: it writes no nftables section, and kube_proxy_masquerade_all is rendered into iptables alone',
};

function variablesOf(asked: PlainObject): PlainObject {
  return Object.fromEntries(Object.entries(VARIABLES).flatMap(([field, variableName]) => {
    const value = at(asked, ...field.split('.'));
    if (value === undefined) return [];
    // Gates are a list there: Gate=true.
    return [[variableName, isPlainObject(value) ? Object.entries(value).map(([name, state]) => `${name}=${String(state)}`) : value]];
  }));
}

export const KUBESPRAY_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    if (isOlder(situation, '1.31') || isOwnOlder(situation, '2.28')) return 'kube_proxy_mode: nftables exists from kubespray v2.28.0 on, for Kubernetes 1.31 or later. Upgrade first.';
    const plugin = pluginOf(situation);
    if (plugin === 'calico' && isOwnOlder(situation, '2.29')) {
      return 'Calico cannot be told with kubespray v2.28 (kubernetes-sigs/kubespray#12198): calico_nftable_mode exists from v2.29.0 on. Upgrade to it first.';
    }
    const ofCluster = clusterFile(situation);
    return {
      settings: [...ofCluster, ...plugin === 'calico' ? [calicoFile(situation, ofCluster[0].file!)] : []],
      lost: lostSettings(situation, PASSAGE),
      calico: plugin === 'calico' ? 'settings' : undefined,
      warnings: [
        'kubespray deletes all pods of kube-proxy at once, by force, so no node goes first. Without a load balancer for the API (an external one, or the local nginx or haproxy) it deletes none.',
      ],
      cautions: [
        'A plain cluster.yml leaves the mode alone.',
        ...situation.ownVersion === undefined ? ['The input does not show kubespray\'s version. The mode exists from v2.28.0, and calico_nftable_mode from v2.29.0: state the version (--distribution-version) to have it checked.'] : [],
        ...plugin === 'flannel' && !(situation.ownVersion && situation.ownVersion.minor > 31) ? ['Flannel stays with iptables up to v2.31.0, and follows after it (kubernetes-sigs/kubespray#13291).'] : [],
      ],
    };
  },
  rollout: ({ files, back }) => ({
    whyNoCanary: 'No node can go first: there is one ConfigMap, and kubespray restarts all pods of kube-proxy at once. Try it in a test cluster of the same inventory.',
    apply: [
      `Put the variables of ${files('variables').join(' and ')} into the inventory, and run the upgrade of the version that runs, which writes kube-proxy's ConfigMap anew:`,
      { run: ['ansible-playbook -i inventory/CLUSTER/inventory.ini --become upgrade-cluster.yml', '# or: ansible-playbook -i inventory/CLUSTER/inventory.ini --become cluster.yml -e upgrade_cluster_setup=true'] },
      'Where its pods were not restarted (no load balancer for the API), do that:',
      { run: ['kubectl -n kube-system rollout restart daemonset/kube-proxy', 'kubectl -n kube-system rollout status daemonset/kube-proxy'] },
    ],
    verify: ['The ConfigMap, and what kube-proxy has logged:', {
      run: [
        'kubectl -n kube-system get configmap kube-proxy -o jsonpath=\'{.data.config\\.conf}\' | grep \'^mode:\'',
        'kubectl -n kube-system logs -l k8s-app=kube-proxy --prefix --tail=-1 --max-log-requests=100 | grep \'Using nftables Proxier\'',
      ],
    }],
    back: [
      `Set the variables back${back('variables').length > 0 ? ` (${back('variables').join(', ')})` : ''}, and run the same playbook. reset.yml removes what ipvs has left only while kube_proxy_mode is ipvs.`,
    ],
    lasts: ['The inventory is what lasts: commit it.', 'The next upgrade reverts an edit of the ConfigMap.'],
  }),
};
