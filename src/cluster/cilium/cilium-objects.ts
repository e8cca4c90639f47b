import { readServiceDetails, ServiceDetails } from './service-details';
import { groupOf } from '../../base/objects/api-version';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { Entry, put } from '../entries';
import { HelmObjects } from '../helm/helm-objects';
import { HelmValues } from '../helm/helm-values';
import { valuesOfFile } from '../helm/values-file';
import { describeReference, ObjectReference, readReference } from '../inventory/object-reference';

/** An object as it is written, and which one it is. */
export interface WrittenObject {
  readonly reference: ObjectReference;
  readonly object: PlainObject;
}

/** Policies for the whole cluster, which Calico enforces before or after its own. */
export const POLICIES_OF_ADMINISTRATORS: readonly string[] = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'].map(kind => `policy.networking.k8s.io/${kind}`);

/** The kinds that are looked at: those of Cilium, policies of others that it enforces or takes the place of, and what else of Calico the way from it depends on. */
export const CILIUM_GROUPS_AND_KINDS: readonly string[] = [
  ...[
    'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'CiliumNodeConfig', 'CiliumCIDRGroup', 'CiliumLoadBalancerIPPool', 'CiliumL2AnnouncementPolicy', 'CiliumBGPClusterConfig',
    'CiliumBGPPeerConfig', 'CiliumBGPAdvertisement', 'CiliumBGPNodeConfigOverride',
  ].map(kind => `cilium.io/${kind}`),
  'networking.k8s.io/NetworkPolicy',
  ...POLICIES_OF_ADMINISTRATORS,
  ...['crd.projectcalico.org', 'projectcalico.org'].flatMap(group => [
    'NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy', 'NetworkSet', 'GlobalNetworkSet', 'HostEndpoint', 'Tier', 'IPPool', 'BGPPeer',
    'BGPConfiguration', 'KubeControllersConfiguration',
  ].map(kind => `${group}/${kind}`)),
];

/** What a cluster's objects and files say of Cilium: what it is installed with, and what is configured with objects of its own. */
export class CiliumObjects {
  /** The versions of APIs that CustomResourceDefinitions in the input define, with and without their kinds, as Helm names them. */
  public readonly apiVersions = new Set<string>();
  /** By `namespace/name` of the Service. */
  public readonly serviceDetails = new Map<string, ServiceDetails>();
  /** By their description, as in `CiliumNetworkPolicy shop/web`. */
  private readonly written = new Map<string, WrittenObject & { readonly source?: Entry['source'] }>();
  private planned?: HelmValues;

  constructor(private readonly helm: HelmObjects) {}

  /**
   * What installs Cilium; several files of values are one installation, laid over each other as Helm does.
   *
   * @throws InputError where an object's values are not a mapping
   */
  public get installations(): readonly HelmValues[] {
    return this.planned ? [this.planned] : this.helm.values.filter(isCilium).map(each => isOfRke2(each) ? { ...each, isPartial: true } : each);
  }

  /** The objects of some kinds, each by its group where several have it, in the order of the input. */
  public ofKinds(...kinds: readonly string[]): WrittenObject[] {
    return [...this.written.values()].filter(({ object, reference: { kind } }) => kinds.includes(kind) || kinds.includes(`${groupOf(object.apiVersion)}/${kind}`));
  }

  /** Calico's objects of some kinds, whichever of its two groups they are in. */
  public ofCalico(...kinds: readonly string[]): WrittenObject[] {
    return this.ofKinds(...kinds.flatMap(kind => [`projectcalico.org/${kind}`, `crd.projectcalico.org/${kind}`]));
  }

  /** Whether the input has objects as Calico's API server serves them, and not those of its CustomResourceDefinitions. */
  public get hasCalicoApiServer(): boolean {
    return [...this.written.values()].some(({ object }) => groupOf(object.apiVersion) === 'projectcalico.org');
  }

  /** @throws InputError where it has no name */
  public takeObject(entry: Entry): void {
    const { status: _, ...object } = entry.object;
    const reference = readReference(object, entry.source);
    put(this.written, `${groupOf(object.apiVersion)} ${describeReference(reference)}`, { reference, object, source: entry.source }, entry);
  }

  /** Takes what of a Service Cilium reads. */
  public takeService(entry: Entry): void {
    const details = readServiceDetails(entry.object, entry.source);
    if (details) this.serviceDetails.set(`${details.namespace ?? 'default'}/${details.name}`, details);
  }

  /** Takes the API that a CustomResourceDefinition defines. */
  public takeDefinition({ spec }: PlainObject): void {
    const { group, names, versions } = isPlainObject(spec) ? spec : {} as PlainObject;
    for (const version of Array.isArray(versions) ? versions : []) {
      if (!isPlainObject(version) || version.served !== true) continue;
      this.apiVersions.add(`${String(group)}/${String(version.name)}`);
      if (isPlainObject(names)) this.apiVersions.add(`${String(group)}/${String(version.name)}/${String(names.kind)}`);
    }
  }

  /** Puts values in the place of everything that installs Cilium: those that are about to be applied. */
  public planValues(values: PlainObject, name: string): void {
    // Helm renders them in the cluster.
    this.planned = { ...valuesOfFile({ kind: 'Values', name }, { program: 'cilium' }, values), isOffline: false };
  }
}

/** The charts of Cilium: its own, and RKE2's packaging of it. */
const CHARTS: readonly string[] = ['cilium', 'rke2-cilium'];

/** RKE2's packaging has defaults of its own, which are not in the input: ipam.mode kubernetes, cni.chainingMode portmap and others. */
function isOfRke2({ chart: { name }, carrier }: HelmValues): boolean {
  return name === 'rke2-cilium' || carrier.name === 'rke2-cilium';
}

/** A file of its values, one of its charts, or one of these by the name of what refers to it. */
function isCilium({ chart: { name, program, isFolder }, isFile, carrier }: HelmValues): boolean {
  if (isFile) return program === 'cilium';
  // A folder of a repository is as a rule a chart of the user's own that has Cilium as a part.
  return isFolder !== true && (CHARTS.includes(name ?? '') || CHARTS.includes(carrier.name));
}
