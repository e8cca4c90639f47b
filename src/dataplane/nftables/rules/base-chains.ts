import { CLUSTER_IPS_CHECK, FIREWALL_CHECK, MASQUERADING, NODEPORT_ENDPOINTS_CHECK, SERVICE_ENDPOINTS_CHECK, SERVICES } from './names';
import { Features } from '../../versions/features';
import { CT_STATE, literal } from '../model/expressions';
import { jump, match, Statement, verdict } from '../model/statements';
import { BaseChain } from '../model/table';
import { addRule, TableBuilder } from '../model/table-builder';

/** The named priorities of the kernel: DNAT happens at -100, the filter hooks at 0, SNAT at 100. */
const DNAT = -100;
const FILTER = 0;
const SNAT = 100;
const PRE_DNAT = DNAT - 10;
const POST_DNAT = DNAT + 10;

/** A base chain and, in their order, the chains it jumps to. The filter chains look at new connections only. */
interface BaseChainRow {
  readonly name: string;
  readonly base: BaseChain;
  readonly jumps: readonly string[];
}

const NAT_CHAINS: readonly BaseChainRow[] = [
  { name: 'nat-prerouting', base: { type: 'nat', hook: 'prerouting', priority: DNAT }, jumps: [SERVICES] },
  { name: 'nat-output', base: { type: 'nat', hook: 'output', priority: DNAT }, jumps: [SERVICES] },
  { name: 'nat-postrouting', base: { type: 'nat', hook: 'postrouting', priority: SNAT }, jumps: [MASQUERADING] },
];

const FILTER_CHAINS: Record<Features['filterChains'], readonly BaseChainRow[]> = {
  'around-dnat': [
    { name: 'filter-prerouting', base: { type: 'filter', hook: 'prerouting', priority: PRE_DNAT }, jumps: [FIREWALL_CHECK] },
    {
      name: 'filter-input',
      base: { type: 'filter', hook: 'input', priority: PRE_DNAT },
      jumps: [NODEPORT_ENDPOINTS_CHECK, SERVICE_ENDPOINTS_CHECK],
    },
    {
      name: 'filter-forward',
      base: { type: 'filter', hook: 'forward', priority: PRE_DNAT },
      jumps: [SERVICE_ENDPOINTS_CHECK, CLUSTER_IPS_CHECK],
    },
    {
      name: 'filter-output',
      base: { type: 'filter', hook: 'output', priority: PRE_DNAT },
      jumps: [SERVICE_ENDPOINTS_CHECK, FIREWALL_CHECK],
    },
    { name: 'filter-output-post-dnat', base: { type: 'filter', hook: 'output', priority: POST_DNAT }, jumps: [CLUSTER_IPS_CHECK] },
  ],
  'filter-priority': [
    { name: 'filter-prerouting-pre-dnat', base: { type: 'filter', hook: 'prerouting', priority: PRE_DNAT }, jumps: [FIREWALL_CHECK] },
    { name: 'filter-output-pre-dnat', base: { type: 'filter', hook: 'output', priority: PRE_DNAT }, jumps: [FIREWALL_CHECK] },
    {
      name: 'filter-input',
      base: { type: 'filter', hook: 'input', priority: FILTER },
      jumps: [NODEPORT_ENDPOINTS_CHECK, SERVICE_ENDPOINTS_CHECK],
    },
    {
      name: 'filter-forward',
      base: { type: 'filter', hook: 'forward', priority: FILTER },
      jumps: [SERVICE_ENDPOINTS_CHECK, CLUSTER_IPS_CHECK],
    },
    {
      name: 'filter-output',
      base: { type: 'filter', hook: 'output', priority: FILTER },
      jumps: [SERVICE_ENDPOINTS_CHECK, CLUSTER_IPS_CHECK],
    },
  ],
};

const NEW_CONNECTION = match(CT_STATE, literal('new'));

/** Adds the chains that hook into the kernel, and their jumps. The chains jumped to have to be added as well. */
export function addBaseChains(builder: TableBuilder, features: Features): void {
  for (const { name, base, jumps } of [...FILTER_CHAINS[features.filterChains], ...NAT_CHAINS]) {
    const chain = builder.chain(name, { base });
    for (const destination of jumps) {
      const statements: Statement[] = base.type === 'filter' ? [NEW_CONNECTION, verdict(jump(destination))] : [verdict(jump(destination))];
      addRule(chain, statements, 'hook');
    }
  }
}
