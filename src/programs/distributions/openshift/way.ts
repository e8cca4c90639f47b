import { networkTypeOf } from './network';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { isBefore, leadingVersion, Version } from '../../../base/version/version';
import { Way } from '../change/change';
import { applyCommands, backCommands } from '../change/commands';
import { newObject, objectChange } from '../change/objects';
import { LostSetting, lostSettings, Passage } from '../change/passage';
import { currentKubernetes, Situation } from '../change/situation';
import { withoutValues, withValue } from '../change/values';
import { at, listAt, textAt } from '../evidence';

const NETWORK = 'operator.openshift.io/Network';
const ARGUMENTS = ['spec', 'kubeProxyConfig', 'proxyArguments'];

/** What nftables mode has arguments of its own for, from OpenShift 4.23 on (cluster-network-operator 4cbb94e50), and those of iptables mode. */
const MOVED: readonly (readonly [from: string, to: string, field: string])[] = [
  ['masquerade-all', 'nftables-masquerade-all', 'nftables.masqueradeAll'],
  ['iptables-masquerade-bit', 'nftables-masquerade-bit', 'nftables.masqueradeBit'],
  ['iptables-sync-period', 'nftables-sync-period', 'nftables.syncPeriod'],
  ['iptables-min-sync-period', 'nftables-min-sync-period', 'nftables.minSyncPeriod'],
];

/** What the operator makes a configuration of (pkg/util/k8s/kubeproxy.go); feature-gates cannot be overridden. */
const ARGUMENT_OF_FIELD: ReadonlyMap<string, string> = new Map([
  ...MOVED.map(([, to, field]) => [field, to] as const),
  ['nodePortAddresses', 'nodeport-addresses'],
  ['conntrack.maxPerCore', 'conntrack-max-per-core'],
  ['conntrack.min', 'conntrack-min'],
  ['conntrack.tcpEstablishedTimeout', 'conntrack-tcp-timeout-established'],
  ['conntrack.tcpCloseWaitTimeout', 'conntrack-tcp-timeout-close-wait'],
  ['conntrack.tcpBeLiberal', 'conntrack-tcp-be-liberal'],
]);

const LATER = [...MOVED.map(([,, field]) => field), 'conntrack.tcpBeLiberal'];

const PASSAGE: Passage = {
  form: 'arguments in spec.kubeProxyConfig.proxyArguments',
  fields: [...ARGUMENT_OF_FIELD.keys()].filter(field => !LATER.includes(field)),
  later: [{ fields: LATER, since: 'OpenShift 4.23', isThere: takesOwnArguments }],
  reason: 'the operator refuses an argument for it',
};

function argumentsOf(asked: PlainObject): { readonly name: string; readonly value: string }[] {
  return [...ARGUMENT_OF_FIELD].flatMap(([field, name]) => {
    const value = at(asked, ...field.split('.'));
    return value === undefined ? [] : [{ name, value: Array.isArray(value) ? value.join(',') : String(value) }];
  });
}

/** OpenShift 4.N has Kubernetes 1.(N + 13). */
function versionOf(situation: Situation): Version | undefined {
  const [cluster] = situation.evidence.objects('config.openshift.io/ClusterVersion');
  const stated = situation.ownVersion ?? leadingVersion(textAt(cluster, 'status', 'desired', 'version'));
  const kubernetes = currentKubernetes(situation);
  return stated ?? (kubernetes && { major: 4, minor: kubernetes.minor - 13 });
}

/** From 4.23 on; where the version is not known, arguments that an operator refuses are not written. */
function takesOwnArguments(situation: Situation): boolean {
  return isBefore(versionOf(situation), 4, 23) === false;
}

function changeOf(situation: Situation) {
  const { asked = {} } = situation;
  return (network: PlainObject): PlainObject => {
    const section = at(network, ...ARGUMENTS);
    const before = isPlainObject(section) ? section : {};
    const moved = takesOwnArguments(situation) ? MOVED.filter(([from, to]) => Object.hasOwn(before, from) && !Object.hasOwn(before, to)) : [];
    const after = {
      ...withoutValues(before, [], ...Object.keys(before).filter(name => name.startsWith('ipvs-')), ...moved.map(([from]) => from)),
      'proxy-mode': ['nftables'],
      ...Object.fromEntries(moved.map(([from, to]) => [to, before[from]])),
      ...Object.fromEntries(argumentsOf(asked).map(({ name, value }) => [name, [value]])),
    };
    return withValue(network, ARGUMENTS, after);
  };
}

function lostOf(situation: Situation, network: unknown): LostSetting[] {
  const ofAsked = lostSettings({ ...situation, configuration: {} }, PASSAGE);
  if (takesOwnArguments(situation)) return ofAsked;
  const ofArguments = MOVED.filter(([from]) => listAt(network, ...ARGUMENTS, from).some(value => !['false', '0', '0s'].includes(String(value))))
    .map(([from, to, field]) => ({ field, reason: `the operator refuses the argument ${to} before OpenShift 4.23, and ${from} is about iptables mode` }));
  return [...ofArguments, ...ofAsked.filter(({ field }) => ofArguments.every(other => other.field !== field))];
}

export const OPENSHIFT_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    const version = versionOf(situation);
    if (isBefore(version, 4, 17)) return 'the image of kube-proxy has nft from OpenShift 4.17 on. Upgrade first.';
    const { evidence } = situation;
    const [network] = evidence.objects(NETWORK, /^cluster$/);
    const change = changeOf(situation);
    const name = { apiVersion: 'operator.openshift.io/v1', kind: 'Network', name: 'cluster' };
    return {
      settings: [network === undefined ? newObject('network', name, change) : objectChange('network', network, change)],
      lost: lostOf(situation, network),
      cautions: [
        ...networkTypeOf(evidence) === '' ? ['With OVN-Kubernetes there is no kube-proxy, and the operator refuses its options: the input does not show the network type.'] : [],
        'That the image of kube-proxy has nft from 4.17 on is read from its build files.',
      ],
    };
  },
  rollout: inputs => ({
    whyNoCanary: 'No node can go first: the operator rolls kube-proxy out on a third of the nodes at a time.',
    apply: [{ run: applyCommands(inputs, 'network').map(command => command.replace('kubectl', 'oc')) }, 'The operator writes its ConfigMap anew, and the DaemonSet rolls:', { run: ['oc -n openshift-kube-proxy rollout status daemonset/openshift-kube-proxy', 'oc get clusteroperator network'] }],
    verify: [{ run: ['oc -n openshift-kube-proxy get configmap proxy-config -o jsonpath=\'{.data.kube-proxy-config\\.yaml}\' | grep mode'] }],
    back: [{ run: backCommands(inputs, 'network', 'oc patch network.operator.openshift.io cluster --type=merge -p \'{"spec":{"kubeProxyConfig":{"proxyArguments":{"proxy-mode":["iptables"]}}}}\'').map(command => command.replace('kubectl', 'oc')) }],
    lasts: ['The object Network cluster lasts. The operator reverts edits of the ConfigMap proxy-config.', 'The arguments feature-gates, metrics-port and healthz-port cannot be overridden.'],
  }),
};
