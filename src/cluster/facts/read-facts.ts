import { FactId, FACTS } from './fact-table';
import { LogStream, logStreams } from './log-lines';
import { Facts, NodeFacts } from './node-facts';
import { mismatch, text } from './shape';
import { InputError, quoted } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { didYouMean } from '../../base/text/suggest';

/** The version of the document that the probe prints. */
export const DOCUMENT_VERSION = 1;

const FIELDS = ['kind', 'version', 'node', 'time', 'asRoot', 'facts'];

/**
 * The documents that the probe has printed: one or several, one after another, as `kubectl logs` prints them with or without `--prefix`.
 *
 * @param name what messages call the text
 * @throws InputError where it holds something else
 */
export function factsOfText(content: string, name: string): NodeFacts[] {
  const documents = logStreams(content).flatMap(stream => [...documentsOf(stream, name)]);
  if (documents.length === 0) throw new InputError(`${name}: no node facts; expected what the probe prints, for example {"kind":"NodeFacts","version":${DOCUMENT_VERSION},…}`);
  return documents;
}

function* documentsOf({ pod, text: stream, lines }: LogStream, file: string): Generator<NodeFacts> {
  let line = 0;
  const place = (at: number): string => `${file}:${lines[at]}`;
  for (let start = nextBlack(stream, 0), from = 0; start < stream.length; start = nextBlack(stream, start)) {
    line += lineFeeds(stream, from, start);
    const where = `${place(line)}: ${pod === '' ? '' : `pod ${pod}: `}`;
    if (stream[start] !== '{') {
      throw new InputError(`${where}${quoted(stream.slice(start, start + 40).split('\n')[0])} is not a document of the probe; expected {"kind":"NodeFacts",…}`);
    }
    const end = documentEnd(stream, start);
    if (end === undefined) throw new InputError(`${where}the document is cut off: a bracket is not closed. With a selector kubectl logs prints 10 lines alone: add --tail=-1`);
    yield factsOf(parse(stream.slice(start, end), where), where, `${place(line)}`);
    line += lineFeeds(stream, start, end);
    start = from = end;
  }
}

function parse(document: string, where: string): unknown {
  try {
    return JSON.parse(document);
  } catch (error) {
    throw new InputError(`${where}not valid JSON: ${(error as Error).message}`);
  }
}

function factsOf(document: unknown, where: string, source: string): NodeFacts {
  if (!isPlainObject(document) || document.kind !== 'NodeFacts') {
    const kind = isPlainObject(document) ? document.kind : undefined;
    throw new InputError(`${where}kind: ${quoted(kind)} is not a document of the probe; expected "NodeFacts"`);
  }
  if (document.version !== DOCUMENT_VERSION) {
    throw new InputError(`${where}NodeFacts: version: ${quoted(document.version)} is not known here; expected ${DOCUMENT_VERSION}: take the probe that `
      + 'cdk8s-nftables probe prints');
  }
  const nodeProblem = mismatch(document.node, text, 'node') ?? (document.node === '' ? 'node: "" is not a name; expected, for example, "worker-1"' : undefined);
  if (nodeProblem !== undefined) throw new InputError(`${where}NodeFacts: ${nodeProblem}`);
  const object = `${where}NodeFacts ${String(document.node)}: `;
  const problem = problemOf(document);
  if (problem !== undefined) throw new InputError(`${object}${problem}`);
  return new NodeFacts(document.node as string, document.time as number, document.facts as Facts, source);
}

function problemOf(document: PlainObject): string | undefined {
  const unknown = Object.keys(document).find(key => !FIELDS.includes(key));
  if (unknown !== undefined) return `${quoted(unknown)} is not a field of the document; expected ${FIELDS.join(', ')}${didYouMean(unknown, FIELDS)}`;
  const problem = mismatch(document.time, { kind: 'count' }, 'time') ?? mismatch(document.asRoot, { kind: 'boolean' }, 'asRoot');
  if (problem !== undefined) return problem;
  if (!isPlainObject(document.facts)) return `facts: ${quoted(document.facts)} is not a mapping`;
  for (const [id, fact] of Object.entries(document.facts)) {
    const path = `facts[${quoted(id)}]`;
    if (!Object.hasOwn(FACTS, id)) return `${path}: not a fact that is known here${didYouMean(id, Object.keys(FACTS))}`;
    const wrong = factProblem(id as FactId, fact, path);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function factProblem(id: FactId, fact: unknown, path: string): string | undefined {
  if (!isPlainObject(fact)) return `${path}: ${quoted(fact)} is not a fact; expected {"value":…,"from":…} or {"unknown":…}`;
  if ('unknown' in fact) {
    return mismatch(fact, { kind: 'record', fields: { unknown: text } }, path);
  }
  return mismatch(fact, { kind: 'record', fields: { value: FACTS[id].shape, from: text } }, path);
}

/** The end of the document that starts with a bracket; undefined where it is cut off. */
function documentEnd(stream: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < stream.length; at++) {
    switch (stream[at]) {
      case '"':
        for (at++; at < stream.length && stream[at] !== '"'; at++) if (stream[at] === '\\') at++;
        break;
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (--depth === 0) return at + 1;
    }
  }
  return undefined;
}

function nextBlack(stream: string, from: number): number {
  let at = from;
  while (at < stream.length && /\s/.test(stream[at])) at++;
  return at;
}

function lineFeeds(stream: string, from: number, to: number): number {
  let lines = 0;
  for (let at = stream.indexOf('\n', from); at !== -1 && at < to; at = stream.indexOf('\n', at + 1)) lines++;
  return lines;
}
