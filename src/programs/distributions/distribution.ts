import { Way } from './change/change';
import { Evidence, InstallerFile } from './evidence';
import { RecognizedMode } from './mode';
import { PlainObject } from '../../base/objects/fields';

/** Something about a Node that tells whose it is. */
export interface NodeSign {
  /** For a label or an annotation its name is matched, whatever its value is. */
  readonly on: 'kubeletVersion' | 'osImage' | 'providerID' | 'label' | 'annotation';
  readonly matches: RegExp;
}

/** Something else than Nodes that shows a distribution. */
export interface Sign {
  /** What it is, as in a table: `DaemonSet anetd`. */
  readonly description: string;
  /** Of `likely` signs two are certain. */
  readonly certainty: Certainty;
  /**
   * Where it is found: in the cluster itself; in a file of its installer; in an object that another cluster may hold as well, which says
   * nothing where the cluster itself shows what it is.
   */
  readonly found: 'cluster' | 'file' | 'management';
  /** The group and kind of the object that it is, as in `kops.k8s.io/Cluster`. */
  readonly groupAndKind?: string;
  readonly shows: (evidence: Evidence) => boolean;
}

export type Certainty = 'certain' | 'likely';

/** A way to run Kubernetes, with its own way to set kube-proxy's mode. */
export interface Distribution {
  readonly id: string;
  readonly name: string;
  /** What it is called in reports, where that is shorter. Default: the name. */
  readonly title?: string;
  /** What a Node shows. Each list of signs is enough where all in it are there; none at all where a Node does not tell. */
  readonly signs: readonly (readonly NodeSign[])[];
  /** What else shows it. */
  readonly evidence?: readonly Sign[];
  /** What of several forms it is, in parentheses behind the title. */
  readonly variant?: (evidence: Evidence) => string | undefined;
  /** The mode of kube-proxy; undefined where nothing tells. What runs comes before what is set. */
  readonly modeOf: (evidence: Evidence) => RecognizedMode | undefined;
  /** Whether a file without Kubernetes objects in it is one of its settings. */
  readonly takes?: (file: InstallerFile) => boolean;
  /** The file or object, and the field, that holds the mode. */
  readonly place: string;
  /** The mode where nothing is set. */
  readonly byDefault: string;
  /**
   * What makes a mode last: an edit of kube-proxy's ConfigMap, or nothing but the distribution's own setting, since it
   * makes kube-proxy's configuration anew or has no such ConfigMap.
   */
  readonly lasts: 'config-map' | 'own-setting' | 'unsupported';
  /** The first version that can do it, where one is known. */
  readonly since?: string;
  /** What is to be done for nftables mode, in a sentence. */
  readonly advice: string;
  readonly reference: string;
  /** What it sets in kube-proxy's configuration, by the settings that the input has and its own defaults. */
  readonly defaults?: (evidence: Evidence) => PlainObject;
  /** Whether it sets the cluster CIDR by itself as soon as the mode is another one than ipvs. */
  readonly setsClusterCidr?: boolean;
  /** How it gets nftables mode: its files and objects, and how they roll out. */
  readonly way?: Way;
}
