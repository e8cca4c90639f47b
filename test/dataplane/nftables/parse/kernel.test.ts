import { FAMILIES } from '../../../../src/base/ip/address';
import { changesOf } from '../../../../src/dataplane/compare/changes';
import { differenceOf } from '../../../../src/dataplane/compare/table-difference';
import { kernelForm } from '../../../../src/dataplane/nftables/kernel-form';
import { Table } from '../../../../src/dataplane/nftables/model/table';
import { parseListing } from '../../../../src/dataplane/nftables/parse';
import { toModel } from '../../../../src/dataplane/nftables/parse/to-model';
import { renderNftScript } from '../../../../src/dataplane/nftables/render/nft-script';
import { SUPPORTED_MINORS, SupportedMinor } from '../../../../src/dataplane/versions/kube-proxy-version';
import { inNamespaceMeanwhile, kernelIsAvailable } from '../../../support/kernel';
import { generateScenario, readScenarios } from '../../../support/reference';

const onKernel = kernelIsAvailable() ? describe.each : describe.skip.each;

/** The script, and how often a rule of it matches an interface by its index, which has to exist. */
interface Loadable {
  readonly name: string;
  readonly tables: readonly Table[];
  readonly script: string;
}

function loadable(minor: SupportedMinor): Loadable[] {
  return readScenarios().map(scenario => {
    const tables = FAMILIES.map(family => generateScenario(scenario, minor, family));
    return { name: scenario.name, tables, script: tables.flatMap(table => [...renderNftScript(table)]).join('\n') };
  }).filter(({ script }) => !hasLongComment(script) && !/ iif /.test(script));
}

/** nft refuses such a script: upstream's bug, which `warnings` tells. */
function hasLongComment(script: string): boolean {
  return /^add element .* comment "[^"]{129,}"/m.test(script);
}

/** Text has the comments of objects, JSON has none of chains and tables. */
function parsed(listing: string): Table[] {
  return parseListing(listing, 'live.nft').tables.map(table => toModel({ ...table, family: table.family as Table['family'] }));
}

function withoutComments(table: Table): Table {
  const chains = new Map([...table.chains].map(([name, { comment, ...chain }]) => [name, chain]));
  return { ...table, comment: undefined, chains };
}

function changes(parsedTable: Table, expected: Table): object[] {
  return [...changesOf(differenceOf(kernelForm(parsedTable), expected))];
}

/** So many namespaces at once: most of the time the kernel waits. */
const AT_ONCE = 8;

onKernel(SUPPORTED_MINORS)('kube-proxy %s', minor => {
  test('what is rendered, loaded into a kernel, listed and parsed is the same', async () => {
    const cases = loadable(minor);
    expect(cases.length).toBeGreaterThan(130);
    for (let i = 0; i < cases.length; i += AT_ONCE) await Promise.all(cases.slice(i, i + AT_ONCE).map(expectSame));
  }, 180_000);
});

async function expectSame({ name, tables, script }: Loadable): Promise<void> {
  const { ok, output, errors } = await inNamespaceMeanwhile('nft -f - && nft list ruleset && echo ==== && nft -j list ruleset', script);
  expect({ name, ok, errors }).toEqual({ name, ok: true, errors: '' });
  const [text, json] = output.split('====\n');
  const [fromText, fromJson] = [parsed(text), parsed(json)];
  for (const [i, table] of tables.entries()) {
    const expected = kernelForm(table);
    expect({ name, comment: fromText[i].comment, changes: changes(fromText[i], expected) }).toEqual({ name, comment: table.comment, changes: [] });
    expect({ name, changes: changes(withoutComments(fromJson[i]), withoutComments(expected)) }).toEqual({ name, changes: [] });
  }
}
