import { CONFIG, K0SCTL } from './objects';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { SettingChange, Way } from '../change/change';
import { applyCommands, backCommands } from '../change/commands';
import { configurationToNftables, withMoved } from '../change/configuration';
import { fileChange, objectChange } from '../change/objects';
import { lostSettings, Passage } from '../change/passage';
import { isOlder, kubernetesVersions, Situation } from '../change/situation';
import { withoutValues, withValue } from '../change/values';
import { at, listAt, textAt } from '../evidence';

const PATH = ['spec', 'network', 'kubeProxy'];

/** Where a ClusterConfig is in an object: itself, or within that of k0sctl. */
function changeAt(base: readonly string[], { asked = {} }: Situation) {
  const { featureGates, conntrack: _, ...own } = asked;
  return (object: PlainObject): PlainObject => {
    const path = [...base, ...PATH];
    const section = at(object, ...path);
    const { extraArgs, rawArgs, ...fields } = isPlainObject(section) ? section : {} as PlainObject;
    const changed = configurationToNftables(fields, own);
    // kube-proxy is started with --config, so that a flag for the mode says what is not so.
    const args = isPlainObject(extraArgs) ? withoutValues(extraArgs, [], 'proxy-mode', ...Object.keys(extraArgs).filter(name => name.startsWith('ipvs-'))) : extraArgs;
    const isEmpty = isPlainObject(args) && Object.keys(args).length === 0;
    const raw = Array.isArray(rawArgs) ? rawArgs.filter(word => !/^--(?:proxy-mode|ipvs-[\w-]+)=/.test(String(word))) : rawArgs;
    const result = withValue(object, path, {
      ...changed, ...args !== undefined && !isEmpty && { extraArgs: args }, ...raw !== undefined && (raw as unknown[]).length > 0 && { rawArgs: raw },
    });
    return isPlainObject(featureGates) ? withGates(result, [...base, 'spec', 'featureGates'], featureGates) : result;
  };
}

/** Gates are a list beside the network's settings, each for some components (pkg/apis/k0s/v1beta1/feature_gates.go). */
function withGates(object: PlainObject, path: readonly string[], gates: PlainObject): PlainObject {
  const others = listAt(object, ...path).filter(gate => !Object.hasOwn(gates, textAt(gate, 'name')));
  return withValue(object, path, [...others, ...Object.entries(gates).map(([name, enabled]) => ({ name, enabled, components: ['kube-proxy'] }))]);
}

const PASSAGE: Passage = {
  form: 'fields of spec.network.kubeProxy, and spec.featureGates', fields: ['nodePortAddresses', 'nftables', 'featureGates'], reason: 'k0s has no field for it, and sets conntrack.maxPerCore to 0 itself',
};

/** With dynamic configuration the object is in the cluster, in kube-system. */
const isDynamic = (object: PlainObject): boolean => textAt(object, 'metadata', 'namespace') === 'kube-system';

function settingsOf(situation: Situation): SettingChange[] {
  const { evidence } = situation;
  const configs = evidence.objects(CONFIG);
  const [dynamic] = configs.filter(isDynamic);
  const files = [
    ...configs.filter(object => !isDynamic(object)).map(object => fileChange('config', evidence, object, changeAt([], situation), 'on every controller')),
    ...evidence.objects(K0SCTL).map(object => fileChange('k0sctl', evidence, object, changeAt(['spec', 'k0s', 'config'], situation))),
  ];
  if (dynamic) return [objectChange('object', dynamic, changeAt([], situation))];
  if (files.length > 0) return files;
  const base = { apiVersion: 'k0s.k0sproject.io/v1beta1', kind: 'ClusterConfig', metadata: { name: 'k0s' } };
  return [{ key: 'config', file: '/etc/k0s/k0s.yaml', where: 'on every controller', base, change: changeAt([], withMoved(situation)) }];
}

/** k0s 1.36 brings Calico 3.32, which follows kube-proxy; earlier ones bring 3.31 or older, which has to be told. */
function calicoOf(situation: Situation): 'settings' | { readonly version: string } | undefined {
  const { evidence } = situation;
  const configs = [...evidence.objects(CONFIG), ...evidence.objects(K0SCTL).map(object => at(object, 'spec', 'k0s', 'config'))];
  if (!configs.some(config => textAt(config, 'spec', 'network', 'provider') === 'calico') || evidence.objects('apps/DaemonSet', /^calico-node$/).length > 0) return undefined;
  const oldest = Math.min(...kubernetesVersions(situation).map(({ minor }) => minor));
  return oldest >= 36 ? 'settings' : { version: '3.31' };
}

export const K0S_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    if (isOlder(situation, '1.31.1')) return 'the mode nftables exists from v1.31.1+k0s.0 on. Upgrade k0s first.';
    return {
      settings: settingsOf(situation),
      lost: lostSettings(situation, PASSAGE),
      calico: calicoOf(situation),
      cautions: [
        'nft in kube-proxy\'s image must not be newer than the one on the host: the host\'s may fail to read the rules, and with it its firewall (k0sproject/k0s#7292).',
        'kube-router, the default network plugin, keeps its iptables rules.',
      ],
    };
  },
  rollout: inputs => ({
    whyNoCanary: 'No node can go first: kube-proxy is one DaemonSet, which k0s rolls out on all nodes.',
    apply: [
      ...inputs.files('object').length > 0 ? ['With dynamic configuration:', { run: applyCommands(inputs, 'object') }] : [],
      ...inputs.files('k0sctl').flatMap(file => ['With k0sctl:', { run: [`k0sctl apply --config ${file}`] }]),
      ...inputs.files('config').flatMap(file => [
        `Put ${file} in place of /etc/k0s/k0s.yaml on every controller, or the change into it where it is made of the change alone, and restart the controllers one by one:`,
        { run: ['k0s config validate --config /etc/k0s/k0s.yaml', 'sudo systemctl restart k0scontroller   # on each controller'] },
        'Where controllers run with --enable-dynamic-config, the object in the cluster counts, and not the file: `kubectl -n kube-system edit clusterconfig k0s`.',
      ]),
      'The leader writes the ConfigMap anew, and a new hash rolls the DaemonSet:',
      { run: ['kubectl -n kube-system rollout status daemonset/kube-proxy'] },
    ],
    verify: [{ run: ['kubectl -n kube-system get configmap kube-proxy -o jsonpath=\'{.data.config\\.conf}\' | grep \'^mode:\'', 'sudo k0s config status   # with dynamic configuration: events of the change'] }],
    back: [
      ...inputs.files('object').length > 0 ? [{ run: backCommands(inputs, 'object') }] : [],
      'Put the old configuration back, and restart k0scontroller on each controller, or run k0sctl apply with the old file.',
      ...inputs.back('config').length + inputs.back('k0sctl').length > 0 ? [`It is ${[...inputs.back('config'), ...inputs.back('k0sctl')].join(', ')}.`] : [],
    ],
    lasts: ['k0s.yaml on all controllers, or the object, is what lasts.', 'k0s reverts edits of the ConfigMap and the DaemonSet of kube-proxy.', 'A controller with another file brings the old mode back when it becomes the leader.'],
  }),
};
