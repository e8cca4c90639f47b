import { LostSetting, Passage } from './passage';
import { Situation } from './situation';
import { PlainObject } from '../../../base/objects/fields';

/** The API object that holds a setting. */
export interface SettingObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

interface Setting {
  /** What the commands of the roll-out call it. */
  readonly key: string;
  /** Where it is, beside its name: `on every node`, `in the garden cluster`. */
  readonly where?: string;
  /** A folder for it beside others of the same name: the node whose it is, or the stage that it is for. */
  readonly folder?: string;
}

/** A file or an object that gets other values. Where the input does not have it, it is made of nothing but the change. */
export interface ValueChange extends Setting {
  /** The path of the file; undefined for an object. */
  readonly file?: string;
  readonly object?: SettingObject;
  /** What the input has. */
  readonly present?: PlainObject;
  /** Its text, where the input was not read as objects. */
  readonly text?: string;
  /** What is known of one that the input does not have, or what it needs beside the change. */
  readonly base?: PlainObject;
  readonly change: (document: PlainObject) => PlainObject;
}

/** A file of another form that gets another text. */
export interface TextChange extends Setting {
  readonly file: string;
  /** What the input has. */
  readonly text?: string;
  readonly changeText: (text: string) => string;
}

export type SettingChange = ValueChange | TextChange;

/** What a cluster of a distribution needs for nftables mode. */
export interface Change {
  readonly settings: readonly SettingChange[];
  /** Settings that would count in nftables mode, and that the distribution does not let through. */
  readonly lost?: readonly LostSetting[];
  /** What else happens with the change, and hurts, each as a sentence. */
  readonly warnings?: readonly string[];
  /** What to know before the change, each as a sentence. */
  readonly cautions?: readonly string[];
  /**
   * Who tells Calico: `settings`, where these do or where it follows by itself; or the version that the distribution brings, where Felix has to be told and
   * the input may not show it. By default what the input shows decides.
   */
  readonly calico?: 'settings' | { readonly version: string };
  /** Whether kube-proxy's ConfigMap is what is changed, and what else it gets. */
  readonly configMap?: { readonly configuration?: (configuration: PlainObject) => PlainObject };
  /** Whether it rolls out as with kubeadm, though the distribution has a way of its own. */
  readonly rollsOutAsKubeadm?: boolean;
}

/** A paragraph, or commands. */
export type Step = string | { readonly run: readonly string[] };

/** How the change gets to the nodes, and back. */
export interface Rollout {
  /** How one node goes first, or some. */
  readonly canary?: readonly Step[];
  /** Why none can, in a sentence or two. */
  readonly whyNoCanary?: string;
  readonly apply: readonly Step[];
  /** How to see it, beside what kube-proxy itself says on each node. */
  readonly verify?: readonly Step[];
  readonly back: readonly Step[];
  /** What brings the old mode back, and what does not, each as a sentence. */
  readonly lasts: readonly string[];
}

/** What the commands of a roll-out are about. */
export interface RolloutInputs {
  readonly situation: Situation;
  /** The files of a key, in the folder. */
  readonly files: (key: string) => readonly string[];
  /** Those that bring the old settings back; none where the input did not have the settings. */
  readonly back: (key: string) => readonly string[];
  /** The node that goes first. */
  readonly node: string;
}

/** What the input lacks for a change, and what would go wrong without it. */
export interface Missing {
  readonly missing: string;
  readonly warnings?: readonly string[];
}

/** How a distribution gets nftables mode. */
export interface Way {
  /** Which of kube-proxy's settings it lets through, and in which form. */
  readonly passage: Passage;
  /** A text says why it cannot. */
  readonly change: (situation: Situation) => Change | Missing | string;
  /** Undefined where the ConfigMap of kube-proxy is all that changes: it rolls out as with kubeadm. */
  readonly rollout?: (inputs: RolloutInputs) => Rollout;
  /** Whether the mode is to be written even though kube-proxy runs in it. */
  readonly pins?: (situation: Situation) => boolean;
}
