import { InputError, SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { describeConfiguration, isKubeProxyConfiguration, readKubeProxyConfigMap } from '../../programs/kube-proxy/config-map';
import { ObjectReference, readReference } from '../inventory/object-reference';

/** A KubeProxyConfiguration and where it stands. */
export interface FoundConfiguration {
  readonly document: PlainObject;
  /** For messages. */
  readonly description: string;
  /** What to know of how kube-proxy reads its text. */
  readonly notes?: readonly string[];
  /** The ConfigMap, or the bare document; undefined for a file that holds nothing else. */
  readonly reference?: ObjectReference;
}

/** The namespace of kube-proxy's own ConfigMap. */
const SYSTEM_NAMESPACE = 'kube-system';

/** Finds kube-proxy's configuration among other objects. */
export class ConfigurationSource {
  private found?: FoundConfiguration;
  private isElsewhere = false;
  /** The podSubnet of kubeadm's ClusterConfiguration beside a document: kubeadm fills it in where there is no clusterCIDR. */
  private podSubnet?: string;
  private isDocument = false;

  /**
   * Takes the configuration from a KubeProxyConfiguration document or from kube-proxy's ConfigMap; any other object is left alone.
   * A ConfigMap of that name in another namespace counts only where kube-system has none.
   *
   * @returns whether the object was one of these
   * @throws InputError where the document in a ConfigMap can't be read, or a second configuration turns up
   */
  public offer(object: PlainObject, source?: SourceLocation): boolean {
    if (isKubeadmCluster(object)) {
      this.podSubnet = podSubnetOf(object);
      return true;
    }
    const isDocument = isKubeProxyConfiguration(object);
    const found = isDocument ? { document: object, notes: [] } : readKubeProxyConfigMap(object, source);
    if (!found) return false;
    const description = describeConfiguration(object, source);
    const isElsewhere = ![undefined, null, '', SYSTEM_NAMESPACE].includes(namespaceOf(object));
    if (this.found && this.isElsewhere === isElsewhere) {
      throw new InputError(`${description}: this is a second kube-proxy configuration, the first is ${this.found.description}: expected one`);
    }
    if (!this.found || this.isElsewhere) {
      const reference = isDocument ? { kind: 'KubeProxyConfiguration', name: 'document', source } : readReference(object, source);
      this.found = { document: found.document, description, reference, ...found.notes.length > 0 && { notes: found.notes } };
      this.isElsewhere = isElsewhere;
      this.isDocument = isDocument;
    }
    return true;
  }

  public get configuration(): FoundConfiguration | undefined {
    if (!this.found || !this.isDocument || this.podSubnet === undefined || this.found.document.clusterCIDR) return this.found;
    const { document, notes = [] } = this.found;
    const note = `clusterCIDR is ${this.podSubnet}, the podSubnet of the ClusterConfiguration beside it, as kubeadm fills it in`;
    return { ...this.found, document: { ...document, clusterCIDR: this.podSubnet }, notes: [...notes, note] };
  }
}

function namespaceOf({ metadata }: PlainObject): string | null | undefined {
  return isPlainObject(metadata) ? metadata.namespace as string | null | undefined : undefined;
}

/** kubeadm's document by itself, as in a file for `kubeadm init`; in a cluster kube-proxy's ConfigMap has what was filled in. */
function isKubeadmCluster({ kind, apiVersion }: PlainObject): boolean {
  return kind === 'ClusterConfiguration' && typeof apiVersion === 'string' && apiVersion.startsWith('kubeadm.k8s.io/');
}

function podSubnetOf({ networking }: PlainObject): string | undefined {
  const subnet = isPlainObject(networking) ? networking.podSubnet : undefined;
  return typeof subnet === 'string' && subnet !== '' ? subnet : undefined;
}
