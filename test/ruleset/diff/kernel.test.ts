import { differenceOf, isEmpty, TableDifference } from '../../../src/ruleset/diff/table-difference';
import { transactionOf } from '../../../src/ruleset/diff/transaction';
import { Family } from '../../../src/ruleset/ip/address';
import { Table } from '../../../src/ruleset/model/table';
import { renderNftScript } from '../../../src/ruleset/render/nft-script';
import { withStaleChains } from '../../../src/ruleset/sync/stale-chains';
import { SUPPORTED_MINORS } from '../../../src/ruleset/versions/kube-proxy-version';
import { kernelIsAvailable, normaliseListing } from '../../support/kernel';
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
const shown = ({ text }: Listing) => withoutHandles(text).split(/^(?=table )/m).flatMap(table => normaliseListing(table)).join('\n');

/**
 * Turns the first of some tables into the next one, this one into the one after it, and so on, and answers with what is not as it
 * should be: a step after which the kernel does not show what it shows where the tables are loaded afresh, or one that took down
 * what it should have left alone.
 */
function faults(name: string, states: readonly Tables[]): string[] {
  const distinct = states.filter((tables, i) => i === 0 || !differences(states[i - 1], tables).every(isEmpty));
  const steps = distinct.map((tables, i) => (i === 0 ? { afresh: true, script: script(tables) } : { script: transaction(distinct[i - 1], tables) }));
  const answers = listings([...steps, ...distinct.map(tables => ({ afresh: true, script: script(tables) }))]);
  return distinct.flatMap((tables, i) => {
    const [stepwise, afresh] = [answers[i], answers[distinct.length + i]];
    if (stepwise.errors + afresh.errors !== '') return [`${name}, step ${i}: ${stepwise.errors}${afresh.errors}`];
    if (shown(stepwise) !== shown(afresh)) return [`${name}, step ${i}: is not what is loaded afresh`];
    return i === 0 ? [] : takenDown(answers[i - 1], stepwise, differences(distinct[i - 1], tables)).map(text => `${name}, step ${i}: ${text}`);
  });
}

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

const tablesOf = (scenario: Scenario, minor: typeof SUPPORTED_MINORS[number]): Tables => FAMILIES.map(family => generateScenario(scenario, minor, family));
const loads = (scenario: Scenario) => SUPPORTED_MINORS.filter(minor => !knownToFail(scenario, minor));

kernelTest.each(scenarios.filter(({ steps }) => steps).map(scenario => [scenario.name, scenario] as const))('%s, there and back, with every version', (name, scenario) => {
  const found = SUPPORTED_MINORS.flatMap(minor => {
    const [ip, ip6] = FAMILIES.map(family => generateStages(scenario, minor, family));
    const there = ip.map((table, i) => [table, ip6[i]]);
    return faults(`${name} ${minor}`, [...there, ...there.slice(0, -1).reverse()]);
  });
  expect(found).toEqual([]);
}, 60_000);

kernelTest('each scenario from the oldest version to the newest and back', () => {
  const found = scenarios.flatMap(scenario => {
    const states = loads(scenario).map(minor => tablesOf(scenario, minor));
    return faults(scenario.name, [...states, ...states.slice(0, -1).reverse()]);
  });
  expect(found).toEqual([]);
}, 300_000);

kernelTest('from one scenario to another, whatever they have to do with each other', () => {
  let seed = 20_261_121;
  const random = (count: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 65_536) % count;
  };
  const states = Array.from({ length: 80 }, () => {
    const scenario = scenarios[random(scenarios.length)];
    const minors = loads(scenario);
    return minors.length === 0 ? [] : [tablesOf(scenario, minors[random(minors.length)])];
  }).flat();
  expect(states.length).toBeGreaterThan(70);
  expect(faults('random', states)).toEqual([]);
}, 60_000);

kernelTest('without the chains to which nothing leads the transaction is whole as well, and they can go later', () => {
  const [before, after] = ['1.35', '1.36'].map(minor => tablesOf(scenarios.find(({ name }) => name === 'random-1-1')!, minor as '1.35'));
  const lines = transaction(before, after).split('\n');
  const start = lines.findIndex(line => line.startsWith('#'));
  const [head, tail] = [lines.slice(0, start), lines.slice(start)];
  expect(tail.filter(line => !/^#|^delete chain ip6? kube-proxy \S+$/.test(line))).toEqual([]);
  const stale = after.map((table, i) => withStaleChains(before[i], table));
  // Kept by withStaleChains are chains of Services alone.
  for (const [i, { chains }] of before.entries()) if (!after[i].chains.has('mark-for-masquerade')) stale[i].chains.set('mark-for-masquerade', { ...chains.get('mark-for-masquerade')!, rules: [] });
  const [, halfway, whole, expectedHalfway, expected] = listings([
    { afresh: true, script: script(before) }, { script: head.join('\n') }, { script: tail.join('\n') },
    { afresh: true, script: script(stale) }, { afresh: true, script: script(after) },
  ]);
  expect([halfway.errors, whole.errors]).toEqual(['', '']);
  expect(shown(halfway)).toEqual(shown(expectedHalfway));
  expect(shown(whole)).toEqual(shown(expected));
});
