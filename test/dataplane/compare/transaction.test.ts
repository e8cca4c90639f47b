import { Family } from '../../../src/base/ip/address';
import { IpFamily } from '../../../src/base/ip/ip-family';
import { differenceOf, isEmpty } from '../../../src/dataplane/compare/table-difference';
import { transactionOf } from '../../../src/dataplane/compare/transaction';
import { Table } from '../../../src/dataplane/nftables/model/table';
import { renderNftScript } from '../../../src/dataplane/nftables/render/nft-script';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';
import { node, Plain, rulesetOf, slice, storedService } from '../../support/builders';
import { InterpretedTable } from '../../support/nft-interpreter';
import { generateScenario, generateStages, readRulesets, readScenarios } from '../../support/reference';

const transaction = (before: Table, after: Table) => [...transactionOf([differenceOf(before, after)])];
const FAMILIES: readonly Family[] = ['ip', 'ip6'];
const scenarios = readScenarios();

/** What the interpreter makes of the old table and the transaction, and of the new table. */
function outcomes(before: Table, after: Table): [object, object] {
  const table = new InterpretedTable(renderNftScript(before));
  table.apply(transaction(before, after));
  return [table.content(), new InterpretedTable(renderNftScript(after)).content()];
}

describe('the transactions of kube-proxy itself', () => {
  const withSteps = scenarios.filter(({ steps }) => steps);

  const cases = withSteps.flatMap(scenario => SUPPORTED_MINORS.map(minor => [scenario.name, minor, scenario] as const));

  test.each(cases)('%s, %s: nothing is written that it does not write', (_, minor, scenario) => {
    for (const [family, name] of [['ip', 'ipv4'], ['ip6', 'ipv6']] as const) {
      const stages = generateStages(scenario, minor, family);
      const recorded = readRulesets(minor).get(scenario.name)!.transactions![name];
      expect(recorded).toHaveLength(stages.length);
      for (const [i, after] of stages.entries()) {
        if (i === 0) continue;
        const theirs = new Set(recorded[i].split('\n'));
        const ours = transaction(stages[i - 1], after).filter(line => !/^#|^delete chain /.test(line));
        expect(ours.filter(line => !theirs.has(line))).toEqual([]);
        const elements = (lines: Iterable<string>) => [...lines].filter(line => / element /.test(line)).sort();
        expect(elements(ours)).toEqual(elements(theirs));
        const rewritten = new Set(ours.flatMap(line => /^flush chain ip6? kube-proxy (.*)/.exec(line)?.[1] ?? []));
        const differing = differenceOf(stages[i - 1], after).chains.map(({ name: chain }) => chain);
        expect([...rewritten].filter(chain => !differing.includes(chain))).toEqual([]);
      }
    }
  });
});

describe('a table becomes the other one', () => {
  test.each(scenarios.map(scenario => [scenario.name, scenario] as const))('%s, with every version after every other one', (_, scenario) => {
    for (const family of FAMILIES) {
      const tables = (['1.31', '1.33', '1.34', '1.36', '1.37'] as const).map(minor => generateScenario(scenario, minor, family));
      for (const before of tables) {
        for (const after of tables) {
          const [turned, afresh] = outcomes(before, after);
          expect(turned).toEqual(afresh);
          if (before === after) expect(transaction(before, after)).toEqual([]);
        }
      }
    }
  });

  test.each(FAMILIES)('%s: each scenario after the one before it', family => {
    const tables = scenarios.map((scenario, i) => generateScenario(scenario, SUPPORTED_MINORS[i % SUPPORTED_MINORS.length], family));
    for (const [i, after] of tables.entries()) {
      if (i === 0) continue;
      const [turned, afresh] = outcomes(tables[i - 1], after);
      expect(turned).toEqual(afresh);
    }
  });
});

test.each([['1.31', '1.32'], ['1.34', '1.35']] as const)('%s and %s have the same rulesets', (older, newer) => {
  for (const scenario of scenarios) {
    for (const family of FAMILIES) {
      expect(isEmpty(differenceOf(generateScenario(scenario, older, family), generateScenario(scenario, newer, family)))).toBe(true);
    }
  }
});

const NODE = node();
const WEB = (endpoints: readonly string[], spec: Plain = {}, name = 'web') => [
  storedService(`demo/${name}`, { clusterIP: name === 'web' ? '10.96.0.41' : '10.96.0.42', ports: [{ name: 'http', port: 80 }], ...spec }),
  slice(`demo/${name}-1`, name, endpoints.map(address => ({ addresses: [address] })), { ports: [{ name: 'http', port: 8080 }] }),
];
const lines = (before: readonly Plain[], after: readonly Plain[], options: [Plain, Plain] = [{}, {}]) => rulesetOf([NODE, ...before], options[0])
  .compareWith(rulesetOf([NODE, ...after], options[1])).toNft(IpFamily.IPV4);

describe('the lines', () => {
  test('an endpoint is replaced', () => {
    expect(lines(WEB(['10.180.0.1', '10.180.0.2']), WEB(['10.180.0.1', '10.180.0.9']))).toMatchInlineSnapshot(`
"flush chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.180.0.1 . 8080 , 1 : 10.180.0.9 . 8080 }
"
`);
  });

  test('all endpoints vanish', () => {
    expect(lines(WEB(['10.180.0.1']), WEB([]))).toMatchInlineSnapshot(`
"flush chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add element ip kube-proxy no-endpoint-services { 10.96.0.41 . tcp . 80 comment "demo/web:http" : goto reject-chain }
delete element ip kube-proxy service-ips { 10.96.0.41 . tcp . 80 }
# Nothing leads to the chains below any more. Kernels before 6.2 may still count references to them and refuse the transaction:
# there, run the lines above first, and those below a second later.
delete chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
"
`);
  });

  test('a Service without endpoints gets another name: only the comment of its element differs', () => {
    const unnamed = (name: string) => WEB([], { clusterIP: '10.96.0.41' }, name);
    expect(lines(unnamed('web'), unnamed('shop'))).toMatchInlineSnapshot(`
"delete element ip kube-proxy no-endpoint-services { 10.96.0.41 . tcp . 80 }
add element ip kube-proxy no-endpoint-services { 10.96.0.41 . tcp . 80 comment "demo/shop:http" : goto reject-chain }
"
`);
  });

  test('session affinity with another timeout, for one of two Services', () => {
    const affinity = (timeoutSeconds: number) => ({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } });
    const other = WEB(['10.180.0.3'], affinity(60), 'other');
    expect(lines([...other, ...WEB(['10.180.0.1'], affinity(60))], [...other, ...WEB(['10.180.0.1'], affinity(600))])).toMatchInlineSnapshot(`
"add set ip kube-proxy affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 { type ipv4_addr ; flags dynamic,timeout ; timeout 600s ; }
"
`);
  });

  test('session affinity ends', () => {
    expect(lines(WEB(['10.180.0.1'], { sessionAffinity: 'ClientIP' }), WEB(['10.180.0.1']))).toMatchInlineSnapshot(`
"flush chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
flush chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.1 . 8080 }
delete set ip kube-proxy affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
# Nothing leads to the chains below any more. Kernels before 6.2 may still count references to them and refuse the transaction:
# there, run the lines above first, and those below a second later.
delete chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
"
`);
  });

  test('NodePorts on all addresses', () => {
    expect(lines([], [], [{}, { configuration: { nodePortAddresses: ['0.0.0.0/0'] } }])).toMatchInlineSnapshot(`
"flush chain ip kube-proxy nodeport-endpoints-check
flush chain ip kube-proxy services
add rule ip kube-proxy nodeport-endpoints-check ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @no-endpoint-nodeports
add rule ip kube-proxy services ip daddr . meta l4proto . th dport vmap @service-ips
add rule ip kube-proxy services fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @service-nodeports
delete set ip kube-proxy nodeport-ips
"
`);
  });

  test('an upgrade over the change of the base chains', () => {
    expect(lines(WEB(['10.180.0.1']), WEB(['10.180.0.1']), [{ kubernetesVersion: '1.32' }, { kubernetesVersion: '1.33' }])).toMatchInlineSnapshot(`
"flush chain ip kube-proxy filter-forward
delete chain ip kube-proxy filter-forward
flush chain ip kube-proxy filter-input
delete chain ip kube-proxy filter-input
flush chain ip kube-proxy filter-output
delete chain ip kube-proxy filter-output
add chain ip kube-proxy filter-forward { type filter hook forward priority 0 ; }
add chain ip kube-proxy filter-input { type filter hook input priority 0 ; }
add chain ip kube-proxy filter-output { type filter hook output priority 0 ; }
add chain ip kube-proxy filter-output-pre-dnat { type filter hook output priority -110 ; }
add chain ip kube-proxy filter-prerouting-pre-dnat { type filter hook prerouting priority -110 ; }
flush chain ip kube-proxy filter-output-post-dnat
flush chain ip kube-proxy filter-prerouting
add rule ip kube-proxy filter-forward ct state new jump service-endpoints-check
add rule ip kube-proxy filter-forward ct state new jump cluster-ips-check
add rule ip kube-proxy filter-input ct state new jump nodeport-endpoints-check
add rule ip kube-proxy filter-input ct state new jump service-endpoints-check
add rule ip kube-proxy filter-output ct state new jump service-endpoints-check
add rule ip kube-proxy filter-output ct state new jump cluster-ips-check
add rule ip kube-proxy filter-output-pre-dnat ct state new jump firewall-check
add rule ip kube-proxy filter-prerouting-pre-dnat ct state new jump firewall-check
delete chain ip kube-proxy filter-output-post-dnat
delete chain ip kube-proxy filter-prerouting
"
`);
  });

  test('an upgrade to 1.36 leaves no chain of an endpoint', () => {
    expect(lines(WEB(['10.180.0.1']), WEB(['10.180.0.1']), [{ kubernetesVersion: '1.35' }, {}])).toMatchInlineSnapshot(`
"add set ip kube-proxy hairpin-connections { type ipv4_addr . ipv4_addr . inet_proto . inet_service ; comment "service hairpin connections" ; }
flush chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
flush chain ip kube-proxy mark-for-masquerade
flush chain ip kube-proxy masquerading
flush chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy masquerading mark and 0x00004000 != 0 mark set mark xor 0x00004000 masquerade fully-random
add rule ip kube-proxy masquerading ct status dnat ip saddr . ip daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.1 . 8080 }
# Nothing leads to the chains below any more. Kernels before 6.2 may still count references to them and refuse the transaction:
# there, run the lines above first, and those below a second later.
delete chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
delete chain ip kube-proxy mark-for-masquerade
"
`);
  });
});

test('what never changes under its name is a mistake of ours', () => {
  const table = rulesetOf([NODE])._table(IpFamily.IPV4);
  const other = { ...table.sets.get('cluster-ips')!, comment: 'other' };
  const changed = { ...table, sets: new Map([...table.sets, ['cluster-ips', other]]) };
  expect(() => transaction(table, changed)).toThrow('cluster-ips can\'t be changed in place');
});
