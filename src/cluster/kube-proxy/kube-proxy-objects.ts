import { InputError, quoted, SourceLocation } from '../../base/errors';
import { isEqual } from '../../base/objects/equal';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { listOf } from '../../base/text/words';
import { flagValue } from '../../programs/kube-proxy/command-line';
import { isKubeProxyConfigMapName, readConfigurationObject, readKubeProxyConfigMap } from '../../programs/kube-proxy/config-map';
import { configurationFlags, configurationOfFlags } from '../../programs/kube-proxy/configuration-flags';
import { describeReference, ObjectReference, readReference } from '../inventory/object-reference';
import { Container, mountedConfigMap, Workload } from '../workloads/workload';

/** A KubeProxyConfiguration and where it is. */
export interface FoundConfiguration {
  readonly document: PlainObject;
  /** For messages. */
  readonly description: string;
  /** What to know of how kube-proxy gets at it. */
  readonly notes?: readonly string[];
  /** The ConfigMap, the bare document, or the DaemonSet whose flags it is made of; undefined for a file that holds nothing else. */
  readonly reference?: ObjectReference;
  /** The ConfigMap as a whole, and the key of the configuration. */
  readonly configMap?: { readonly object: PlainObject; readonly key: string };
}

/** What runs kube-proxy. */
export interface KubeProxyDaemonSet {
  readonly workload: Workload;
  readonly container: Container;
  readonly object: PlainObject;
}

/** The namespace of kube-proxy's own ConfigMap. */
const SYSTEM_NAMESPACE = 'kube-system';

/** kube-proxy of a cluster: what runs it, and what tells it how to work. */
export class KubeProxyObjects {
  private readonly found: FoundConfiguration[] = [];
  private readonly running: KubeProxyDaemonSet[] = [];
  /** The podSubnet of kubeadm's ClusterConfiguration as a document of its own, as in a file for `kubeadm init`. */
  private podSubnet?: string;

  /**
   * Takes a KubeProxyConfiguration document, or a ConfigMap that holds one whatever its name is; any other object is left alone.
   *
   * @returns whether the object was one of these
   * @throws InputError where kube-proxy's own ConfigMap holds no configuration, or one that can't be read
   */
  public offer(object: PlainObject, source?: SourceLocation): boolean {
    if (isKubeadmCluster(object)) {
      this.podSubnet = podSubnetOf(object);
      return true;
    }
    const found = readConfigurationObject(object, source);
    if (!found) return false;
    const { document, description, notes, configMap } = found;
    this.keep(configMap
      ? {
        document,
        description,
        reference: readReference(object, source),
        configMap: { object, key: configMap.key },
        ...notes.length > 0 && { notes },
      }
      : { document, description, reference: { kind: 'KubeProxyConfiguration', name: 'document', source } });
    return true;
  }

  /** Copies of one object count once. */
  private keep(found: FoundConfiguration): void {
    const isCopy = ({ reference, document }: FoundConfiguration) => isEqual(reference, found.reference, ['source']) && isEqual(document, found.document);
    if (!this.found.some(isCopy)) this.found.push(found);
  }

  /** Takes the DaemonSet that runs kube-proxy on Linux, known by its image, whatever its name is; any other one is left alone. */
  public offerDaemonSet(workload: Workload, object: PlainObject): void {
    const container = workload.containers.find(({ image }) => image.name === 'kube-proxy');
    if (container && workload.kind === 'DaemonSet' && workload.nodeSelector['kubernetes.io/os'] !== 'windows') this.running.push({ workload, container, object });
  }

  /** Of several DaemonSets that of the usual name. */
  public get daemonSet(): KubeProxyDaemonSet | undefined {
    return this.running.find(({ workload }) => workload.name === 'kube-proxy') ?? this.running[0];
  }

  /** What a flag is set to on kube-proxy's command line; undefined where it isn't there, or the input has no DaemonSet. */
  public flag(name: string): string | undefined {
    return flagValue(this.daemonSet?.container.command ?? [], name);
  }

  /** Whether kube-proxy takes its configuration from its command line, and not from a file (upstream cmd/kube-proxy/app/options.go). */
  public get isConfiguredByFlags(): boolean {
    return this.flag('config') === undefined && configurationFlags(name => this.flag(name)).length > 0;
  }

  /** The configuration of the file that kube-proxy reads, as far as the objects show which one that is. */
  public get configurationOfFile(): FoundConfiguration | undefined {
    const chosen = this.choice()?.chosen;
    // In a cluster the ConfigMap has what was filled in.
    if (!chosen || chosen.configMap || this.podSubnet === undefined || chosen.document.clusterCIDR) return chosen;
    const note = `clusterCIDR is ${this.podSubnet}, the podSubnet of the ClusterConfiguration beside it, as kubeadm fills it in`;
    return { ...chosen, document: { ...chosen.document, clusterCIDR: this.podSubnet }, notes: [...chosen.notes ?? [], note] };
  }

  /** What kube-proxy goes by: its flags, or its file. */
  public get configuration(): FoundConfiguration | undefined {
    const { daemonSet } = this;
    if (!daemonSet || !this.isConfiguredByFlags) return this.configurationOfFile;
    const { workload } = daemonSet;
    const document = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...configurationOfFlags(name => this.flag(name)) };
    const place = workload.source === undefined ? '' : ` (${workload.source.toString()})`;
    return { document, description: `the flags of ${describeReference(workload)}${place}`, reference: workload };
  }

  /** Which of several configurations is taken, and why. */
  public get notes(): string[] {
    const choice = this.isConfiguredByFlags ? undefined : this.choice();
    if (!choice || choice.others.length === 0) return [];
    const others = listOf(choice.others.map(({ description }) => description), 3);
    return [`the input has several kube-proxy configurations: ${choice.chosen.description} is used, ${choice.why}, and not ${others}`];
  }

  private choice(): Choice | undefined {
    const candidates = this.found.map(candidate => ({ candidate, ...this.rankOf(candidate) }));
    const [best] = candidates.sort((a, b) => b.rank - a.rank);
    if (best === undefined) return undefined;
    const rivals = candidates.slice(1).filter(({ rank, candidate }) => rank === best.rank && !isEqual(candidate.document, best.candidate.document));
    if (rivals.length > 0 && best.rank >= RANKS.document) {
      const { description } = rivals[0].candidate;
      throw new InputError(`${description}: this is a second kube-proxy configuration, the first is ${best.candidate.description}: expected one`);
    }
    return { chosen: this.withMountedKey(best.candidate), why: best.why, others: candidates.slice(1).map(({ candidate }) => candidate) };
  }

  /** The key that kube-proxy's DaemonSet mounts and names with --config, of a ConfigMap that holds a configuration. */
  private mountedKey({ reference, configMap }: FoundConfiguration): string | undefined {
    const mount = this.daemonSet && mountedConfigMap(this.daemonSet.workload, this.daemonSet.container, this.flag('config') ?? '');
    return configMap && mount !== undefined && reference?.name === mount.name && reference.namespace === mount.namespace ? mount.key : undefined;
  }

  /** A ConfigMap may hold several configurations, or one in another key than kube-proxy looks for. */
  private withMountedKey(found: FoundConfiguration): FoundConfiguration {
    const wanted = this.mountedKey(found);
    if (wanted === undefined || wanted === found.configMap?.key) return found;
    const { object } = found.configMap!;
    const { document, key, notes } = readKubeProxyConfigMap(object, found.reference?.source, wanted)!;
    const missing = `${describeReference(this.daemonSet!.workload)} names the key ${quoted(wanted)} with --config, which does not hold a KubeProxyConfiguration; `
      + `the key ${quoted(key)} does, and is used here`;
    return { ...found, document, configMap: { object, key }, notes: [...notes, ...key === wanted ? [] : [missing]] };
  }

  private rankOf(candidate: FoundConfiguration): { readonly rank: number; readonly why: string } {
    const { reference, configMap, document } = candidate;
    if (this.mountedKey(candidate) !== undefined) {
      return { rank: RANKS.mounted, why: `which ${describeReference(this.daemonSet!.workload)} mounts and names with --config` };
    }
    if (!configMap) return { rank: RANKS.document, why: 'a document by itself' };
    const isSystem = reference?.namespace === SYSTEM_NAMESPACE || reference?.namespace === undefined;
    if (document.mode === 'kernelspace') return { rank: RANKS.windows, why: 'the only one' };
    if (isKubeProxyConfigMapName(reference?.name)) {
      return isSystem ? { rank: RANKS.usual, why: 'which has the usual name' } : { rank: RANKS.elsewhere, why: 'which has the usual name' };
    }
    return { rank: isSystem ? RANKS.system : RANKS.other, why: isSystem ? `the first one in ${SYSTEM_NAMESPACE}` : 'the first one' };
  }
}

/** From the surest sign to the least. */
const RANKS = { mounted: 6, usual: 5, document: 4, elsewhere: 3, system: 2, other: 1, windows: 0 };

interface Choice {
  readonly chosen: FoundConfiguration;
  readonly why: string;
  readonly others: readonly FoundConfiguration[];
}

/** The configuration of a file: the document itself, with or without its kind, or a ConfigMap that holds it. */
export function configurationOfObjects(
  objects: Iterable<{ readonly object: PlainObject; readonly source?: SourceLocation }>, name: string,
): FoundConfiguration {
  const found = new KubeProxyObjects();
  let withoutKind: PlainObject | undefined;
  for (const { object, source } of objects) {
    if (found.offer(object, source) || 'kind' in object) continue;
    if (withoutKind) throw new InputError(`${source === undefined ? name : source.toString()}: this is a second document without a kind: expected one KubeProxyConfiguration`);
    withoutKind = object;
  }
  const { configurationOfFile } = found;
  if (configurationOfFile) return configurationOfFile;
  if (withoutKind) return { document: withoutKind, description: name };
  throw new InputError(`${name}: holds neither a KubeProxyConfiguration nor a ConfigMap with one`);
}

function isKubeadmCluster({ kind, apiVersion }: PlainObject): boolean {
  return kind === 'ClusterConfiguration' && typeof apiVersion === 'string' && apiVersion.startsWith('kubeadm.k8s.io/');
}

function podSubnetOf({ networking }: PlainObject): string | undefined {
  const subnet = isPlainObject(networking) ? networking.podSubnet : undefined;
  return typeof subnet === 'string' && subnet !== '' ? subnet : undefined;
}
