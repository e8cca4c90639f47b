import { AgentRule } from './rule';
import { quoted } from '../../../../base/errors';
import { Period } from '../../target';

interface Limit extends Period {
  readonly option: string;
  readonly least: number;
  readonly most?: number;
  readonly source?: string;
}

const CONFIG = 'pkg/option/config.go';
const LOAD_BALANCER = 'pkg/loadbalancer/config.go (up to 1.17: pkg/option/config.go)';
const TABLE = { least: 2 ** 10, most: 2 ** 24 };

/** How many entries maps may have. What is too much of bpf-policy-map-max is lowered in silence. */
const LIMITS: readonly Limit[] = [
  { option: 'bpf-auth-map-max', least: 2 ** 8, most: 2 ** 24 },
  { option: 'bpf-ct-global-tcp-max', ...TABLE },
  { option: 'bpf-ct-global-any-max', ...TABLE },
  { option: 'bpf-nat-global-max', ...TABLE },
  { option: 'bpf-fragments-map-max', least: 2 ** 8, most: 2 ** 16 },
  { option: 'bpf-sock-rev-map-max', ...TABLE, source: LOAD_BALANCER },
  { option: 'bpf-policy-map-max', least: 2 ** 8, last: '1.17' },
  { option: 'bpf-node-map-max', least: 2 ** 14, source: 'pkg/maps/nodemap' },
  { option: 'nat-map-stats-entries', least: 1, most: 2 ** 12, source: 'pkg/maps/nat/stats/cell.go' },
  { option: 'mtu', least: 0, source: 'pkg/option/config.go (from 1.18: what the kernel says)' },
  { option: 'tofqdns-max-deferred-connection-deletes', least: 0 },
  ...['service', 'service-backend', 'rev-nat', 'affinity', 'source-range', 'maglev'].map(name => ({ option: `bpf-lb-${name}-map-max`, least: 0, source: LOAD_BALANCER })),
];

function limitRule({ option, least, most = Infinity, source = CONFIG, ...period }: Limit): AgentRule {
  return {
    id: `limit-${option}`,
    ...period,
    source,
    check: options => {
      const number = options.number(option);
      if (number === undefined || (number >= least && number <= most)) return undefined;
      return { option, message: `${number} is too ${number < least ? 'little' : 'much'}; expected ${most === Infinity ? `${least} or more` : `${least} to ${most}`}` };
    },
  };
}

export const LIMIT_RULES: readonly AgentRule[] = [
  ...LIMITS.map(limitRule),
  {
    id: 'limit-nat-conntrack',
    source: CONFIG,
    check: options => {
      const [tcp, any, nat] = ['bpf-ct-global-tcp-max', 'bpf-ct-global-any-max', 'bpf-nat-global-max'].map(option => options.number(option));
      // What is not set depends on the memory of a node.
      return tcp !== undefined && any !== undefined && nat !== undefined && nat > tcp + any && nat !== 524288
        ? { option: 'bpf-nat-global-max', message: `${nat} is more than both tables of connections have, which is ${tcp + any}; expected no more` } : undefined;
    },
  },
  {
    id: 'limit-dynamic-ratio',
    source: CONFIG,
    check: options => {
      const option = 'bpf-map-dynamic-size-ratio';
      const ratio = options.isSet(option) ? Number(options.text(option)) : 0;
      return ratio < 0 || ratio > 1 ? { option, message: `${quoted(options.text(option))} is not a part of a node's memory; expected more than 0, and 1 at most, for example, "0.0025"` } : undefined;
    },
  },
  {
    id: 'limit-distributed-lru',
    source: CONFIG,
    check: options => options.isOn('bpf-distributed-lru') && !(Number(options.text('bpf-map-dynamic-size-ratio')) > 0)
      ? { option: 'bpf-distributed-lru', message: `needs ${options.name('bpf-map-dynamic-size-ratio')}; set it, for example, to 0.0025` } : undefined,
  },
];
