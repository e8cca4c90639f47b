import type { RulesetDifference } from './compare/ruleset-difference';
import type { Side } from './compare/sides';
import { InputError, quoted } from '../base/errors';
import type { BehaviorMatrix } from './explain/behavior-matrix';
import type { Explainer } from './explain/explainer';
import type { Explanation } from './explain/explanation';
import { ExplainAllOptions, ExplainOptions } from './explain/vocabulary';
import { comparing, explaining, listing } from './late';
import { LiveGap } from './live-gaps';
import { LiveRulesetOptions } from './live-ruleset-options';
import { GeneratedTable, generateTables, RulesetInputs } from './nftables/generate';
import { expandFolders } from '../input/expand-folders';
import { Table } from './nftables/model/table';
import { assumptionComments } from './nftables/render/assumption-comments';
import { nftScriptTexts, renderElement, renderRule } from './nftables/render/nft-script';
import { warningsOf } from './nftables/warnings';
import { givenConfiguration, NodeRulesetRequest, nodeRulesets, RulesetDetails, RulesetRequest } from './node-rulesets';
import { RulesetOptions } from './ruleset-options';
import { SUPPORTED_MINORS } from './versions/kube-proxy-version';
import { Family } from '../base/ip/address';
import { FAMILY_OF } from '../base/ip/enums';
import { IpFamily } from '../base/ip/ip-family';
import { Cluster } from '../cluster/cluster';
import { nodeFactsOfFiles } from '../cluster/facts/read-node-facts';
import { givenObjects } from '../input/given-objects';
import { LocatedObject } from '../input/located-object';
import { readFiles } from '../input/read-files';
import { readText } from '../input/read-text';

/**
 * The nftables ruleset that kube-proxy programs on one node: the tables `ip kube-proxy` and `ip6 kube-proxy` as they are
 * after a full sync, with default feature gates.
 */
export class Ruleset {
  /**
   * The kube-proxy minors whose rulesets are known.
   */
  public static supportedVersions(): string[] {
    return [...SUPPORTED_MINORS];
  }

  /**
   * The ruleset for the objects in files: those of a cluster, manifests that are not applied yet, or both. What only a running cluster
   * decides is filled in, and listed in `assumptions`.
   *
   * @param files files with Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed, or folders of them
   * @param options the node, the version, and what objects don't tell
   * @throws an error where a file can't be read, or an object or an option is wrong
   */
  public static fromFiles(files: string[], options: RulesetOptions): Ruleset {
    return Ruleset.fromLocated(readFiles(expandFolders(files)), options);
  }

  /**
   * The ruleset for the objects in a text. However many they are, they cross the border to another programming language in one go.
   *
   * @param text Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed: one document or several
   * @param options the node, the version, and what objects don't tell
   * @throws an error where the text can't be read, or an object or an option is wrong
   */
  public static fromText(text: string, options: RulesetOptions): Ruleset {
    return Ruleset.fromLocated(readText(text), options);
  }

  /**
   * The ruleset for plain objects, as YAML or JSON holds them. Kinds that decide nothing are passed over.
   *
   * @param objects Kubernetes objects as plain objects, lists of them included
   * @param options the node, the version, and what objects don't tell
   * @throws an error that names object and field where something is wrong, and one that lists the supported versions
   */
  public static fromObjects(objects: any[], options: RulesetOptions): Ruleset {
    return Ruleset.fromLocated(givenObjects(objects, 'objects'), options);
  }

  /**
   * The ruleset that a node really has, from what nft listed there: `nft list ruleset`, `nft list table ip kube-proxy`, or `nft -j list
   * ruleset`. No objects are needed: names of Services, ports and endpoints are those of kube-proxy's chains.
   *
   * @param text what nft printed
   * @param options what the rules don't say
   * @throws an error that names the line where the text is something else, or ends in its middle
   */
  public static fromNftList(text: string, options: LiveRulesetOptions = {}): Ruleset {
    const { nodeName = 'node', kubernetesVersion = SUPPORTED_MINORS[SUPPORTED_MINORS.length - 1], networkInterfaces, nodeFacts } = options;
    return Ruleset._ofListing(text, 'text', { nodeName, kubernetesVersion, networkInterfaces, nodeFacts: nodeFactsOfFiles(nodeFacts) });
  }

  /** @internal */
  public static _ofListing(text: string, name: string, request: NodeRulesetRequest): Ruleset {
    const { tables, node, configuration, gaps } = listing().readLiveNode(text, name, request.nodeName);
    return Ruleset._ofNode(Cluster.of([{ object: node }]), { ...request, configuration: givenConfiguration(configuration) })
      ._withTables(tables, gaps);
  }

  /**
   * The ruleset of a node of a cluster.
   *
   * @internal
   */
  public static _ofNode(cluster: Cluster, request: NodeRulesetRequest): Ruleset {
    const [ruleset] = Ruleset._ofNodes(cluster, request, [request.nodeName]);
    return ruleset;
  }

  /**
   * The ruleset of a node that is only to be compared: of a large cluster its rules are made as far as they may differ.
   *
   * @internal
   */
  public static _toCompare(cluster: Cluster, request: NodeRulesetRequest): Ruleset {
    const [{ inputs, details }] = nodeRulesets(cluster, request, [request.nodeName]);
    return new Ruleset(inputs, details);
  }

  /**
   * The rulesets of several nodes, made one by one.
   *
   * @internal
   */
  public static* _ofNodes(cluster: Cluster, request: RulesetRequest, nodeNames: readonly string[]): Generator<Ruleset, void> {
    for (const { inputs, details } of nodeRulesets(cluster, request, nodeNames)) {
      const ruleset = new Ruleset(inputs, details);
      ruleset.made = ruleset.generated;
      yield ruleset;
    }
  }

  private static fromLocated(objects: Iterable<LocatedObject>, { configuration, nodeFacts, ...options }: RulesetOptions): Ruleset {
    return Ruleset._ofNode(Cluster.of(objects, [], { rulesetsOnly: true }), {
      ...options, configuration: givenConfiguration(configuration), nodeFacts: nodeFactsOfFiles(nodeFacts),
    });
  }

  /** The minor of kube-proxy, as in `1.36`. */
  public readonly kubernetesVersion: string;
  /** The name of the node. */
  public readonly nodeName: string;

  private made?: ReadonlyMap<Family, GeneratedTable>;
  private knownExplainer: Explainer | undefined;

  private constructor(private readonly inputs: RulesetInputs, private readonly details: RulesetDetails) {
    this.kubernetesVersion = details.minor;
    this.nodeName = inputs.node.name;
  }

  private get generated(): ReadonlyMap<Family, GeneratedTable> {
    this.made ??= this.details.tables ?? generateTables(this.inputs);
    return this.made;
  }

  /**
   * What was filled in because only a running cluster decides it, object by object. Empty where all was known.
   */
  public get assumptions(): string[] {
    return [...this.details.assumptions];
  }

  /**
   * What a reader has to know beyond the rules: settings that don't act in nftables mode, bugs of this kube-proxy version
   * that keep the ruleset from being loaded, frontends that several Services claim, and what of the rules that a node really has is not
   * understood. One sentence each.
   */
  public get warnings(): string[] {
    const gaps = this.details.gaps?.map(({ text }) => `answers may be incomplete: ${text}`) ?? [];
    return [...gaps, ...this.details.notes, ...warningsOf(this.inputs, this.generated)];
  }

  /**
   * The ruleset as a script for `nft -f`, in kube-proxy's own wording. Assumptions stand in a comment on top.
   *
   * @param family one family's table alone; both where it is not given
   */
  public toNft(family?: IpFamily): string {
    let script = '';
    for (const line of this._lines(family)) script += `${line}\n`;
    return script;
  }

  /**
   * The names of a table's chains, sorted.
   *
   * @param family the table's family
   */
  public chainNames(family: IpFamily): string[] {
    return [...this._table(family).chains.keys()].sort();
  }

  /**
   * The rules of a chain, in their order.
   *
   * @param family the table's family
   * @param chain the chain's name
   * @throws an error where the table has no such chain
   */
  public rules(family: IpFamily, chain: string): string[] {
    const table = this._table(family);
    const found = table.chains.get(chain);
    if (!found) throw new InputError(`the table ${table.family} ${table.name} has no chain ${quoted(chain)}`);
    return found.rules.map(rule => renderRule(rule.statements, rule.comment, table.family));
  }

  /**
   * The elements of a set or map, sorted.
   *
   * @param family the table's family
   * @param container the name of the set or map
   * @throws an error where the table has no such set or map
   */
  public elements(family: IpFamily, container: string): string[] {
    const table = this._table(family);
    const found = table.sets.get(container) ?? table.maps.get(container);
    if (!found) throw new InputError(`the table ${table.family} ${table.name} has no set or map ${quoted(container)}`);
    return [...found.elements].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, element]) => renderElement(key, element));
  }

  /**
   * Explains what the rules do with a packet: which endpoints it goes to, whether it is masqueraded, and which rules decide.
   *
   * @param options where the packet comes from and goes to
   * @throws an error that says what would be right, where a pod, Service or port does not exist or can't be read. An address that
   * belongs to no Service is not an error
   */
  public explain(options: ExplainOptions): Explanation {
    return this._explainer.explain(options);
  }

  /**
   * Shows what the rules do with traffic to each frontend of each Service, from a pod on the node, a pod elsewhere, the node
   * itself and an external host.
   *
   * @param options which packets
   */
  public explainAll(options: ExplainAllOptions = {}): BehaviorMatrix {
    return this._explainer.explainAll(options);
  }

  /** @internal */
  public get _explainer(): Explainer {
    this.knownExplainer ??= new (explaining().Explainer)(this.inputs, this.generated, this.details);
    return this.knownExplainer;
  }

  /**
   * What another ruleset has in the place of this one: of another version of kube-proxy, of another state of the cluster, or of
   * another node. What `fromNftList` has read is compared by what it means: not by order in sets, spelling, or comments that kube-proxy
   * does not renew.
   *
   * @param after the ruleset that comes after this one
   */
  public compareWith(after: Ruleset): RulesetDifference {
    const { RulesetDifference: Difference, comparedSides } = comparing();
    return Difference._of(...comparedSides(this.side, after.side));
  }

  /**
   * The lines of the script, some in one text.
   *
   * @internal
   */
  public *_lines(family?: IpFamily): Generator<string> {
    yield* assumptionComments(this.assumptions);
    for (const [tableFamily, { table }] of this.generated) {
      if (family === undefined || tableFamily === FAMILY_OF[family]) yield* nftScriptTexts(table);
    }
  }

  /** @internal */
  public _table(family: IpFamily): Table {
    return this.generated.get(FAMILY_OF[family])!.table;
  }

  /**
   * What decides the ruleset, and the tables that come of it.
   *
   * @internal
   */
  public get _made(): { readonly inputs: RulesetInputs; readonly tables: ReadonlyMap<Family, GeneratedTable> } {
    return { inputs: this.inputs, tables: this.generated };
  }

  /**
   * The same node with other tables: those that it really has.
   *
   * @param gaps what of the node's rules answers cannot take into account
   * @internal
   */
  public _withTables(tables: ReadonlyMap<Family, GeneratedTable>, gaps: readonly LiveGap[]): Ruleset {
    return new Ruleset(this.inputs, { ...this.details, assumptions: [], notes: [], tables, gaps });
  }

  private get side(): Side {
    return { inputs: this.inputs, details: this.details, tables: () => this.generated };
  }
}
