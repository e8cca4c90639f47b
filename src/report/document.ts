/*
 * What a page holds, as it is embedded in it. The page's own code (in the folder page) reads these types too. The data of a part is
 * what the command prints with --format json: a page and a command never say different things.
 */

/** Everything that a page shows. */
export interface PageDocument {
  /** `From IPVS mode to kube-proxy 1.36 in nftables mode` */
  readonly title: string;
  /** What to know first, a sentence or two. */
  readonly lead: readonly string[];
  /** `cdk8s-nftables 1.2.3` */
  readonly madeBy: string;
  readonly parts: readonly PagePart[];
  /** What the page needs to answer questions about packets; nothing where it can't. */
  readonly question?: QuestionPart;
  /** What the page needs to answer questions about requests; nothing where it can't. */
  readonly requests?: { readonly dataId: string };
}

/** A part of a page: what it is, and the element of the page that has its data. */
export interface PagePart {
  /** The part of a link: `#findings`. */
  readonly id: string;
  readonly kind: PartKind;
  readonly title: string;
  /** The id of the element with the data. */
  readonly dataId: string;
}

/** How a part is shown. */
export type PartKind = 'findings' | 'traffic' | 'behavior' | 'ruleset' | 'verify' | 'nodes' | 'settings' | 'runbook' | 'markdown' | 'files' | 'routes';

/** Where packets can be asked about. */
export interface QuestionPart {
  readonly dataId: string;
  readonly kubernetesVersion: string;
  readonly nodeNames: readonly string[];
  /** The modes that are compared, the current one first. */
  readonly modes: readonly string[];
}

/** The facts of a node. */
export interface PageNodeFacts {
  readonly node: string;
  readonly time: number;
  readonly facts: object;
}

/** The data of the question. */
export interface QuestionData {
  /** The objects that decide what becomes of packets, as plain data. */
  readonly objects: readonly object[];
  /** Objects that are laid over them. */
  readonly applied: readonly object[];
  /** kube-proxy's configuration in each mode, where it is not among the objects. */
  readonly configurations: Readonly<Record<string, object | undefined>>;
  /** What else the command was told: ranges, load balancers, interfaces. */
  readonly options: object;
  /** What was found on the nodes and decides what becomes of packets. */
  readonly nodeFacts: readonly PageNodeFacts[];
}

/** The data of questions about requests. */
export interface RequestData {
  /** The objects that decide where requests go, as plain data. */
  readonly objects: readonly object[];
  /** Objects that are laid over them. */
  readonly applied: readonly object[];
  /** Which Gateway API there is, and who implements it. */
  readonly answers: { readonly gatewayApi: string; readonly channel: string; readonly implementation?: string };
}

/** What becomes of nodes. */
export interface NodeRow {
  readonly name: string;
  /** `linux, kernel 5.15.0, Ubuntu 22.04` */
  readonly description: string;
  readonly isReady: boolean;
  /** What keeps it from the goal, or is to be known of it; each with the id of the rule. */
  readonly findings: readonly { readonly ruleId: string; readonly severity: string; readonly title: string }[];
}

/** A file beside the page. */
export interface FileRow {
  readonly path: string;
}
