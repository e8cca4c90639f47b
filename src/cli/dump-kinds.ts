import { EXPERIMENTAL_GROUP, GATEWAY_GROUP } from '../programs/gateway-api/kinds';

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

/**
 * All kinds that are listed as a whole, none of which is a Secret. ConfigMaps are read one by one, since others may hold anything.
 */
export const DUMP_KINDS: readonly DumpKind[] = [
  { resources: ['nodes'], file: 'nodes', isNamespaced: false, use: 'kernels, addresses, distributions' },
  { resources: ['services'], file: 'services', isNamespaced: true, use: 'what kube-proxy serves' },
  { resources: ['endpointslices.discovery.k8s.io'], file: 'endpointslices', isNamespaced: true, use: 'where Services lead to' },
  { resources: ['servicecidrs.networking.k8s.io'], file: 'servicecidrs', isNamespaced: false, use: 'the range of ClusterIPs', of: 'Kubernetes 1.33 and later' },
  { resources: ['daemonsets.apps'], file: 'daemonsets', isNamespaced: true, use: 'kube-proxy, network plugins, other users of IPVS or nftables' },
  { resources: ['deployments.apps'], file: 'deployments', isNamespaced: true, use: 'other users of IPVS or nftables, and the pods of planned Services' },
  { resources: ['statefulsets.apps'], file: 'statefulsets', isNamespaced: true, use: 'the same' },
  { resources: ['replicasets.apps'], file: 'replicasets', isNamespaced: true, use: 'the pods of planned Services' },
  { resources: ['replicationcontrollers'], file: 'replicationcontrollers', isNamespaced: true, use: 'the same' },
  { resources: ['jobs.batch'], file: 'jobs', isNamespaced: true, use: 'the same' },
  { resources: ['pods'], file: 'pods', isNamespaced: true, use: 'names of pods in explain' },
  { resources: ['installations.operator.tigera.io'], file: 'installations', isNamespaced: false, use: 'Calico\'s data plane', of: 'Calico with its operator' },
  {
    resources: ['felixconfigurations.crd.projectcalico.org', 'felixconfigurations.projectcalico.org'],
    file: 'felixconfigurations',
    isNamespaced: false,
    use: 'Calico\'s data plane',
    of: 'Calico',
  },
  { resources: ['namespaces'], file: 'namespaces', isNamespaced: false, use: 'from which namespaces Gateways take routes' },
  { resources: ['ingresses.networking.k8s.io'], file: 'ingresses', isNamespaced: true, use: 'where requests go' },
  { resources: ['ingressclasses.networking.k8s.io'], file: 'ingressclasses', isNamespaced: false, use: 'which controller Ingresses belong to' },
  ...[
    gatewayKind('gatewayclasses', 'who serves Gateways', false),
    gatewayKind('gateways', 'where requests come in'),
    { ...gatewayKind('listenersets', 'where requests come in'), resources: [`listenersets.${GATEWAY_GROUP}`, `xlistenersets.${EXPERIMENTAL_GROUP}`] },
    ...['httproutes', 'grpcroutes', 'tlsroutes', 'tcproutes', 'udproutes'].map(name => gatewayKind(name, 'where requests go')),
    gatewayKind('referencegrants', 'what may be referred to'),
    gatewayKind('backendtlspolicies', 'which Services speak TLS'),
  ],
  { resources: ['networks.operator.openshift.io'], file: 'networks', isNamespaced: false, use: 'OpenShift\'s network plugin', of: 'OpenShift' },
];

/** A kind of Gateway API. */
function gatewayKind(name: string, use: string, isNamespaced = true): DumpKind {
  return { resources: [`${name}.${GATEWAY_GROUP}`], file: name, isNamespaced, use, of: 'Gateway API' };
}

/** What defines kinds. Only the definitions of Gateway API are read, by their names: they show its release. */
export const DEFINITIONS = { resource: 'customresourcedefinitions.apiextensions.k8s.io', file: 'customresourcedefinitions' } as const;

/**
 * The ConfigMaps that are read by their names. Those that kube-proxy's DaemonSets mount come on top, those with settings of
 * ingress-nginx, and those with certificates of authorities that objects of Gateway API name.
 */
export const DUMP_CONFIG_MAPS: readonly { readonly namespace: string; readonly names: readonly string[] }[] = [
  { namespace: 'kube-system', names: ['kube-proxy', 'kube-proxy-config', 'kubeadm-config', 'cilium-config'] },
];
