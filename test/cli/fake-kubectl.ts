import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plain } from '../support/builders';

/** A cluster as kubectl sees it. */
export interface FakeCluster {
  /** Objects by the kind as `kubectl api-resources -o name` prints it, with its version from the first object. */
  readonly served: { readonly [resource: string]: readonly Plain[] };
  /** Kinds that the user may not list. */
  readonly forbidden?: readonly string[];
  /** What a run prints before everything else. */
  readonly log?: string;
  /** An API whose server is down. */
  readonly broken?: string;
  /** What all commands answer with instead, and their exit code 1. */
  readonly unreachable?: string;
}

/**
 * A program that answers as kubectl 1.32 does, in its exit codes and texts (recorded from the real one, against a server with these answers),
 * and writes down what it is asked.
 */
export function fakeKubectl(folder: string, cluster: FakeCluster): { readonly program: string; readonly calls: () => string[][] } {
  const log = join(folder, `calls-${Math.random().toString(36).slice(2)}`);
  const program = `${log}-kubectl`;
  writeFileSync(log, '');
  writeFileSync(program, `#!${process.execPath}
const { appendFileSync, writeSync } = require('node:fs');
const cluster = ${JSON.stringify(cluster)};
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + '\\n');
const print = text => { for (let i = 0; i < text.length; i += 65536) writeSync(1, text.slice(i, i + 65536)); };
const fail = (text, code = 1) => { writeSync(2, text + '\\n'); process.exit(code); };
if (cluster.log) writeSync(2, cluster.log + '\\n');
if (cluster.unreachable) fail(cluster.unreachable);
const list = items => print(JSON.stringify({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }, undefined, 4) + '\\n');
const words = args.filter(arg => !arg.startsWith('-') && arg !== 'json');
const [verb, resource, ...names] = words;
if (verb === 'api-resources') {
  print(Object.entries(cluster.served).map(([name, [first]]) => {
    const [plural, ...group] = name.split('.');
    const version = first?.apiVersion ?? [...group.length > 0 ? [group.join('.')] : [], 'v1'].join('/');
    return [plural.padEnd(40), plural === 'nodes' ? 'no' : '', version, true, first?.kind ?? 'Kind' + plural].filter(word => word !== '').join('   ') + '\\n';
  }).join(''));
  if (cluster.broken) fail('error: unable to retrieve the complete list of server APIs: ' + cluster.broken + ': the server is currently unable to handle the request');
} else if (verb === 'get') {
  if (!(resource in cluster.served)) fail('error: the server doesn\\'t have a resource type "' + resource.split('.')[0] + '"');
  if ((cluster.forbidden ?? []).includes(resource)) {
    const [plural, ...group] = resource.split('.');
    if (names.length === 0) list([]);
    fail('Error from server (Forbidden): ' + resource + ' is forbidden: User "eve" cannot list resource "' + plural + '" in API group "' + group.join('.') + '" at the cluster scope');
  }
  const all = cluster.served[resource];
  if (names.length === 0) list(all);
  else {
    const namespace = (args.find(arg => arg.startsWith('--namespace=')) ?? '').slice('--namespace='.length);
    const found = names.flatMap(name => all.filter(({ metadata }) => metadata.name === name && (metadata.namespace ?? '') === namespace));
    if (found.length < names.length && !args.includes('--ignore-not-found')) fail('Error from server (NotFound): ' + resource + ' "' + names[0] + '" not found');
    if (names.length === 1 && found.length === 1) print(JSON.stringify(found[0], undefined, 4) + '\\n');
    else if (found.length > 0) list(found);
  }
} else fail('error: unknown command "' + verb + '" for "kubectl"');
`);
  chmodSync(program, 0o755);
  return { program, calls: () => readFileSync(log, 'utf8').trimEnd().split('\n').filter(line => line !== '').map(line => JSON.parse(line) as string[]) };
}
