import { existsSync, readdirSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { FindingConfidence, FindingSeverity } from '../../../src/check/findings/finding';
import { Rule } from '../../../src/check/findings/rule';
import { AMBIENT_RULES } from '../../../src/check/goals/ambient/rules';
import { CILIUM_RULES } from '../../../src/check/goals/cilium/rules';
import { GATEWAY_API_RULES } from '../../../src/check/goals/gateway-api/rules';
import { NftablesRule } from '../../../src/check/goals/nftables/rule';
import { RULES as NFTABLES_RULES } from '../../../src/check/goals/nftables/rules';

const FOLDER = join(__dirname, '..', '..', '..', 'src', 'check', 'rules');

/** The files of rules by their names without an ending: each subject has a folder. */
const PATHS = new Map(readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => file.split(sep).join('/').replace(/\.ts$/, ''))
  .map(path => [basename(path), path] as const)
  .sort(([a], [b]) => (a < b ? -1 : 1)));
const RULES_OF_FILES = new Map([...PATHS].map(([name, path]) => {
  const isRule = (value: unknown): value is Rule<never> => typeof value === 'object' && value !== null && 'check' in value;
  return [name, Object.values<unknown>(jest.requireActual(join(FOLDER, path))).filter(isRule)] as const;
}));

/** Of all goals: an id means one rule. */
const RULES: readonly Rule<never>[] = [...NFTABLES_RULES, ...GATEWAY_API_RULES, ...CILIUM_RULES, ...AMBIENT_RULES]
  .sort((a, b) => (a.id < b.id ? -1 : 1));
const ids = RULES.map(({ id }) => id);

test('rules are in the order of their ids, each once', () => {
  for (const rules of [NFTABLES_RULES, GATEWAY_API_RULES, CILIUM_RULES, AMBIENT_RULES]) {
    expect(rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).sort());
  }
  expect(ids).toEqual([...new Set(ids)]);
});

test('every rule of a file is registered, and every registered rule has a file of its name', () => {
  const rulesOfFiles = [...RULES_OF_FILES].flatMap(([file, rules]) => rules.map(({ id }) => [file, id]));
  expect(rulesOfFiles).toEqual(ids.map(id => [id, id]));
});

test.each(NFTABLES_RULES.map(rule => [rule.id, rule] as const))('%s concerns modes', (_, { from }: NftablesRule) => {
  expect(from.length).toBeGreaterThan(0);
  expect(new Set(from).size).toBe(from.length);
});

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  test('has an id in kebab-case, and tests', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/);
    expect(existsSync(join(__dirname, '..', 'rules', `${PATHS.get(id)}.test.ts`))).toBe(true);
  });

  test('has a severity and a confidence', () => {
    expect(Object.values(FindingSeverity)).toContain(rule.severity);
    expect(Object.values(FindingConfidence)).toContain(rule.confidence);
  });

  test('has a title that is a phrase, and texts of sentences', () => {
    expect(rule.title).toMatch(/^\S.{4,78}[^.\s]$/);
    for (const text of [rule.description, rule.remediation]) {
      expect(text).toMatch(/\.$/);
      // One paragraph, without slips of concatenation, that somebody will read.
      expect(text).not.toMatch(/\s{2}|[^\S ]|^\s/);
      expect(text.length).toBeLessThanOrEqual(800);
    }
  });

  test('has references that are pages of upstream', () => {
    expect(rule.references.length).toBeGreaterThan(0);
    expect(new Set(rule.references).size).toBe(rule.references.length);
    for (const url of rule.references) {
      expect(url).toMatch(/^https:\/\/[^\s<>]+$/);
      expect(new URL(url).href.replace(/\/$/, '')).toBe(url.replace(/\/$/, ''));
    }
  });
});
