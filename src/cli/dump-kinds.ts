import { CILIUM_GROUPS_AND_KINDS } from '../cluster/cilium/cilium-objects';
import { KEPT } from '../cluster/kept';
import { EXPERIMENTAL_GROUP, GATEWAY_API_KINDS, GATEWAY_GROUP, gatewayApiKind } from '../programs/gateway-api/kinds';
import { ISTIO_GROUPS_AND_KINDS } from '../programs/istio/objects/kinds';

/** A kind that some command can use, by the names under which a cluster may serve it; of several the first one that is served counts. */
export interface DumpKind {
  /** As `kubectl api-resources -o name` prints them. */
  readonly resources: readonly string[];
  /** The name of its file, and what `--skip` calls it. */
  readonly file: string;
  readonly isNamespaced: boolean;
  /** What it is for, for help and messages. */
  readonly use: string;
  /** For a kind that many clusters do not serve: whose it is. */
  readonly of?: string;
}

/** What says of most kinds how they are read. */
interface DumpKindOptions {
  readonly of?: string;
  readonly isNamespaced?: boolean;
  /** Where it is not the first part of the resource's name, which another kind has. */
  readonly file?: string;
  /** Other names of the same objects, which count where the first one is not served. */
  readonly or?: readonly string[];
}

/** What kinds of Gateway API are for, where their names do not say it. */
const USES: Readonly<Record<string, string>> = {
  GatewayClass: 'who serves Gateways', Gateway: 'where requests come in', ListenerSet: 'where requests come in', ReferenceGrant: 'what may be referred to', BackendTLSPolicy: 'which Services speak TLS',
};

/**
 * All kinds that are listed as a whole, none of which is a Secret. ConfigMaps are read one by one, since others may hold anything. What commands read, but
 * would be too much here, is in NOT_DUMPED of the test, with the reason.
 */
export const DUMP_KINDS: readonly DumpKind[] = [
  dumped('nodes', 'kernels, addresses, distributions', { isNamespaced: false }),
  dumped('services', 'what kube-proxy serves'),
  dumped('endpointslices.discovery.k8s.io', 'where Services lead to'),
  dumped('servicecidrs.networking.k8s.io', 'the range of ClusterIPs', { isNamespaced: false, of: 'Kubernetes 1.33 and later' }),
  dumped('daemonsets.apps', 'kube-proxy, network plugins, other users of IPVS or nftables'),
  dumped('deployments.apps', 'other users of IPVS or nftables, and the pods of planned Services'),
  dumped('statefulsets.apps', 'the same'),
  dumped('replicasets.apps', 'the pods of planned Services'),
  dumped('replicationcontrollers', 'the same'),
  dumped('jobs.batch', 'the same'),
  dumped('pods', 'names of pods in explain'),
  dumped('namespaces', 'from which namespaces Gateways take routes, and which are in a mesh', { isNamespaced: false }),
  dumped('resourcequotas', 'whether GKE admits the DaemonSets of a mesh'),
  dumped('networkpolicies.networking.k8s.io', 'who may talk to whom'),
  dumped('ingresses.networking.k8s.io', 'where requests go'),
  dumped('ingressclasses.networking.k8s.io', 'which controller Ingresses belong to', { isNamespaced: false }),
  ...GATEWAY_API_KINDS.filter(name => name !== 'XListenerSet').map(gatewayKind),
  dumped('installations.operator.tigera.io', 'Calico\'s data plane', { isNamespaced: false, of: 'Calico with its operator' }),
  ...calicoKinds(),
  ...['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'].map(kind => dumped(`${pluralOf(kind)}.policy.networking.k8s.io`, 'who may talk to whom', {
    of: 'policies of administrators', isNamespaced: false,
  })),
  ...CILIUM_GROUPS_AND_KINDS.filter(name => name.startsWith('cilium.io/')).map(name => name.slice('cilium.io/'.length)).map(kind => dumped(`${pluralOf(kind)}.cilium.io`, 'policies and settings of Cilium', {
    of: 'Cilium', isNamespaced: kind === 'CiliumNetworkPolicy' || kind === 'CiliumNodeConfig',
  })),
  ...ISTIO_GROUPS_AND_KINDS.map(istioKind),
  ...[
    ['helmreleases.helm.toolkit.fluxcd.io'], ['helmrepositories.source.toolkit.fluxcd.io'], ['ocirepositories.source.toolkit.fluxcd.io'], ['helmcharts.source.toolkit.fluxcd.io', 'flux-helmcharts'],
  ].map(([resource, file]) => dumped(resource, 'values of Helm charts', { of: 'Flux', file })),
  dumped('applications.argoproj.io', 'values of Helm charts', { of: 'Argo CD' }),
  ...['helmcharts', 'helmchartconfigs'].map(name => dumped(`${name}.helm.cattle.io`, 'values of Helm charts', { of: 'k3s and RKE2' })),
  ...[['operator', 'networks'], ['config', 'networks-config']].map(([group, file]) => dumped(`networks.${group}.openshift.io`, 'OpenShift\'s network plugin', { of: 'OpenShift', isNamespaced: false, file })),
  dumped('securitygrouppolicies.vpcresources.k8s.aws', 'security groups of pods', { of: 'EKS' }),
];

function dumped(resource: string, use: string, { of, isNamespaced = true, file, or = [] }: DumpKindOptions = {}): DumpKind {
  return { resources: [resource, ...or], file: file ?? resource.split('.')[0], isNamespaced, use, ...of !== undefined && { of } };
}

/** What a cluster calls the objects of a kind: in lower case, and in the plural. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|sh|ch|x)$/.test(name) ? `${name}es` : `${name}s`;
}

/** A kind of Gateway API; that of listeners had another name before. */
function gatewayKind(kind: string): DumpKind {
  const { group, isNamespaced } = gatewayApiKind(kind)!;
  return dumped(`${pluralOf(kind)}.${group}`, USES[kind] ?? (kind.endsWith('Route') ? 'where requests go' : 'experiments of Gateway API'), {
    // The experiments come one by one, and few clusters have any.
    of: group === EXPERIMENTAL_GROUP || kind === 'BackendLBPolicy' ? 'Gateway API\'s experiments' : 'Gateway API',
    isNamespaced,
    or: kind === 'ListenerSet' ? [`xlistenersets.${EXPERIMENTAL_GROUP}`] : [],
  });
}

/** Calico's API server serves the objects of its CustomResourceDefinitions under a group of its own. */
function calicoKinds(): DumpKind[] {
  const kind = (name: string, use: string, isNamespaced: boolean, file?: string): DumpKind => {
    const plural = pluralOf(name);
    return dumped(`${plural}.crd.projectcalico.org`, use, { of: 'Calico', isNamespaced, file, or: [`${plural}.projectcalico.org`] });
  };
  return [
    kind('FelixConfiguration', 'Calico\'s data plane', false),
    kind('NetworkPolicy', 'who may talk to whom', true, 'calico-networkpolicies'),
    kind('StagedNetworkPolicy', 'who may talk to whom', true),
    kind('NetworkSet', 'who may talk to whom', true),
    ...['GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy', 'GlobalNetworkSet', 'HostEndpoint', 'Tier'].map(name => kind(name, 'who may talk to whom', false)),
    kind('IPPool', 'addresses of pods', false),
    kind('BGPPeer', 'what is announced to routers', false),
    kind('BGPConfiguration', 'what is announced to routers', false),
    kind('KubeControllersConfiguration', 'whether nodes get HostEndpoints', false),
  ];
}

/** Istio's own Gateway is another kind than that of Gateway API. */
function istioKind(groupAndKind: string): DumpKind {
  const [group, kind] = groupAndKind.split('/');
  return dumped(`${pluralOf(kind)}.${group}`, 'policies and routes of the mesh', { of: 'Istio', ...kind === 'Gateway' && { file: 'istio-gateways' } });
}

/** What defines kinds. Only a few definitions are read, by their names. */
export const DEFINITIONS = { resource: 'customresourcedefinitions.apiextensions.k8s.io', file: 'customresourcedefinitions' } as const;

/** Whether the definition of a kind is read: those of Gateway API show its release, and Cilium's chart asks for that of Prometheus' operator. */
export function isDefinitionRead(resource: string): boolean {
  return [GATEWAY_GROUP, EXPERIMENTAL_GROUP].some(group => resource.endsWith(`.${group}`)) || resource === 'servicemonitors.monitoring.coreos.com';
}

/** ConfigMaps of one namespace that are read by their names. */
export interface DumpConfigMaps {
  readonly namespace: string;
  readonly names: readonly string[];
}

/** Of kube-proxy and installers; what rules read of network plugins and meshes is in KEPT. */
const CONFIG_MAPS: readonly string[] = [
  ...['kube-proxy', 'kube-proxy-config', 'proxy-config', 'shoot-info'].map(name => `kube-system/${name}`), ...KEPT.flatMap(({ kind, names = [] }) => kind === 'ConfigMap' ? names : []),
];

/**
 * The ConfigMaps that are read by their names. Those that kube-proxy's DaemonSets mount come on top, those with settings of
 * ingress-nginx, and those with certificates of authorities that objects of Gateway API name.
 */
export const DUMP_CONFIG_MAPS: readonly DumpConfigMaps[] = [...new Set(CONFIG_MAPS.map(name => name.split('/')[0]))].map(namespace => ({
  namespace, names: CONFIG_MAPS.filter(name => name.startsWith(`${namespace}/`)).map(name => name.slice(namespace.length + 1)),
}));
