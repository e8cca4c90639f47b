import { groupOf } from '../../base/objects/api-version';
import { isPlainObject, PlainObject } from '../../base/objects/fields';

/** A file that holds no Kubernetes objects: an installer's own settings, or a command. */
export interface InstallerFile {
  /** Its path, or the command that prints it. */
  readonly name: string;
  /** Its mapping, where it is YAML or JSON. */
  readonly document?: PlainObject;
  /** Its text, where it is something else. */
  readonly text?: string;
}

/** The file that something was read from. */
export interface FileSource {
  readonly fileName: string;
  /** The path of the file, or of the one that it says that it is a copy of. */
  readonly origin: string;
  /** The text of the file, where it is at hand. Default: it is read when it is needed. */
  readonly text?: string;
}

/** The kinds, by group and name, of which a cluster has few, or whose name says that they are about kube-proxy or an installer. */
const NAMED: Readonly<Record<string, RegExp>> = {
  '/ConfigMap': /^(?:kube-proxy(?:-.*)?|proxy-config|kubeadm-config|shoot-info)$/,
  '/Pod': /^kube-proxy-|^nginx-proxy-/,
  'apps/DaemonSet': /^(?:kube-proxy.*|openshift-kube-proxy|anetd|nodelocaldns|node-local-dns|calico-node|canal|kube-flannel.*|aws-node)$/,
  'apps/Deployment': /^(?:cattle-cluster-agent|dns-autoscaler)$/,
};

/** Groups of installers, whose objects are kept. */
const GROUPS: readonly string[] = [
  'kind.x-k8s.io', 'kops.k8s.io', 'k0s.k0sproject.io', 'k0sctl.k0sproject.io', 'kubeone.k8c.io', 'eksctl.io', 'eks.services.k8s.aws', 'core.gardener.cloud',
  'kubermatic.k8c.io', 'provisioning.cattle.io', 'helm.cattle.io', 'cluster.x-k8s.io', 'controlplane.cluster.x-k8s.io', 'operator.openshift.io',
  'config.openshift.io', 'containerservice.azure.com',
];

/** Whether objects of a kind may tell something, each by its name where the kind has many. */
export function mayBeEvidence(group: string, kind: string): boolean {
  const key = `${group}/${kind}`;
  return key === '/Node' || key === '/KubeProxyConfig' || GROUPS.includes(group) || Object.hasOwn(NAMED, key);
}

/** What shows a distribution and kube-proxy's mode, picked out of a cluster's objects and an installer's files as they are read. */
export class Evidence {
  public readonly files: InstallerFile[] = [];
  /** By kind, and then by namespace and name: copies of an object count once. */
  private readonly kept = new Map<string, Map<string, PlainObject>>();
  private readonly sources = new WeakMap<PlainObject, FileSource>();

  /** Keeps an object that may tell something. */
  public offer(object: PlainObject, source?: FileSource): void {
    // Talos' documents have a version without a group.
    const group = groupOf(object.apiVersion) ?? '';
    const key = `${group}/${String(object.kind)}`;
    if (!mayBeEvidence(group, String(object.kind))) return;
    if (Object.hasOwn(NAMED, key) && !GROUPS.includes(group) && !NAMED[key].test(nameOf(object))) return;
    const ofKind = this.kept.get(key) ?? new Map<string, PlainObject>();
    this.kept.set(key, ofKind);
    const name = `${textAt(object, 'metadata', 'namespace')}/${nameOf(object)}`;
    if (ofKind.has(name)) return;
    ofKind.set(name, object);
    if (source) this.sources.set(object, source);
  }

  /** Keeps a file of an installer. */
  public offerFile(file: InstallerFile, source?: FileSource): void {
    this.files.push(file);
    if (source && file.document) this.sources.set(file.document, source);
  }

  /** The file that an object or the mapping of a file was read from; undefined where it was none. */
  public sourceOf(document: PlainObject): FileSource | undefined {
    return this.sources.get(document);
  }

  /** The objects of a kind, as in `apps/DaemonSet`, of a name where one is given. */
  public objects(groupAndKind: string, name?: RegExp): readonly PlainObject[] {
    const all = [...this.kept.get(groupAndKind)?.values() ?? []];
    return name === undefined ? all : all.filter(object => name.test(nameOf(object)));
  }

  public get nodes(): readonly PlainObject[] {
    return this.objects('/Node');
  }

  /** kubeadm's ClusterConfiguration as text; empty where the input has none. */
  public get kubeadmConfiguration(): string {
    const [configMap] = this.objects('/ConfigMap', /^kubeadm-config$/);
    return String(at(configMap, 'data', 'ClusterConfiguration') ?? '');
  }
}

/** What is at a path of fields; undefined where anything on the way is missing or of another type. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof key === 'number' ? !Array.isArray(here) : !isPlainObject(here)) return undefined;
    here = Object.hasOwn(here as object, key) ? (here as Record<string | number, unknown>)[key] : undefined;
  }
  return here;
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}

export function nameOf(object: unknown): string {
  return textAt(object, 'metadata', 'name');
}

/** The containers of a Pod, or of what makes Pods. */
export function containersOf(object: unknown): readonly unknown[] {
  return [...listAt(object, 'spec', 'containers'), ...listAt(object, 'spec', 'template', 'spec', 'containers')];
}

/** The command of a container with its arguments. */
export function commandOf(container: unknown): readonly string[] {
  return [...listAt(container, 'command'), ...listAt(container, 'args')].map(String);
}

/** A list of the value, or an empty one where there is none. */
export function listOfGiven<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
