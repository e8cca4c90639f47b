import { InputError } from '../../../../src/base/errors';
import { parseListing } from '../../../../src/dataplane/nftables/parse';
import { toModel } from '../../../../src/dataplane/nftables/parse/to-model';
import { foreignChains } from '../../../../src/verify/foreign-chains';
import { FrontendIndex } from '../../../../src/verify/frontends';
import { LiveFormat, readLiveWorld } from '../../../support/live';

/** A generator with a fixed seed (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0; // eslint-disable-line no-bitwise -- the generator is one of bits
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state); // eslint-disable-line no-bitwise -- as above
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed; // eslint-disable-line no-bitwise -- as above
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below); // eslint-disable-line no-bitwise -- as above
  };
}

const PIECES = ['{', '}', '"', ',', ';', ':', '#', '\n', '\t', ' ', '@', '.', '\\', '[', ']', '0x', 'map', 'elements = {', 'chain x {', 'table ip kube-proxy {', 'é', '\u2028'];

function damaged(text: string, next: (below: number) => number): string {
  let result = text;
  for (let i = 0; i <= next(4); i++) {
    const at = next(result.length);
    switch (next(4)) {
      case 0: result = result.slice(0, at); break;
      case 1: result = result.slice(0, at) + result.slice(at + 1 + next(40)); break;
      case 2: result = result.slice(0, at) + PIECES[next(PIECES.length)] + result.slice(at); break;
      case 3: result = result.slice(0, at) + result.slice(next(result.length)); break;
    }
    if (result === '') return ' ';
  }
  return result;
}

const INDEX = new FrontendIndex([], () => [], () => false);

/** Reads everything that can be read. */
function readAll(text: string): void {
  const listing = parseListing(text, 'live.nft');
  for (const table of listing.tables) {
    if ((table.family === 'ip' || table.family === 'ip6') && table.name === 'kube-proxy') toModel({ ...table, family: table.family });
    for (const container of table.containers.values()) container.elements();
  }
  foreignChains(listing, INDEX, 0x4000);
}

test.each(['text', 'textHandles', 'json'] as const)('a damaged listing (%s) is read or refused', (format: LiveFormat) => {
  const { cases, dumps } = readLiveWorld('delta');
  const next = random(20_260_101);
  let refused = 0;
  for (let i = 0; i < 400; i++) {
    const text = damaged(dumps[cases[next(cases.length)].files[format]], next);
    try {
      readAll(text);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as Error).message).toMatch(/^live\.nft\b/);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(50);
});

test('millions of rules of others take seconds', () => {
  const rule = '\t\tip saddr 192.0.2.1 tcp dport { 22, 80 } counter packets 0 bytes 0 drop comment "a rule of somebody else"\n';
  const text = `table inet firewall {\n\tchain early {\n\t\ttype filter hook prerouting priority raw; policy accept;\n${rule.repeat(1_000_000)}\t}\n}\n`;
  expect(text.length).toBeGreaterThan(100_000_000);
  const start = Date.now();
  const { chains, notLookedAt } = foreignChains(parseListing(text, 'live.nft'), INDEX, 0x4000);
  expect(chains).toHaveLength(1);
  expect(notLookedAt).toEqual(['table inet firewall chain early']);
  expect(Date.now() - start).toBeLessThan(20_000);
});
