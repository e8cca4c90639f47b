import { Distribution, NodeSign } from './distribution';
import { DISTRIBUTIONS } from './distributions';

/** What is looked at of a Node as it was read; anything may be missing or of a wrong type. */
interface NodeFields {
  readonly metadata?: { readonly labels?: unknown } | null;
  readonly spec?: { readonly providerID?: unknown } | null;
  readonly status?: { readonly nodeInfo?: { readonly kubeletVersion?: unknown; readonly osImage?: unknown } | null } | null;
}

/** The distribution that a Node shows, or `undefined`: a cluster of kubeadm or kubespray leaves no mark on its Nodes. */
export function recognizeDistribution(node: unknown): Distribution | undefined {
  const fields = textsOf((node ?? {}) as NodeFields);
  const shows = ({ on, matches }: NodeSign) => fields[on].some(text => matches.test(text));
  return DISTRIBUTIONS.find(({ signs }) => signs.some(all => all.every(shows)));
}

function textsOf({ metadata, spec, status }: NodeFields): Readonly<Record<NodeSign['on'], readonly string[]>> {
  const texts = (value: unknown) => typeof value === 'string' ? [value] : [];
  return {
    kubeletVersion: texts(status?.nodeInfo?.kubeletVersion),
    osImage: texts(status?.nodeInfo?.osImage),
    providerID: texts(spec?.providerID),
    label: Object.keys(metadata?.labels ?? {}),
  };
}
