import { CommentedDocument, PlainDocument, renderDocuments } from './documents';
import { FoundPlaceholder, placeholdersOf } from './placeholders';
import { documentOf, inApiVersion, KubeadmSettings } from './settings';

/** What a file is for. */
export type Phase = 'init' | 'joinWorker' | 'joinControlPlane' | 'upgrade' | 'addon' | 'reset';

/** A file for one of kubeadm's commands. */
export interface PhaseFile {
  readonly phase: Phase;
  /** Never one that cdk8s or kubectl would take for a manifest. */
  readonly name: string;
  readonly text: string;
  readonly placeholders: readonly FoundPlaceholder[];
}

type Part = (settings: KubeadmSettings) => CommentedDocument | undefined;

interface PhaseRule {
  readonly name: string;
  readonly isWanted: (settings: KubeadmSettings) => boolean;
  /** The documents, from a minor on. No documents: kubeadm would read no file. */
  readonly documents: readonly { readonly since: number; readonly parts: readonly Part[] }[];
}

const commented = (fields: PlainDocument | undefined, comment?: string): CommentedDocument | undefined => fields && { fields, comment };

const init: Part = settings => commented(documentOf('init', settings));
const cluster: Part = settings => commented(documentOf('cluster', settings));
const joinWorker: Part = settings => commented(documentOf('joinWorker', settings));
const joinControlPlane: Part = settings => commented(documentOf('joinControlPlane', settings));
const upgrade: Part = settings => commented(documentOf('upgrade', settings));
const reset: Part = settings => commented(documentOf('reset', settings));
const kubelet: Part = settings => commented(settings.kubelet);
const kubeProxy: Part = settings => commented(settings.kubeProxy);

const ignoredKubeProxy: Part = settings => settings.kubeProxyInJoinFiles ? {
  fields: settings.kubeProxy,
  comment: 'kubeadm join does not use this document, and kubeadm 1.33 and newer warns of it: a node that joins gets its mode\n'
    + 'from the ConfigMap kube-proxy in kube-system. It is here because it was asked for.',
} : undefined;

/** The fields of InitConfiguration that tell this node from others, without credentials. */
const NODE_FIELDS = ['localAPIEndpoint', 'nodeRegistration'];

/** Where no controlPlaneEndpoint is set, kubeconfig.conf of kube-proxy gets the address of localAPIEndpoint. */
const thisNode: Part = settings => {
  const fields = Object.entries(settings.init ?? {}).filter(([name]) => NODE_FIELDS.includes(name));
  return fields.length === 0 ? undefined : commented(documentOf('init', { ...settings, init: Object.fromEntries(fields) }));
};

const wholeCluster: Part = settings => commented(documentOf('cluster', settings), settings.kubelet ? undefined
  : 'kubeadm writes anew what this file lacks, so the KubeletConfiguration gets kubeadm\'s defaults. To keep what the cluster has, append\n'
  + 'it behind a line "---": kubectl -n kube-system get configmap kubelet-config -o jsonpath=\'{.data.kubelet}\'');

/**
 * Which documents kubeadm uses of a file, by its command and its minor.
 *
 * - join uses no KubeProxyConfiguration: upstream `cmd/kubeadm/app/util/config/joinconfiguration.go`.
 * - upgrade, up to 1.29: a file with a kubeadm kind replaces the whole configuration, and what it lacks is made anew
 *   (kubernetes/kubeadm#2785). In 1.30 kubeadm ignores all of these documents. From 1.31 on it reads
 *   UpgradeConfiguration, and takes the rest from the cluster.
 * - the add-on's phase rewrites ConfigMap and DaemonSet from ClusterConfiguration and KubeProxyConfiguration.
 */
const PHASES: Readonly<Record<Phase, PhaseRule>> = {
  init: { name: 'init.conf', isWanted: () => true, documents: [{ since: 0, parts: [init, cluster, kubelet, kubeProxy] }] },
  joinWorker: {
    name: 'join-worker.conf',
    isWanted: settings => settings.joinWorker !== undefined,
    documents: [{ since: 0, parts: [joinWorker, ignoredKubeProxy] }],
  },
  joinControlPlane: {
    name: 'join-control-plane.conf',
    isWanted: settings => settings.joinControlPlane !== undefined,
    documents: [{ since: 0, parts: [joinControlPlane, ignoredKubeProxy] }],
  },
  upgrade: {
    name: 'upgrade.conf',
    isWanted: settings => settings.upgrade !== undefined,
    documents: [{ since: 0, parts: [wholeCluster, thisNode, kubelet, kubeProxy] }, { since: 30, parts: [] }, { since: 31, parts: [upgrade] }],
  },
  addon: { name: 'kube-proxy-addon.conf', isWanted: () => true, documents: [{ since: 0, parts: [thisNode, cluster, kubeProxy] }] },
  reset: {
    name: 'reset.conf',
    isWanted: settings => settings.reset !== undefined,
    documents: [{ since: 0, parts: [] }, { since: 31, parts: [reset] }],
  },
};

/** The files that settings ask for, in the order in which a cluster needs them. The settings have to be right. */
export function phaseFiles(settings: KubeadmSettings): PhaseFile[] {
  return (Object.keys(PHASES) as Phase[]).flatMap(phase => phaseFile(phase, settings) ?? []);
}

/** The file for one phase, or `undefined` where none is wanted or kubeadm reads none. */
export function phaseFile(phase: Phase, settings: KubeadmSettings): PhaseFile | undefined {
  const { name, isWanted, documents } = PHASES[phase];
  if (!isWanted(settings)) return undefined;
  const { parts } = documents.filter(({ since }) => since <= settings.version.minor).at(-1)!;
  const form = inApiVersion(settings);
  const present = parts.map(part => part(form)).filter(document => document !== undefined);
  if (present.length === 0) return undefined;
  return { phase, name, text: renderDocuments(present), placeholders: placeholdersOf(present.map(({ fields }) => fields)) };
}
