/**
 * Records what Cilium's charts make of values at random: test/fixtures/cilium/config-cases.jsonl.gz. It needs HELM, a program of Helm 3.19 or
 * later, and CILIUM_CHARTS, a folder with the charts, as in `1.20.0/cilium/Chart.yaml`:
 * `npx ts-node --project scripts/tsconfig.json scripts/cilium-config-cases.ts`. What is recorded are options and their texts, nothing of the charts.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isPlainObject } from '../src/base/objects/fields';
import { CiliumMinor, readCiliumMinor } from '../src/programs/cilium/target';
import { factsOf, ValueFacts, VALUE_PATHS } from '../src/programs/cilium/values/facts';
import { ciliumCharts, renderCilium } from '../test/support/helm';
import { random } from '../test/support/random';

const CASES_EACH = Number(process.argv[2] ?? 100);
const FILE = join(__dirname, '..', 'test', 'fixtures', 'cilium', 'config-cases.jsonl.gz');

const TEXTS = [
  '', 'x', 'true', 'false', 'a b', 'A', '100', '0x10', '1.5', '1m', '5s', 'native', 'tunnel', 'envoy', 'cluster-pool', 'multi-pool', 'ipsec', 'wireguard', 'ztunnel',
  'none', 'portmap', '10.0.0.0/8', 'fd00::/104', '/path/x', 'eth0 eth1', '<&>', 'é', '"', ':', '#',
];
const NUMBERS = [0, 1, 2, 53, 255, 65536, 999_999, 1_000_000, 1_048_576, 123_456_789, 4_294_967_296, 1e21, 0.5, 0.0025, 0.00001, -1];
const LISTS = [[], ['a'], ['a', 'b'], ['10.0.0.0/8'], ['10.0.0.0/8', '10.1.0.0/16'], [1, 2], ['dns', 'flow:labelsContext=source_pod']];
const UPGRADES = ['1.7', '1.8', '1.9', '1.11', '1.13', '1.15', '1.16', '1.17', '1.18', '1.19', '1.20', ''];

/** Parts that have nothing to do with the agent's options, so that cases are about these. */
const OTHERS = /^(?:preflight|nodeinit|resourceQuotas|certgen|dashboards|.*\.(?:image|resources|affinity|tolerations|nodeSelector|annotations|podAnnotations|podLabels|labels)$)/;

/** Choices that are the same at each run. */
class Choices {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = random(seed);
  }

  public below(count: number): number {
    return Math.floor(this.next() * count);
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  public chance(share: number): boolean {
    return this.next() < share;
  }
}

function valueFor(choices: Choices, { type, default: byDefault }: ValueFacts): unknown {
  // Null where the chart has no default is another thing to each version of Helm.
  if (choices.chance(0.05) && byDefault !== undefined && byDefault !== null) return null;
  const types = type?.split('|').filter(each => each !== 'null') ?? ['string', 'integer', 'boolean', 'array'];
  switch (choices.pick(types.length > 0 ? types : ['string'])) {
    case 'boolean': return typeof byDefault === 'boolean' ? !byDefault : choices.chance(0.5);
    case 'integer': return choices.pick(NUMBERS.filter(Number.isInteger));
    case 'number': return choices.pick(NUMBERS);
    case 'array': return choices.pick(LISTS);
    case 'object': return choices.pick([{ a: 'b' }, {}]);
    default: return choices.pick(TEXTS);
  }
}

type Tree = { [name: string]: unknown };

function put(values: Tree, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop()!;
  const parent = names.reduce<Tree>((map, name) => (map[name] = isPlainObject(map[name]) ? map[name] : {}) as Tree, values);
  parent[last] = value;
}

function randomValues(choices: Choices, minor: CiliumMinor): Tree {
  const values: Tree = {};
  const paths = VALUE_PATHS.filter(path => factsOf(path, minor) && !OTHERS.test(path) && path !== 'upgradeCompatibility');
  const switches = paths.filter(path => /\.enabled$/.test(path) && factsOf(path, minor)?.default === false);
  for (let count = choices.below(4); count > 0; count--) put(values, choices.pick(switches), true);
  for (let count = 1 + choices.below(10); count > 0; count--) {
    const path = choices.pick(paths);
    put(values, path, valueFor(choices, factsOf(path, minor)!));
  }
  if (choices.chance(0.15)) put(values, 'upgradeCompatibility', choices.pick(UPGRADES));
  if (choices.chance(0.15)) put(values, 'extraConfig', { 'an-option': choices.pick(TEXTS), 'debug': 'true' });
  return values;
}

/** What differs from the ConfigMap without any values: null for an option that is not there. */
function changesOf(config: Readonly<Record<string, unknown>>, plain: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = [...new Set([...Object.keys(plain), ...Object.keys(config)])].sort();
  // What the chart writes without a value is null in YAML, and an empty text to the API server.
  return Object.fromEntries(names.filter(name => config[name] !== plain[name]).map(name => [name, name in config ? config[name] ?? '' : null]));
}

function main(): void {
  const lines = ciliumCharts().flatMap((version, index) => {
    const choices = new Choices(20 + index);
    const plain = renderCilium(version, {});
    if ('refused' in plain || !plain.config) throw new Error(`The chart ${version} does not take its own values.`);
    const cases = Array.from({ length: CASES_EACH }, () => {
      const values = randomValues(choices, readCiliumMinor(version));
      const rendered = renderCilium(version, values);
      return 'refused' in rendered ? { version, values, accepted: false } : { version, values, accepted: true, changes: rendered.config && changesOf(rendered.config, plain.config!) };
    });
    return [{ version, values: {}, accepted: true, changes: changesOf(plain.config, {}) }, ...cases];
  });
  writeFileSync(FILE, gzipSync(`${lines.map(line => JSON.stringify(line)).join('\n')}\n`, { level: 9 }));
  process.stdout.write(`${FILE}: ${lines.length} cases, ${lines.filter(({ accepted }) => accepted).length} accepted\n`);
}

main();
