import { at, Evidence, textAt } from '../evidence';
import { RecognizedMode } from '../mode';
import { kubeletVersionOf, minorOf } from '../versions';

const tagOf = (image: string): string => /:(v\d[^@]*)/.exec(image)?.[1] ?? '';

/** The mode that Talos chooses where none is set: by its own version and that of kube-proxy. */
export function defaultOf(evidence: Evidence): RecognizedMode {
  const documents = evidence.files.map(({ document }) => document);
  const images = documents.flatMap(document => [textAt(document, 'cluster', 'proxy', 'image'), textAt(document, 'machine', 'kubelet', 'image')]).map(tagOf);
  const kubernetes = minorOf([...images, kubeletVersionOf(evidence)].find(version => version !== '') ?? '');
  const installers = documents.map(document => tagOf(String(at(document, 'machine', 'install', 'image') ?? '')));
  const osImages = evidence.nodes.map(node => /^Talos \((v[^)]*)\)/.exec(textAt(node, 'status', 'nodeInfo', 'osImage'))?.[1] ?? '');
  const talos = minorOf([...osImages, ...installers].find(version => version !== '') ?? '');
  if (kubernetes === undefined) return talos !== undefined && talos >= 14 ? 'nftables' : 'unknown';
  if (kubernetes < 31) return 'iptables';
  // Talos 1.8 is the first with Kubernetes 1.31.
  return talos !== undefined && talos < 8 ? 'iptables' : 'nftables';
}
