import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The API as jsii hands it to the other languages. It is written when the library is compiled. */
const { types } = JSON.parse(readFileSync(join(__dirname, '..', '.jsii'), 'utf8')) as { types: Record<string, Type> };

interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly custom?: { readonly throws?: string };
}

interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly overrides?: string;
  readonly parameters?: readonly Member[];
}

interface Type extends Member {
  readonly datatype?: boolean;
  readonly initializer?: Member;
  readonly methods?: readonly Member[];
  readonly properties?: readonly Member[];
  readonly members?: readonly Member[];
}

/** All types and members by their place, as in `Ruleset.toNft`. */
const documented = Object.values(types).flatMap(type => [
  [type.name, type] as const,
  ...[...type.methods ?? [], ...type.properties ?? [], ...type.members ?? []].map(member => [`${type.name}.${member.name}`, member] as const),
]);
const parameters = Object.values(types).flatMap(type => [
  ...(type.initializer?.parameters ?? []).map(parameter => [`${type.name}(${parameter.name})`, parameter] as const),
  ...(type.methods ?? []).flatMap(method => (method.parameters ?? []).map(parameter => [`${type.name}.${method.name}(${parameter.name})`, parameter] as const)),
]);

test('the API is read', () => {
  expect(documented.map(([place]) => place)).toEqual(expect.arrayContaining(['Ruleset', 'Ruleset.toNft', 'ProxyMode.NFTABLES', 'RulesetOptions.nodeName']));
});

test('everything is documented', () => {
  const silent = [...documented, ...parameters].filter(([, { docs }]) => !docs?.summary).map(([place]) => place);
  expect(silent).toEqual([]);
});

test('the first sentence says something whole: IDEs show it alone, and jsii ends it at a semicolon, too', () => {
  const cut = documented.filter(([, { docs }]) => /[;:,]$/.test(docs?.summary ?? '')).map(([place, { docs }]) => `${place}: ${docs!.summary}`);
  expect(cut).toEqual([]);
});

test('every optional property tells what it is without a value', () => {
  const silent = Object.values(types).filter(({ datatype }) => datatype)
    .flatMap(type => (type.properties ?? []).filter(({ optional, docs }) => optional && !docs?.default).map(({ name }) => `${type.name}.${name}`));
  expect(silent).toEqual([]);
});

test('documentation is for readers of all languages', () => {
  const words = ({ docs }: Member) => [docs?.summary, docs?.remarks, docs?.default, docs?.custom?.throws].join(' ');
  const strange = [...documented, ...parameters].filter(([, member]) => /\bundefined\b|\bInputError\b/i.test(words(member))).map(([place]) => place);
  expect(strange).toEqual([]);
});

/** Words that are keywords or common names in one of the languages, where a generator would have to bend the name. */
const RESERVED = new Set([
  'and', 'as', 'assert', 'async', 'await', 'base', 'break', 'case', 'checked', 'class', 'const', 'continue', 'def', 'default', 'defer', 'del', 'delegate',
  'elif', 'enum', 'event', 'except', 'explicit', 'extern', 'fallthrough', 'finally', 'fixed', 'foreach', 'from', 'func', 'global', 'go', 'goto', 'implicit',
  'import', 'in', 'instanceof', 'interface', 'internal', 'is', 'lambda', 'lock', 'map', 'namespace', 'native', 'nonlocal', 'not', 'object', 'operator', 'or',
  'out', 'override', 'package', 'params', 'pass', 'private', 'protected', 'public', 'raise', 'range', 'ref', 'sealed', 'select', 'self', 'static', 'string',
  'struct', 'super', 'switch', 'synchronized', 'this', 'throws', 'transient', 'try', 'type', 'typeof', 'unsafe', 'using', 'var', 'virtual', 'volatile', 'with',
  'yield',
]);

test('no name is a keyword elsewhere', () => {
  expect([...documented, ...parameters].filter(([, { name }]) => RESERVED.has(name)).map(([place]) => place)).toEqual([]);
});

test('words are told apart as all languages tell them: Ip and Json, not IP and JSON', () => {
  const acronyms = documented.filter(([, { name }]) => !/^[A-Z0-9_]+$/.test(name) && /[A-Z]{2}/.test(name)).map(([place]) => place);
  expect(acronyms).toEqual([]);
});

test('no two members of a type differ in their case alone', () => {
  const twins = Object.values(types).flatMap(type => {
    const names = [...type.methods ?? [], ...type.properties ?? [], ...type.members ?? []].map(({ name }) => name.toLowerCase().replace(/_/g, ''));
    return [...new Set(names)].length === names.length && !names.includes(type.name.toLowerCase()) ? [] : [type.name];
  });
  expect(twins).toEqual([]);
});

test('namespaces refer to each other in one direction, since each is a package in Go', () => {
  const edges = new Map<string, Set<string>>();
  const namespaceOf = (name: string): string => name.split('.').slice(1, -1).join('.');
  const visit = (value: unknown, from: string): void => {
    if (Array.isArray(value)) {
      value.forEach(entry => visit(entry, from));
    } else if (typeof value === 'object' && value !== null) {
      for (const [field, entry] of Object.entries(value)) if (field !== 'docs' && field !== 'symbolId') visit(entry, from);
    } else if (typeof value === 'string' && value.startsWith('cdk8s-nftables.')) {
      edges.set(from, (edges.get(from) ?? new Set()).add(namespaceOf(value)));
    }
  };
  for (const [name, type] of Object.entries(types)) visit(type, namespaceOf(name));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => [...edges.get(from) ?? []]
    .some(next => next !== from && (next === to || (!seen.has(next) && reaches(next, to, seen.add(next)))));
  expect([...edges.keys()].filter(namespace => reaches(namespace, namespace))).toEqual([]);
});
