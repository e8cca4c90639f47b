import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { minorOf } from './cases';
import { agentProblemsOfConfig } from '../../../src/programs/cilium/rules/agent';
import { CILIUM_MINORS, CiliumMinor } from '../../../src/programs/cilium/target';
import { validateValues } from '../../../src/programs/cilium/validate-values';
import { ChartValues } from '../../../src/programs/cilium/values/chart-values';
import { Plain } from '../../support/builders';

type Config = Readonly<Record<string, string>>;

/** What the agent of a version did with a configuration as it started. */
interface Verdict {
  readonly agent: string;
  /** The values that the chart of the minor made the configuration from. */
  readonly values?: Plain;
  /** Or else a configuration of the chart, by its name, and how it was changed. */
  readonly base?: string;
  readonly set?: Config;
  readonly unset?: readonly string[];
  readonly refused: boolean;
  /** The agent's last words. */
  readonly message?: string;
}

/** What no rule predicts, by the agent's words, and why. */
const NOT_PREDICTED: readonly RegExp[] = [
  // The sizes of tables that are not set depend on the memory of a node.
  /NAT tables size \d+ must not exceed maximum CT table size/,
  // What a kernel can do, and what is mounted where.
  /requires? pending kernel support|netkit devices need kernel|failed to set sysctl|unable to determine direct routing device|not determine(?:d)? .* external facing device/,
  /net_cls mount info/,
  /no such file or directory/,
  /No certificate provider configured/,
  /not all of the CRDs|Unable to find all Cilium CRDs/,
  // Options that the chart has no value for.
  /fixed-identity-mapping|bpf-map-event-buffers|ipam-multi-pool-pre-allocation|excluded local address|local-max-addr-scope|ipv6-cluster-alloc-cidr/,
  /API flag|IPv[46] node address|deduce file format|unexpected map size|len out of range|RetryBackoffMaxDuration|lb-reflector-wait-time|RouteMetric/,
  /clustermesh-service-v2|node-port-acceleration were set|kvstore-lease-ttl|KVstoreLeaseTTL|channel-buffer-size|only-masquerade-default-pool/,
];

const FILE = join(__dirname, '..', '..', 'fixtures', 'cilium', 'agent-verdicts.jsonl.gz');
const LINES = gunzipSync(readFileSync(FILE)).toString().trim().split('\n').map(line => JSON.parse(line) as Verdict & { readonly config?: Config });
const BASES = new Map(LINES.filter(({ config }) => config).map(({ agent, base, config }) => [`${agent} ${base}`, config!]));
const VERDICTS = LINES.filter(({ config }) => !config);

function configOf({ agent, base, set, unset = [] }: Verdict): Config {
  const config = { ...BASES.get(`${agent} ${base}`)!, ...set };
  return Object.fromEntries(Object.entries(config).filter(([option]) => !unset.includes(option)));
}

function isRefused(verdict: Verdict, minor: CiliumMinor): boolean {
  const problems = verdict.values ? validateValues(new ChartValues(verdict.values, minor)).agentRefuses : agentProblemsOfConfig(configOf(verdict), minor);
  return problems.length > 0;
}

const MEASURED = CILIUM_MINORS.filter(minor => VERDICTS.some(({ agent }) => minorOf(agent) === minor));

describe.each(MEASURED)('the agent of %s', minor => {
  const verdicts = VERDICTS.filter(({ agent }) => minorOf(agent) === minor);
  const refused = verdicts.filter(verdict => verdict.refused);

  test('was asked about enough', () => {
    expect([verdicts.length, refused.length].map(count => count > 100)).toEqual([true, true]);
  });

  test('refuses what is said to be refused, and nothing else', () => {
    const known = verdicts.filter(({ message = '' }) => !NOT_PREDICTED.some(pattern => pattern.test(message)));
    expect(known.filter(verdict => isRefused(verdict, minor) !== verdict.refused)).toEqual([]);
  });
});
