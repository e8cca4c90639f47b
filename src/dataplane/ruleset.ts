import { ComparedRuleset, RulesetDifference } from './compare/ruleset-difference';
import { InputError, quoted } from '../base/errors';
import { BehaviourMatrix } from './explain/behaviour-matrix';
import { Explainer } from './explain/explainer';
import { Explanation } from './explain/explanation';
import { ExplainAllOptions, ExplainOptions } from './explain/vocabulary';
import { GeneratedTable, generateTables, RulesetInputs } from './nftables/generate';
import { Table } from './nftables/model/table';
import { assumptionComments } from './nftables/render/assumption-comments';
import { renderElement, renderNftScript, renderRule } from './nftables/render/nft-script';
import { warningsOf } from './nftables/warnings';
import { interfacesOf } from './node/interface-ips';
import { readSettings } from './settings';
import { featuresOf } from './versions/features';
import { SUPPORTED_MINORS, SupportedMinor, supportedMinor } from './versions/kube-proxy-version';
import { Family } from '../base/ip/address';
import { FAMILY_OF } from '../base/ip/families';
import { IpFamily } from '../base/ip/ip-family';
import { isPlainObject } from '../base/objects/fields';
import { unpackList } from '../base/objects/lists';
import { ClusterState } from '../cluster/served/cluster-state';

/** For which kube-proxy a ruleset is generated. */
export interface RulesetOptions {
  /**
   * The version of kube-proxy, as in `1.36` or `v1.36.3`. Within a minor the newest patch release counts.
   */
  readonly kubernetesVersion: string;

  /** The name of the node. A Node object of that name has to be among the objects. */
  readonly nodeName: string;

  /**
   * The KubeProxyConfiguration (v1alpha1) as a plain object. Whatever its mode is, the ruleset is that of nftables mode.
   *
   * @default - kube-proxy's defaults; no cluster CIDR is known then, so no traffic counts as that of pods
   */
  readonly configuration?: any;

  /**
   * The addresses on the node's network interfaces, by the name of the interface. A prefix length may follow an address.
   * They decide on which addresses NodePorts answer.
   *
   * @default - the addresses of the Node object
   */
  readonly networkInterfaces?: { readonly [name: string]: string[] };
}

/** What is known about a ruleset beside its rules. */
export interface RulesetDetails {
  readonly minor: SupportedMinor;
  readonly assumptions?: readonly string[];
  readonly notes?: readonly string[];
}

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
   * Generates the ruleset for a node from API objects: Nodes, Services, EndpointSlices and ServiceCIDRs. Other kinds are
   * passed over. Fields that an API server would default are defaulted.
   *
   * @param objects plain API objects, as YAML or JSON holds them; Lists of them count as their items
   * @param options for which kube-proxy
   * @throws an error that names object and field where something is wrong, and one that lists the supported versions
   */
  public static fromObjects(objects: any[], options: RulesetOptions): Ruleset {
    const minor = supportedMinor(options.kubernetesVersion);
    const cluster = new ClusterState();
    for (const [i, object] of objects.entries()) {
      if (!isPlainObject(object)) throw new InputError(`${quoted(object)} is no API object`);
      for (const item of unpackList(object, `objects[${i}]`)) cluster.add(item);
    }
    const features = featuresOf(minor);
    const configuration: unknown = options.configuration ?? {};
    if (!isPlainObject(configuration)) throw new InputError(`configuration: ${quoted(configuration)} is no KubeProxyConfiguration`);
    const settings = readSettings(configuration, features);
    const node = cluster.node(options.nodeName);
    const interfaces = interfacesOf(options.networkInterfaces, node, settings);
    return Ruleset._of({ cluster, node, ...interfaces, settings, features, configuration }, { minor });
  }

  /** @internal */
  public static _of(inputs: RulesetInputs, details: RulesetDetails): Ruleset {
    return new Ruleset(inputs, details);
  }

  /** The minor of kube-proxy, as in `1.36`. */
  public readonly kubernetesVersion: string;
  /** The name of the node. */
  public readonly nodeName: string;

  private readonly generated: ReadonlyMap<Family, GeneratedTable>;
  private knownExplainer: Explainer | undefined;

  private constructor(private readonly inputs: RulesetInputs, private readonly details: RulesetDetails) {
    this.kubernetesVersion = details.minor;
    this.nodeName = inputs.node.name;
    this.generated = generateTables(inputs);
  }

  /**
   * What was filled in because only a running cluster decides it, object by object. Empty where all was known.
   */
  public get assumptions(): string[] {
    return [...this.details.assumptions ?? []];
  }

  /**
   * What a reader has to know beyond the rules: settings that don't act in nftables mode, bugs of this kube-proxy version
   * that keep the ruleset from being loaded, frontends that several Services claim. One sentence each.
   */
  public get warnings(): string[] {
    return [...this.details.notes ?? [], ...warningsOf(this.inputs, this.generated)];
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
   * belongs to no Service is no error
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
  public explainAll(options: ExplainAllOptions = {}): BehaviourMatrix {
    return this._explainer.explainAll(options);
  }

  /** @internal */
  public get _explainer(): Explainer {
    this.knownExplainer ??= new Explainer(this.inputs, this.generated, this.kubernetesVersion);
    return this.knownExplainer;
  }

  /**
   * What another ruleset has in the place of this one: of another version of kube-proxy, of another state of the cluster, or of
   * another node.
   *
   * @param after the ruleset that comes after this one
   */
  public compareWith(after: Ruleset): RulesetDifference {
    return RulesetDifference._of(this.compared(), after.compared());
  }

  /** @internal */
  public *_lines(family?: IpFamily): Generator<string> {
    yield* assumptionComments(this.assumptions);
    for (const [tableFamily, { table }] of this.generated) {
      if (family === undefined || tableFamily === FAMILY_OF[family]) yield* renderNftScript(table);
    }
  }

  /** @internal */
  public _table(family: IpFamily): Table {
    return this.generated.get(FAMILY_OF[family])!.table;
  }

  private compared(): ComparedRuleset {
    const { kubernetesVersion, nodeName, assumptions, inputs } = this;
    const tables = [...this.generated.values()].map(({ table }) => table);
    return { kubernetesVersion, nodeName, assumptions, inputs, tables, explainAll: options => this.explainAll(options) };
  }
}
