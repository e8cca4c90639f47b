import { CILIUM_GROUPS_AND_KINDS } from './cilium/cilium-objects';
import { GATEWAY_API_GROUPS_AND_KINDS } from './gateway-api/gateway-api-objects';
import { HELM_GROUPS_AND_KINDS } from './helm/carriers';
import { MESH_GROUPS_AND_KINDS } from './mesh/mesh-objects';
import { WORKLOAD_GROUPS_AND_KINDS } from './workloads/workload';

/** A method of `Cluster` that reads an object. */
export type Take = 'keep' | 'takeCiliumObject' | 'takeCiliumService' | 'takeConfiguration' | 'takeDefinition' | 'takeEndpoints' | 'takeEndpointSlice' | 'takeGatewayApiObject'
| 'takeIngress' | 'takeIngressClass' | 'takeAppProtocols' | 'takeConfigMapKeys' | 'takeHelm' | 'takeMesh' | 'takeNamespace' | 'takeNode' | 'takePod' | 'takeSecretName' | 'takeService'
| 'takeServiceCidr' | 'takeSmallConfigMap'
| 'takeWorkload';

/** How the objects of a kind, by its group and name, are read. */
export const KINDS: { readonly [groupAndKind: string]: readonly Take[] | undefined } = {
  ...Object.fromEntries(WORKLOAD_GROUPS_AND_KINDS.map(groupAndKind => [groupAndKind, ['takeWorkload']])),
  ...Object.fromEntries(GATEWAY_API_GROUPS_AND_KINDS.map(groupAndKind => [groupAndKind, ['takeGatewayApiObject']])),
  ...Object.fromEntries(MESH_GROUPS_AND_KINDS.map(groupAndKind => [groupAndKind, ['takeMesh']])),
  ...Object.fromEntries(CILIUM_GROUPS_AND_KINDS.map(groupAndKind => [
    groupAndKind, MESH_GROUPS_AND_KINDS.includes(groupAndKind) ? ['takeCiliumObject', 'takeMesh'] : ['takeCiliumObject'],
  ])),
  ...Object.fromEntries(HELM_GROUPS_AND_KINDS.map(groupAndKind => [groupAndKind, ['takeHelm']])),
  '/Namespace': ['takeNamespace'],
  '/Node': ['takeNode'],
  '/Secret': ['takeSecretName'],
  '/Service': ['takeService', 'takeMesh', 'takeAppProtocols', 'takeCiliumService'],
  '/Endpoints': ['takeEndpoints'],
  '/Pod': ['takePod', 'takeWorkload'],
  '/ConfigMap': ['takeConfiguration', 'keep', 'takeSmallConfigMap', 'takeConfigMapKeys'],
  'apiextensions.k8s.io/CustomResourceDefinition': ['takeDefinition'],
  'discovery.k8s.io/EndpointSlice': ['takeEndpointSlice'],
  'networking.k8s.io/Ingress': ['takeIngress'],
  'networking.k8s.io/IngressClass': ['takeIngressClass'],
  'networking.k8s.io/ServiceCIDR': ['takeServiceCidr'],
  'kubeproxy.config.k8s.io/KubeProxyConfiguration': ['takeConfiguration'],
  'operator.tigera.io/Installation': ['keep'],
  'operator.openshift.io/Network': ['keep'],
  'config.openshift.io/Network': ['keep'],
  'crd.projectcalico.org/FelixConfiguration': ['keep'],
  'projectcalico.org/FelixConfiguration': ['keep'],
};

/** The kinds that a ruleset is made from, beside workloads. */
export const RULESET_KINDS: readonly string[] = ['Node', 'Service', 'Endpoints', 'EndpointSlice', 'ServiceCIDR'];
