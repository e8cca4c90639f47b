import { Certainty, Distribution, NodeSign, Sign } from './distribution';
import { DISTRIBUTIONS } from './distributions';
import { Evidence, InstallerFile, listOfGiven } from './evidence';
import { KUBEADM } from './kubeadm';
import { RecognizedMode, runningMode, together } from './mode';

/** What is looked at of a Node as it was read; anything may be missing or of a wrong type. */
interface NodeFields {
  readonly metadata?: { readonly labels?: unknown; readonly annotations?: unknown } | null;
  readonly spec?: { readonly providerID?: unknown } | null;
  readonly status?: { readonly nodeInfo?: { readonly kubeletVersion?: unknown; readonly osImage?: unknown } | null } | null;
}

/** The distribution that a Node shows, or `undefined`: a cluster of kubeadm or kubespray leaves no mark on its Nodes. */
export function recognizeDistribution(node: unknown): Distribution | undefined {
  return DISTRIBUTIONS.find(distribution => nodeShows(distribution, node));
}

function nodeShows({ signs }: Distribution, node: unknown): boolean {
  const fields = textsOf((node ?? {}) as NodeFields);
  const shows = ({ on, matches }: NodeSign) => fields[on].some(text => matches.test(text));
  return signs.some(all => all.every(shows));
}

function textsOf({ metadata, spec, status }: NodeFields): Readonly<Record<NodeSign['on'], readonly string[]>> {
  const texts = (value: unknown) => typeof value === 'string' ? [value] : [];
  return {
    kubeletVersion: texts(status?.nodeInfo?.kubeletVersion),
    osImage: texts(status?.nodeInfo?.osImage),
    providerID: texts(spec?.providerID),
    label: Object.keys(metadata?.labels ?? {}),
    annotation: Object.keys(metadata?.annotations ?? {}),
  };
}

/** Whose a cluster is, and in which mode its kube-proxy runs. */
export interface Recognition {
  readonly distribution?: Distribution;
  /** With its form, as in `EKS (managed add-on)`; `unknown` where nothing tells. */
  readonly name: string;
  readonly certainty?: Certainty;
  /** What shows it. */
  readonly by: readonly string[];
  /** Other distributions that the input shows for certain, each with what shows it: it may be of several clusters. */
  readonly against: readonly string[];
  readonly currentMode: RecognizedMode;
}

/**
 * What is laid over a cluster of another distribution, whose signs do not contradict it: Rancher over RKE2 and k3s, Cluster API also over
 * managed clusters and RKE2, and kubeadm below many.
 */
const LAYERS: readonly string[] = ['rancher', 'cluster-api', 'kubeadm'];

/** What the cluster shows comes before what files say; objects about other clusters come last, when it has shown nothing at all. */
const STAGES: readonly { readonly found: Sign['found']; readonly among: readonly Distribution[] }[] = [
  { found: 'cluster', among: DISTRIBUTIONS },
  { found: 'file', among: DISTRIBUTIONS },
  { found: 'cluster', among: [KUBEADM] },
  { found: 'management', among: DISTRIBUTIONS },
];

/**
 * The distribution of a cluster.
 *
 * @param stated the id of the distribution where somebody has said it, which comes before what shows
 */
export function recognize(evidence: Evidence, stated?: string): Recognition {
  if (stated !== undefined) {
    const distribution = distributionById(stated);
    if (distribution) return recognition(distribution, evidence, 'certain', ['--distribution']);
  }
  for (const { found, among } of STAGES) {
    for (const distribution of among) {
      const by = signsOf(distribution, evidence, found);
      if (by.length > 0) {
        const isCertain = by.length > 1 || by.some(({ certainty }) => certainty === 'certain');
        return recognition(distribution, evidence, isCertain ? 'certain' : 'likely', by.map(({ description }) => description));
      }
    }
  }
  return { name: 'unknown', by: [], against: [], currentMode: runningMode(evidence) ?? modeOfFiles(evidence) ?? 'unknown' };
}

/** What files say that may be of several distributions: kube-proxy-arg is k3s' and RKE2's. */
function modeOfFiles(evidence: Evidence): RecognizedMode | undefined {
  const takers = KNOWN_DISTRIBUTIONS.filter(({ takes }) => evidence.files.some(file => takes?.(file) ?? false));
  return together(takers.flatMap(({ modeOf }) => listOfGiven(modeOf(evidence))));
}

function signsOf(distribution: Distribution, evidence: Evidence, found: Sign['found']): Pick<Sign, 'description' | 'certainty'>[] {
  const ofNodes = found === 'cluster' && evidence.nodes.some(node => nodeShows(distribution, node));
  return [
    ...ofNodes ? [{ description: 'Nodes', certainty: 'certain' as const }] : [],
    ...(distribution.evidence ?? []).filter(sign => sign.found === found && sign.shows(evidence)),
  ];
}

function contradictions({ id }: Distribution, evidence: Evidence): string[] {
  return DISTRIBUTIONS.filter(other => other.id !== id && !LAYERS.includes(other.id)).flatMap((other) => {
    const by = (['cluster', 'file'] as const).flatMap(found => signsOf(other, evidence, found)).filter(({ certainty }) => certainty === 'certain');
    return by.length === 0 ? [] : [`${other.name} (${by.map(({ description }) => description).join(', ')})`];
  });
}

function recognition(distribution: Distribution, evidence: Evidence, certainty: Certainty, by: readonly string[]): Recognition {
  const variant = distribution.variant?.(evidence);
  return {
    distribution,
    name: `${distribution.title ?? distribution.name}${variant === undefined ? '' : ` (${variant})`}`,
    certainty,
    by,
    against: LAYERS.includes(distribution.id) ? [] : contradictions(distribution, evidence),
    currentMode: distribution.modeOf(evidence) ?? 'unknown',
  };
}

/** All that can be recognized. */
export const KNOWN_DISTRIBUTIONS: readonly Distribution[] = [...DISTRIBUTIONS, KUBEADM];

export function distributionById(id: string): Distribution | undefined {
  return KNOWN_DISTRIBUTIONS.find(distribution => distribution.id === id);
}

/** Whether a file without Kubernetes objects in it is a setting of some distribution. */
export function isInstallerFile(file: InstallerFile): boolean {
  return KNOWN_DISTRIBUTIONS.some(({ takes }) => takes?.(file) ?? false);
}
