import { FirewallChain } from '../../../../src/cluster/facts/fact-table';
import { Firewall } from '../../../../src/dataplane/modes/firewall/firewall';
import { FirewallNode } from '../../../../src/dataplane/modes/firewall/packet';
import { outcomeOf } from '../../../../src/dataplane/modes/mode-model';
import { unknownsOf } from '../../../../src/dataplane/modes/unknowns';
import { Cell, describeCell, readModes, World, WorldModels } from '../../../support/modes';
import { disagreement } from '../../../support/modes-agreement';

const WORLDS = readModes<World>('worlds').filter(({ hostRules }) => hostRules !== undefined);
const CELLS = readModes<Cell>('outcomes').filter(({ world, config }) => WORLDS.some(each => each.name === world && config in each.hostRules!));

/** What the probe reports of a node whose firewall has these rules; those for ICMP are in front of kube-proxy's. */
function firewallOf({ hostRules, node, interfaces }: World, { config, mode }: Cell): Firewall {
  const rules = hostRules![config];
  const chains = ['ip', 'ip6'].flatMap(family => ['INPUT', 'FORWARD', 'OUTPUT'].map((chain): FirewallChain => {
    const own = rules.filter(rule => rule.startsWith(`-A ${chain} `)).map(rule => rule.replace(/^-A \S+ /, '').replace('-p icmp', family === 'ip6' ? '-p ipv6-icmp' : '-p icmp'));
    const isFirst = (rule: string) => rule.startsWith('-p i');
    return {
      syntax: 'iptables',
      family,
      table: 'filter',
      chain,
      hook: chain.toLowerCase(),
      priority: '0',
      policy: rules.includes(`-P ${chain} DROP`) ? 'drop' : 'accept',
      rules: [...own.filter(isFirst), ...mode === 'nftables' ? [] : ['-m conntrack --ctstate NEW -j KUBE-PROXY-FIREWALL'], ...own.filter(rule => !isFirst(rule))],
    };
  }));
  const addresses = (node.status as { addresses: { type: string; address: string }[] }).addresses;
  const internal = addresses.map(({ address }) => ({ text: address, family: address.includes(':') ? 'ip6' as const : 'ip' as const }));
  return new Firewall(chains, new FirewallNode(Object.fromEntries(interfaces.map(each => [each.name, each.addresses])), internal as never), false);
}

test('the outcomes of measured connections on nodes with a firewall of their own are predicted from the rules', () => {
  const models = new Map(WORLDS.map(world => [world.name, new WorldModels(world)]));
  const wrong: string[] = [];
  const open = new Set<string>();
  expect(CELLS.length).toBeGreaterThan(5_000);
  for (const cell of CELLS) {
    const of = models.get(cell.world)!;
    const { hostRules, forwardPolicy, ...surroundings } = of.surroundings(cell);
    const known = { ...surroundings, firewall: firewallOf(of.world, cell) };
    const model = of.model(cell);
    const outcome = outcomeOf(model, of.packet(cell), known);
    const problem = disagreement(cell, outcome, of);
    if (problem !== undefined) wrong.push(`${describeCell(cell)}: ${problem}`);
    for (const unknown of unknownsOf(model, of.packet(cell), known, outcome)) open.add(JSON.stringify(unknown));
  }
  expect(wrong).toEqual([]);
  expect([...open]).toEqual([]);
});
