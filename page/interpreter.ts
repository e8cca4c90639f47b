import { FAMILY_OF } from '../src/base/ip/enums';
import { IpFamily } from '../src/base/ip/ip-family';
import { PlainObject } from '../src/base/objects/fields';
import { Cluster } from '../src/cluster/cluster';
import { Facts, NodeFacts } from '../src/cluster/facts/node-facts';
import { NodeFactsSet } from '../src/cluster/facts/node-facts-set';
import { ClusterNetwork } from '../src/dataplane/explain/cluster-network';
import { sendersOf } from '../src/dataplane/explain/matrix-rows';
import { ServiceBehavior } from '../src/dataplane/modes/service-behavior';
import { NodeRulesetRequest } from '../src/dataplane/node-rulesets';
import { Ruleset } from '../src/dataplane/ruleset';
import { ProxyMode } from '../src/programs/kube-proxy/proxy-mode';
import { QuestionData, QuestionPart } from '../src/report/document';

/** Where a packet may go. */
export interface AnswerEndpoint {
  readonly address: string;
  readonly port: number;
  readonly probability: number;
  readonly verdict: string;
  readonly isMasqueraded: boolean;
  readonly podName?: string;
  readonly nodeName?: string;
}

/** A rule that a packet meets. */
export interface AnswerStep {
  readonly hook: string;
  readonly chain: string;
  readonly rule: string;
  readonly result?: string;
  readonly isDecisive: boolean;
}

/** What objects do not show, and what it would change. */
export interface AnswerUnknown {
  readonly name: string;
  readonly assumed: string;
  readonly alternatives: readonly { readonly value: string; readonly verdict: string }[];
}

/** What the command's `explain --format json` prints, as far as the page shows it. */
export interface Answer {
  /** All of it. */
  readonly json: string;
  readonly mode: string;
  readonly verdict: string;
  readonly reason?: string;
  readonly isMasqueraded: boolean;
  readonly affinityTimeoutSeconds?: number;
  readonly endpoints: readonly AnswerEndpoint[];
  readonly steps?: readonly AnswerStep[];
  readonly unknowns?: readonly AnswerUnknown[];
  readonly notes?: readonly string[];
}

/** One of kube-proxy's modes on a node, which answers. */
interface Explainer {
  explain(packet: { readonly source: string; readonly destination: string }): { toJson(): string };
}

/**
 * Answers questions about packets by the interpreter of the command itself, from the objects in the page.
 */
export class Interpreter {
  private loading: Promise<QuestionData> | undefined;
  private cluster: Cluster | undefined;
  private nodeFacts: NodeFactsSet | undefined;
  private readonly explainers = new Map<string, Explainer>();

  /** @param load gives the objects; called at the first question */
  constructor(public readonly question: QuestionPart, private readonly load: () => Promise<QuestionData>) {}

  /**
   * What becomes of the first packet of a connection.
   *
   * @throws an error that says what would be right, as the command does
   */
  public async ask(nodeName: string, mode: string, source: string, destination: string): Promise<Answer> {
    this.loading ??= this.load();
    const json = this.explainer(await this.loading, nodeName, mode).explain({ source, destination }).toJson();
    return { ...JSON.parse(json) as Omit<Answer, 'json'>, json };
  }

  /** How to ask for a kind of client; undefined for one that only some Services know. */
  public async sourceOf(nodeName: string, sourceClass: string, family: string): Promise<string | undefined> {
    this.loading ??= this.load();
    const { inputs } = (this.explainer(await this.loading, nodeName, 'nftables') as Ruleset)._made;
    const sender = sendersOf(new ClusterNetwork(inputs), FAMILY_OF[family as IpFamily]).find(candidate => candidate.sourceClass === sourceClass);
    return sender && sourceText(sourceClass, sender.address);
  }

  private explainer(data: QuestionData, nodeName: string, mode: string): Explainer {
    const key = `${mode} ${nodeName}`;
    const known = this.explainers.get(key);
    if (known) return known;
    this.cluster ??= Cluster.of(located(data.objects), located(data.applied));
    this.nodeFacts ??= new NodeFactsSet(data.nodeFacts.map(({ node, time, facts }) => new NodeFacts(node, time, facts as Facts, 'the page')));
    // Kinds of clients are asked for in nftables mode, also where the page is about others.
    const document = data.configurations[mode] ?? Object.values(data.configurations)[0];
    const request: NodeRulesetRequest = {
      ...data.options,
      nodeName,
      kubernetesVersion: this.question.kubernetesVersion,
      nodeFacts: this.nodeFacts,
      ...document && { configuration: { document: document as PlainObject, description: 'the configuration' } },
    };
    const made = mode === 'nftables' ? Ruleset._ofNode(this.cluster, request) : ServiceBehavior._ofNode(this.cluster, request, mode as ProxyMode);
    this.explainers.set(key, made);
    return made;
  }
}

/** A kind of client as explain's --from takes it. */
export function sourceText(sourceClass: string, address: string): string {
  if (sourceClass === 'node') return 'node';
  if (sourceClass === 'node-address') return `node:${address}`;
  return sourceClass.startsWith('pod-') ? address : `external:${address}`;
}

/** Objects of the page, which are in no file. */
export function located(objects: readonly object[]) {
  return objects.map(object => ({ object: object as PlainObject }));
}
