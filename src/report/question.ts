import { PageContent } from './html';
import { groupOf } from '../base/objects/api-version';
import { isPlainObject, PlainObject } from '../base/objects/fields';
import { Cluster } from '../cluster/cluster';
import { RULESET_KINDS } from '../cluster/kinds';
import { WORKLOAD_GROUPS_AND_KINDS } from '../cluster/workloads/workload';
import { PACKET_FACTS } from '../dataplane/modes/surroundings-of-facts';
import { RulesetRequest } from '../dataplane/node-rulesets';
import { PacketQuestions } from '../migrate/goals/migration-goal';

/** The kinds that decide what becomes of packets. ConfigMaps and Secrets are not among them. */
const KINDS: readonly string[] = [...RULESET_KINDS, ...WORKLOAD_GROUPS_AND_KINDS.map(kind => kind.slice(kind.indexOf('/') + 1))];

/** Its groups: another group may have a kind of the same name. */
const GROUPS: readonly string[] = ['', 'discovery.k8s.io', 'networking.k8s.io', ...new Set(WORKLOAD_GROUPS_AND_KINDS.map(kind => kind.slice(0, kind.indexOf('/'))))];

/**
 * Fields that may hold secrets, or a lot of text, and decide nothing here: what containers are told, and what tools keep in objects.
 */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'env', 'envFrom', 'command', 'args', 'volumeMounts', 'volumes', 'lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe', 'imagePullSecrets',
  'managedFields', 'kubectl.kubernetes.io/last-applied-configuration', 'images', 'volumesAttached', 'volumesInUse',
]);

/** Collects, while a cluster is read, what a page needs to answer questions about packets. */
export class QuestionObjects {
  private readonly objects: PlainObject[] = [];
  private readonly applied: PlainObject[] = [];

  /** To be given each object that is read. */
  public readonly watch = (object: PlainObject, isApplied: boolean): void => {
    if (!KINDS.includes(object.kind as string) || !GROUPS.includes(groupOf(object.apiVersion) ?? '')) return;
    (isApplied ? this.applied : this.objects).push(reduced(object) as PlainObject);
  };

  /** Hands objects on, and is given each of them. */
  public *watched<T extends { readonly object: PlainObject }>(objects: Iterable<T>, isApplied = false): Generator<T> {
    for (const located of objects) {
      this.watch(located.object, isApplied);
      yield located;
    }
  }

  /** What a page may be asked; nothing without a node, which every answer is about. */
  public question(cluster: Cluster, { kubernetesVersion, modes, configurations, options = {}, nodeFacts }: PacketQuestions): PageContent['question'] {
    const nodeNames = [...cluster.nodes.keys()].sort();
    if (nodeNames.length === 0) return undefined;
    return {
      kubernetesVersion,
      nodeNames,
      modes: [...new Set(modes)],
      data: {
        objects: this.objects,
        applied: this.applied,
        configurations,
        options,
        nodeFacts: (nodeFacts?.all ?? []).map(facts => ({ node: facts.node, time: facts.time, facts: facts.only(PACKET_FACTS) })),
      },
    };
  }
}

/** What a command was asked, for the same answers on its page. */
export function packetsOf(cluster: Cluster, request: RulesetRequest, modes: readonly string[]): PacketQuestions {
  const { kubernetesVersion, configuration, networkInterfaces, serviceCidrs, loadBalancers, nodePortRange, podCidrs, nodeFacts } = request;
  const document = (configuration ?? cluster.desiredKubeProxyConfiguration ?? cluster.distributionConfiguration)?.document;
  return {
    kubernetesVersion,
    modes,
    configurations: Object.fromEntries(modes.map(mode => [mode, document])),
    options: { networkInterfaces, serviceCidrs, loadBalancers, nodePortRange, podCidrs },
    nodeFacts,
  };
}

/** All modes: first that which kube-proxy runs in, as its configuration says, and nftables mode. */
export function modesOf(cluster: Cluster, request: Pick<RulesetRequest, 'configuration'>): string[] {
  const found = request.configuration ?? cluster.desiredKubeProxyConfiguration;
  const mode = found?.document.mode;
  // An empty mode is iptables, up to 1.39 at least.
  return [...new Set([mode === 'ipvs' || mode === 'nftables' ? mode : 'iptables', 'nftables', 'ipvs', 'iptables'])];
}

function reduced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reduced);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !LEFT_OUT.has(name)).map(([name, entry]) => [name, reduced(entry)]));
}
