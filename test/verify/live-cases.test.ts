import { parseListing } from '../../src/dataplane/nftables/parse';
import { Difference } from '../../src/verify/difference';
import { verifyNode } from '../../src/verify/verify';
import { Label, LIVE_FORMATS, LIVE_WORLDS, LiveCase, LiveFormat, predictionOf, readLiveWorld } from '../support/live';

/** `service-ips { … }` belongs to the label `map service-ips`. */
function containerOf(object: string): string | undefined {
  return /^(\S+) \{ /.exec(object)?.[1];
}

/** Whether what was found is what the label says. */
function isOf(label: Label, { family, object }: Difference): boolean {
  if (family !== label.family) return false;
  return object === label.object || label.object === `set ${containerOf(object)}` || label.object === `map ${containerOf(object)}`;
}

/** The elements that a computed label lists. */
function elementsOf({ object, onlyInDump = [], onlyPredicted = [] }: Label): string[] {
  const container = object.replace(/^(?:set|map) /, '');
  return [...onlyInDump, ...onlyPredicted].map(element => `${container} { ${element} }`);
}

function check(one: LiveCase, format: LiveFormat, dumps: Readonly<Record<string, string>>): void {
  const { outcome, differences, unknown } = verifyNode(predictionOf(one), parseListing(dumps[one.files[format]], 'live.nft'));
  // What comes after a dormant table is not known where nft's JSON ends in it.
  const isCut = format === 'json' && one.jsonBroken === true;
  expect(unknown.length > 0).toBe(isCut);
  if (one.state === 'in-sync') {
    expect(differences.map(({ description }) => description)).toEqual([]);
    expect(outcome).toBe('in-sync');
    return;
  }
  expect(outcome).toBe('differs');
  const notFound = one.drift.filter(label => !differences.some(difference => isOf(label, difference)));
  expect(notFound).toEqual([]);
  const notLabelled = differences.filter(difference => !one.drift.some(label => isOf(label, difference)));
  expect(notLabelled.map(({ object, description }) => `${object}: ${description}`)).toEqual([]);
}

describe.each(LIVE_WORLDS)('%s', name => {
  const { cases, dumps } = readLiveWorld(name);

  test.each(LIVE_FORMATS)('every live case is in sync or drifted as it is labeled, as %s', format => {
    for (const one of cases) {
      try {
        check(one, format, dumps);
      } catch (error) {
        throw new Error(`${one.name}: ${(error as Error).message}`, { cause: error });
      }
    }
  });

  test('every element that a label lists is found', () => {
    for (const one of cases) {
      const { differences } = verifyNode(predictionOf(one), parseListing(dumps[one.files.text], 'live.nft'));
      const found = new Set(differences.flatMap(({ object, live, predicted }) => (
        [object, ...[...live, ...predicted].map(element => `${containerOf(object)} { ${element} }`)]
      )));
      const missing = one.drift.flatMap(elementsOf).filter(element => !found.has(element) && !element.startsWith('nodeport-ips {'));
      expect({ name: one.name, missing }).toEqual({ name: one.name, missing: [] });
    }
  });
});

test('all cases are there', () => {
  expect(LIVE_WORLDS.flatMap(name => readLiveWorld(name).cases)).toHaveLength(342);
});
