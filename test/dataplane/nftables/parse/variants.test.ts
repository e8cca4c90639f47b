import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelForm } from '../../../../src/dataplane/nftables/kernel-form';
import { Table } from '../../../../src/dataplane/nftables/model/table';
import { parseListing } from '../../../../src/dataplane/nftables/parse';
import { toModel } from '../../../../src/dataplane/nftables/parse/to-model';
import { LIVE_WORLDS, readLiveWorld, readNftVersions, readVariants } from '../../../support/live';

const VARIANTS = readVariants();

function tableOf(text: string): Table {
  const { tables } = parseListing(text, 'live.nft');
  const table = tables.find(({ family, name }) => family === 'ip' && name === 'kube-proxy')!;
  return toModel({ ...table, family: 'ip' });
}

/** Without the comments that JSON lacks. */
function plainTable(table: Table): Table {
  const chains = new Map([...kernelForm(table).chains].map(([name, { comment, ...chain }]) => [name, chain]));
  return { ...table, comment: undefined, chains };
}

const withoutElements = (table: Table): Table => ({
  ...table,
  sets: new Map([...table.sets].map(([name, set]) => [name, { ...set, elements: new Map() }])),
  maps: new Map([...table.maps].map(([name, map]) => [name, { ...map, elements: new Map() }])),
});

const PLAIN = plainTable(tableOf(VARIANTS['cluster.nft-s']));

test.each(Object.keys(VARIANTS).filter(name => !name.endsWith('t')))('%s is the same table', name => {
  expect(plainTable(tableOf(VARIANTS[name]))).toEqual(PLAIN);
});

test.each(Object.keys(VARIANTS).filter(name => name.endsWith('t')))('%s is the same table without elements', name => {
  expect(plainTable(tableOf(VARIANTS[name]))).toEqual(withoutElements(PLAIN));
});

test('nothing of kube-proxy\'s table is opaque', () => {
  expect(PLAIN.chains.size).toBeGreaterThan(30);
  const statements = [...PLAIN.chains.values()].flatMap(({ rules }) => rules.flatMap(rule => rule.statements));
  expect(statements.filter(({ kind }) => kind === 'opaque')).toEqual([]);
});

const WORKER_1 = plainTable(tableOf(readFileSync(join(__dirname, '..', '..', '..', 'fixtures', 'cluster', 'worker-1.nft-list.txt'), 'utf8')));
const VERSIONS = Object.entries(readNftVersions());

describe.each(VERSIONS)('nft %s', (version, { cluster, foreign }) => {
  test.each(Object.keys(cluster))('with -%s prints the table that 1.0.6 prints', option => {
    expect(plainTable(tableOf(cluster[option]))).toEqual(WORKER_1);
  });

  test('prints rules of other programs that are read in text as in JSON', () => {
    const [text, handles, json] = [foreign.s, foreign.a, foreign.j].map(listing => parseListing(listing, 'live.nft').tables);
    const chains = (tables: typeof text) => tables.map(({ family, name, chains: all }) => ({
      family,
      name,
      chains: [...all.values()].map(({ name: chain, base, rules }) => ({ chain, hook: base?.hook, priority: base?.priority, rules: rules.length })),
    }));
    expect(chains(text).map(({ family, name }) => `${family} ${name}`)).toEqual(['inet firewalld', 'inet site', 'netdev edge', 'bridge br', 'arp a']);
    expect(chains(text).flatMap(table => table.chains).reduce((sum, { rules }) => sum + rules, 0)).toBe({ '0.9.8': 54, '1.1.3': 60, '1.1.7': 60 }[version]);
    expect(chains(handles)).toEqual(chains(text));
    expect(chains(json)).toEqual(chains(text));
  });
});

test.each(LIVE_WORLDS)('in %s text, text with handles and JSON are the same tables', world => {
  const { cases, dumps } = readLiveWorld(world);
  for (const { name, files, jsonBroken } of cases) {
    const texts = [files.text, files.textHandles, ...jsonBroken ? [] : [files.json]].map(file => dumps[file]);
    if (!/^table ip kube-proxy /m.test(texts[0])) continue;
    const [text, ...others] = texts.map(each => plainTable(withoutClients(tableOf(each))));
    for (const other of others) expect({ name, table: other }).toEqual({ name, table: text });
  }
});

/** Clients come and go between one listing and the next. */
function withoutClients(table: Table): Table {
  const sets = [...table.sets].map(([name, set]) => [name, set.timeoutSeconds === undefined ? set : { ...set, elements: new Map() }] as const);
  return { ...table, sets: new Map(sets) };
}
