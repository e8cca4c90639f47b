import { Certainty, NodeSign, Sign } from './distribution';
import { Evidence, InstallerFile } from './evidence';

export const kubelet = (matches: RegExp): NodeSign => ({ on: 'kubeletVersion', matches });
export const osImage = (matches: RegExp): NodeSign => ({ on: 'osImage', matches });
export const provider = (matches: RegExp): NodeSign => ({ on: 'providerID', matches });
export const label = (matches: RegExp): NodeSign => ({ on: 'label', matches });
export const annotation = (matches: RegExp): NodeSign => ({ on: 'annotation', matches });

/** What the objects of a cluster show. */
export function inCluster(description: string, shows: (evidence: Evidence) => boolean, certainty: Certainty = 'certain'): Sign {
  return { description, certainty, found: 'cluster', shows };
}

/** A kind that is a file's: no cluster has objects of it, but what it describes. */
export function fileOfKind(groupAndKind: string, isOne: (object: unknown) => boolean = () => true): Sign {
  return { description: `a file with ${kindText(groupAndKind)}`, certainty: 'certain', found: 'file', groupAndKind, shows: evidence => evidence.objects(groupAndKind).some(isOne) };
}

/** A kind whose objects are in the cluster that manages the one that they describe. */
export function managementObject(groupAndKind: string, isOne: (object: unknown) => boolean = () => true): Sign {
  return { description: `${kindText(groupAndKind)} (in the managing cluster)`, certainty: 'certain', found: 'management', groupAndKind, shows: evidence => evidence.objects(groupAndKind).some(isOne) };
}

/** A file that holds no Kubernetes objects. */
export function ownFile(description: string, isOne: (file: InstallerFile) => boolean): Sign {
  return { description, certainty: 'certain', found: 'file', shows: ({ files }) => files.some(isOne) };
}

function kindText(groupAndKind: string): string {
  const [group, kind] = groupAndKind.split('/');
  return group === '' ? kind : `${kind}.${group}`;
}

/** A block of Terraform's language, without comments: `resource "TYPE" "NAME" { … }`. */
export function terraformResources(text: string, type: string): string[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\/|^\s*(?:#|\/\/).*$/gm, '');
  return plain.split(/^(?=\s*(?:resource|data|module|variable|output|provider|locals|terraform)\b)/m)
    .filter(block => new RegExp(`^\\s*resource\\s+"${type}"`).test(block));
}
