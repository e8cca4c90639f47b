import { CILIUM_GROUPS_AND_KINDS } from './cilium/cilium-objects';
import { GATEWAY_API_GROUPS_AND_KINDS } from './gateway-api/gateway-api-objects';
import { HELM_GROUPS_AND_KINDS } from './helm/carriers';
import { MESH_GROUPS_AND_KINDS } from './mesh/mesh-objects';
import { WORKLOAD_GROUPS_AND_KINDS } from './workloads/workload';
import { groupOf } from '../base/objects/api-version';
import { mayBeEvidence } from '../programs/distributions/evidence';

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
  // Not served since Kubernetes 1.22, and still in many files: it is not to be left out without a word.
  'extensions/Ingress': ['takeIngress'],
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

/** What says how meshes and Gateways treat Services, which no rule of kube-proxy depends on. */
const NOT_OF_RULESETS: readonly Take[] = ['takeMesh', 'takeAppProtocols'];

/** What is done with the objects of one kind. */
export interface KindReading {
  /** `discovery.k8s.io/EndpointSlice`; the group of the core objects is empty. */
  readonly groupAndKind: string;
  /** Undefined for a kind without a meaning here. */
  readonly takes?: readonly Take[];
  readonly mayBeEvidence: boolean;
}

/** Looks kinds up. Large clusters have tens of thousands of objects of few kinds, so each kind is looked at once. */
class KindReadings {
  private readonly known = new Map<string, Map<string, KindReading>>();

  /** @param rulesetsOnly whether nothing but rulesets is asked for */
  constructor(private readonly rulesetsOnly: boolean) {}

  public of(apiVersion: string, kind: string): KindReading {
    let ofVersion = this.known.get(apiVersion);
    if (!ofVersion) this.known.set(apiVersion, ofVersion = new Map<string, KindReading>());
    let reading = ofVersion.get(kind);
    if (!reading) ofVersion.set(kind, reading = this.read(apiVersion, kind));
    return reading;
  }

  private read(apiVersion: string, kind: string): KindReading {
    const group = groupOf(apiVersion)!;
    const groupAndKind = `${group}/${kind}`;
    const takes = Object.hasOwn(KINDS, groupAndKind) ? KINDS[groupAndKind] : undefined;
    return {
      groupAndKind,
      takes: this.rulesetsOnly ? takes?.filter(take => !NOT_OF_RULESETS.includes(take)) : takes,
      mayBeEvidence: mayBeEvidence(group, kind),
    };
  }
}

const OF_ALL = new KindReadings(false);
const OF_RULESETS = new KindReadings(true);

/**
 * What is done with the objects of a kind.
 *
 * @param rulesetsOnly whether nothing but rulesets is asked for
 */
export function readingOf(apiVersion: string, kind: string, rulesetsOnly: boolean): KindReading {
  return (rulesetsOnly ? OF_RULESETS : OF_ALL).of(apiVersion, kind);
}
