import { RulesetFlags } from './ruleset-of-files';
import { InputError } from '../base/errors';
import { IpFamily } from '../base/ip/ip-family';
import { GoalAnswers } from '../check/goals/question';
import type { ProxyMode } from '../programs/kube-proxy/proxy-mode';

/** How an answer is written. */
export type ExplainFormat = 'text' | 'json' | 'mermaid' | 'html';

/** The options of `explain`. */
export interface ExplainFlags extends Omit<RulesetFlags, 'node' | 'kubernetesVersion'>, GoalAnswers {
  readonly node?: string;
  readonly kubernetesVersion?: string;
  readonly from?: string;
  readonly to?: string;
  readonly live?: string;
  readonly all?: boolean;
  readonly family?: IpFamily;
  readonly namespace?: string;
  readonly service?: string;
  readonly problems?: boolean;
  readonly mode?: ProxyMode;
  readonly request?: string;
  readonly header?: string[];
  readonly goal?: string;
  readonly format: ExplainFormat;
  readonly output?: string;
}

/** The same with what a ruleset requires. */
export type NodeFlags = ExplainFlags & Pick<RulesetFlags, 'node' | 'kubernetesVersion'>;

/** @throws InputError where no node or version is named */
export function explainFlagsOf(flags: ExplainFlags): NodeFlags {
  const { node, kubernetesVersion } = flags;
  if (node === undefined) throw new InputError('required: --node, whose rules decide');
  if (kubernetesVersion === undefined) throw new InputError('required: --kubernetes-version, that of kube-proxy on the node');
  return { ...flags, node, kubernetesVersion };
}

/** What only packets of nodes have, what only requests have, and what only tables have. */
const OF_PACKETS = ['to', 'live', 'mode'] as const;
const OF_TABLES = ['family', 'namespace', 'service', 'problems'] as const;
const OF_GATEWAYS = ['gatewayApi', 'channel', 'implementation'] as const;

const FLAGS: Readonly<Record<string, string>> = { gatewayApi: 'gateway-api' };
const nameOf = (name: string): string => `--${FLAGS[name] ?? name}`;

/** @throws InputError where options cannot be combined */
export function checkExplainFlags(flags: ExplainFlags): void {
  if (flags.format === 'html' && !flags.all) throw new InputError('--format html is for tables, on whose page you can ask about packets: expected --all with it');
  if (flags.request !== undefined) checkRequestFlags(flags);
  else if (flags.goal !== undefined) checkRouteFlags(flags);
  else checkPacketFlags(flags);
}

function checkRequestFlags(flags: ExplainFlags): void {
  if (flags.all) throw new InputError('--request cannot be combined with --all, which shows all routes: leave one of them out');
  const foreign = [...OF_PACKETS, ...OF_TABLES].find(name => flags[name] !== undefined);
  if (foreign !== undefined) throw new InputError(`--request cannot be combined with ${nameOf(foreign)}`);
  if (flags.node === undefined && flags.kubernetesVersion !== undefined) throw new InputError('--request: --kubernetes-version has no effect without --node');
}

function checkRouteFlags(flags: ExplainFlags): void {
  if (!flags.all) throw new InputError('--goal shows all routes: expected --all with it, or --request for one request');
  const foreign = [...OF_PACKETS, 'from', 'node', 'family', 'service', 'problems', 'header'].find(name => flags[name as keyof ExplainFlags] !== undefined);
  if (foreign !== undefined) throw new InputError(`--goal gateway-api cannot be combined with ${nameOf(foreign)}: it shows routes, and not what nodes do`);
  if (flags.format === 'mermaid') throw new InputError('--format mermaid cannot be combined with --all: it draws the path of one request, with --request');
}

function checkPacketFlags({ from, to, all, format, ...flags }: ExplainFlags): void {
  const foreign = OF_GATEWAYS.find(name => flags[name] !== undefined);
  if (foreign !== undefined) throw new InputError(`${nameOf(foreign)} is for requests: expected --request, or --all --goal gateway-api, with it`);
  if (flags.header !== undefined) throw new InputError('--header belongs to a request: expected --request with it');
  if (all && (from !== undefined || to !== undefined)) throw new InputError('--all cannot be combined with --from or --to: it shows all sources and destinations');
  if (!all && (from === undefined || to === undefined)) {
    throw new InputError('required: --from and --to for one packet, --all for a table of all frontends, or --request for a request of HTTP');
  }
  const ofAll = OF_TABLES.find(name => flags[name] !== undefined);
  if (!all && ofAll !== undefined) throw new InputError(`--${ofAll} selects rows of the table: expected --all with it`);
  if (all && format === 'mermaid' && flags.namespace === undefined && flags.service === undefined) {
    throw new InputError('--format mermaid with --all draws the Services of one namespace: expected --namespace or --service with it');
  }
}
