import { Family } from '../../../src/base/ip/address';
import { IpFamily } from '../../../src/base/ip/ip-family';
import { differenceOf, isEmpty, TableDifference } from '../../../src/dataplane/compare/table-difference';
import { transactionOf } from '../../../src/dataplane/compare/transaction';
import { Chain, Table } from '../../../src/dataplane/nftables/model/table';
import { renderNftScript } from '../../../src/dataplane/nftables/render/nft-script';
import { SUPPORTED_MINORS, SupportedMinor } from '../../../src/dataplane/versions/kube-proxy-version';
import { node, rulesetOf, slice, storedService } from '../../support/builders';
import { kernelIsAvailable, normalizeListing } from '../../support/kernel';
import { handlesIn, Listing, listings, withoutHandles } from '../../support/nft-session';
import { generateScenario, generateStages, knownToFail, readScenarios, Scenario } from '../../support/reference';

const kernelTest = kernelIsAvailable() ? test : test.skip;

const FAMILIES: readonly Family[] = ['ip', 'ip6'];
const scenarios = readScenarios();

/** The tables of both families. */
type Tables = readonly Table[];

const script = (tables: Tables) => tables.flatMap(table => [...renderNftScript(table)]).join('\n');
const differences = (before: Tables, after: Tables) => after.map((table, i) => differenceOf(before[i], table));
const transaction = (before: Tables, after: Tables) => [...transactionOf(differences(before, after))].join('\n');
const shown = ({ text }: Listing) => withoutHandles(text).split(/^(?=table )/m).flatMap(table => normalizeListing(table)).join('\n');

/**
 * Turns the first of some tables into the next one, this one into the one after it, and so on, and answers with what is not as it
 * should be: a step after which the kernel does not show what it shows where the tables are loaded afresh, or one that took down
 * what it should have left alone.
 */
async function faults(name: string, states: readonly Tables[]): Promise<string[]> {
  const steps = states.filter((tables, i) => i === 0 || !differences(states[i - 1], tables).every(isEmpty));
  const loads = [...new Set(steps)];
  const answers = await listings([
    ...steps.map((tables, i) => (i === 0 ? { afresh: true, script: script(tables) } : { script: transaction(steps[i - 1], tables) })),
    ...loads.map(tables => ({ afresh: true, script: script(tables) })),
  ]);
  return steps.flatMap((tables, i) => {
    const [stepwise, afresh] = [answers[i], answers[steps.length + loads.indexOf(tables)]];
    if (stepwise.errors + afresh.errors !== '') return [`${name}, step ${i}: ${stepwise.errors}${afresh.errors}`];
    if (shown(stepwise) !== shown(afresh)) return [`${name}, step ${i}: is not what is loaded afresh`];
    return i === 0 ? [] : takenDown(answers[i - 1], stepwise, differences(steps[i - 1], tables)).map(text => `${name}, step ${i}: ${text}`);
  });
}

/** There, and the same way back. */
const andBack = (states: readonly Tables[]) => [...states, ...states.slice(0, -1).reverse()];

/** The objects that are in both tables, and rules of chains that did not change, and that have another handle than before. */
function takenDown(before: Listing, after: Listing, changes: readonly TableDifference[]): string[] {
  const now = handlesIn(after.text);
  const rewritten = new Set<string>();
  const remade = new Set<string>();
  for (const { family, table, chains } of changes) {
    for (const { name, hasOtherProperties } of chains) {
      rewritten.add(`table ${family} ${table} chain ${name}`);
      if (hasOtherProperties) remade.add(`table ${family} ${table} chain ${name}`);
    }
  }
  return [...handlesIn(before.text)].flatMap(([object, handle]) => {
    const isRule = object.includes(': ');
    if (isRule ? rewritten.has(object.slice(0, object.indexOf(': '))) : remade.has(object) || !now.has(object)) return [];
    return now.get(object) === handle ? [] : [`${object} had the handle ${handle} and has ${now.get(object)}`];
  });
}

function tablesOf(scenario: Scenario, minor: SupportedMinor): Tables {
  return FAMILIES.map(family => generateScenario(scenario, minor, family));
}

const loadable = (scenario: Scenario) => SUPPORTED_MINORS.filter(minor => !knownToFail(scenario, minor));

kernelTest('the scenarios with steps, there and back, with every version', async () => {
  const withSteps = scenarios.filter(({ steps }) => steps);
  expect(withSteps.length).toBeGreaterThan(1);
  const found = withSteps.flatMap(scenario => SUPPORTED_MINORS.map(minor => {
    const [ip, ip6] = FAMILIES.map(family => generateStages(scenario, minor, family));
    return faults(`${scenario.name} ${minor}`, andBack(ip.map((table, i) => [table, ip6[i]])));
  }));
  expect((await Promise.all(found)).flat()).toEqual([]);
}, 60_000);

kernelTest('each scenario from the oldest version to the newest and back', async () => {
  const found: string[] = [];
  const remaining = scenarios.values();
  const worker = async () => {
    for (const scenario of remaining) {
      const states = loadable(scenario).map(minor => tablesOf(scenario, minor));
      found.push(...await faults(scenario.name, andBack(states)));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  expect(found).toEqual([]);
}, 300_000);

kernelTest('from one scenario to another, whatever they have to do with each other', async () => {
  let seed = 20_261_121;
  const random = (count: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 65_536) % count;
  };
  const states = Array.from({ length: 80 }, () => {
    const scenario = scenarios[random(scenarios.length)];
    const minors = loadable(scenario);
    return minors.length === 0 ? [] : [tablesOf(scenario, minors[random(minors.length)])];
  }).flat();
  expect(states.length).toBeGreaterThan(70);
  expect(await faults('random', states)).toEqual([]);
}, 60_000);

kernelTest('the transaction is whole without the chains to which nothing leads, and they can go later', async () => {
  const scenario = scenarios.find(({ name }) => name === 'random-1-1')!;
  const [before, after] = [tablesOf(scenario, '1.35'), tablesOf(scenario, '1.36')];
  const lines = transaction(before, after).split('\n');
  const end = lines.findIndex(line => line.startsWith('#'));
  const [changes, deletions] = [lines.slice(0, end), lines.slice(end)];
  expect(deletions.filter(line => !/^#|^delete chain ip6? kube-proxy \S+$/.test(line))).toEqual([]);
  const stale = before.map(({ chains }, i) => [...chains.keys()].filter(chain => !after[i].chains.has(chain)));
  expect(stale.flat().length).toBeGreaterThan(10);
  const empty = (name: string): [string, Chain] => [name, { name, rules: [] }];
  const emptied = after.map((table, i) => ({ ...table, chains: new Map([...table.chains, ...stale[i].map(empty)]) }));
  const [, halfway, whole, expectedHalfway, expectedWhole] = await listings([
    { afresh: true, script: script(before) }, { script: changes.join('\n') }, { script: deletions.join('\n') },
    { afresh: true, script: script(emptied) }, { afresh: true, script: script(after) },
  ]);
  expect([halfway.errors, whole.errors]).toEqual(['', '']);
  expect(shown(halfway)).toEqual(shown(expectedHalfway));
  expect(shown(whole)).toEqual(shown(expectedWhole));
});

const AFFINITY = (timeoutSeconds: number, endpoint: string) => [
  node(),
  storedService('demo/web', { clusterIP: '10.96.0.41', sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } }),
  slice('demo/web-1', 'web', ['10.244.0.1', endpoint].map(address => ({ addresses: [address] }))),
];

kernelTest('sets keep the clients that packets added, also where the timeout changes', async () => {
  const [before, after] = [AFFINITY(10_800, '10.244.0.2'), AFFINITY(60, '10.244.0.3')].map(objects => [rulesetOf(objects)._table(IpFamily.IPV4)]);
  const [kept] = [...before[0].sets.keys()].filter(name => name.includes('__10.244.0.1/'));
  const [first, second] = await listings([
    { afresh: true, script: `${script(before)}\nadd element ip kube-proxy ${kept} { 192.0.2.7 }` }, { script: transaction(before, after) },
  ]);
  expect([first.errors, second.errors]).toEqual(['', '']);
  const set = (listing: Listing) => new RegExp(`set ${kept} \\{[^}]*elements = \\{[^}]*\\}`).exec(listing.text)?.[0].replace(/expires \w+/, 'expires …');
  expect(set(first)).toMatch(/handle \d+[^]*timeout 3h[^]*192\.0\.2\.7 expires …/);
  expect(set(second)).toBe(set(first)!.replace('timeout 3h', 'timeout 1m').replace('192.0.2.7', '192.0.2.7 timeout 3h'));
});
