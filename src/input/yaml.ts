import { type Schema, type State } from 'js-yaml';
import { jsYaml } from './js-yaml';
import { syntaxError } from './location';
import { InputError } from '../base/errors';

/*
 * Scalars are read as sigs.k8s.io/yaml reads them, which kubectl and kube-proxy use: `yes`, `on` and `y` are
 * booleans as in YAML 1.1, `0755` and `0o755` are octal, `1_000` is a number, and a date is a string. Unlike
 * there, a key that appears twice and the tag `!!binary` are errors, and infinity and not-a-number are strings
 * (there they are errors, as JSON has neither).
 */

const TRUE = new Set(['true', 'True', 'TRUE', 'y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']);
const FALSE = new Set(['false', 'False', 'FALSE', 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']);
const NULL = new Set(['~', 'null', 'Null', 'NULL']);
const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const RADIX = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;

/** The number that a plain scalar is, or `undefined`. */
function toNumber(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  // Almost all scalars are told apart by their first character.
  const first = text.charCodeAt(0);
  if (!((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e)) return undefined;
  const digits = first !== 0x2e && text.includes('_') ? text.replaceAll('_', '') : text;
  const radix = RADIX.exec(digits);
  if (radix) {
    const [, sign, hexadecimal, binary, octal] = radix;
    const value = hexadecimal ? parseInt(hexadecimal, 16) : binary ? parseInt(binary, 2) : parseInt(octal, 8);
    if (value < 2 ** 64) return sign === '-' && value !== 0 ? -value : value;
    if (!octal) return undefined;
  }
  if (!DECIMAL.test(digits)) return undefined;
  // No negative zero.
  const value = Number(digits) + 0;
  return Number.isFinite(value) ? value : undefined;
}

const number = { kind: 'scalar', resolve: (text: unknown) => toNumber(text) !== undefined, construct: toNumber } as const;

let knownSchema: Schema | undefined;

function kubernetesSchema(): Schema {
  knownSchema ??= newSchema();
  return knownSchema;
}

function newSchema(): Schema {
  const { FAILSAFE_SCHEMA, Type } = jsYaml();
  return FAILSAFE_SCHEMA.extend({
    implicit: [
      new Type('tag:yaml.org,2002:null', {
        kind: 'scalar',
        resolve: (text: string | null) => text === null || (text.length <= 4 && NULL.has(text)),
        construct: () => null,
      }),
      new Type('tag:yaml.org,2002:bool', {
        kind: 'scalar',
        resolve: (text: string | null) => text !== null && text.length <= 5 && (TRUE.has(text) || FALSE.has(text)),
        construct: (text: string) => TRUE.has(text),
      }),
      new Type('tag:yaml.org,2002:int', number),
      new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: unknown) => text === '<<' || text === null }),
    ],
    explicit: [new Type('tag:yaml.org,2002:float', number)],
  });
}

/**
 * All documents of a text.
 *
 * @param text the text, which must not be empty
 * @param onMapping is called with each mapping and the line (from 0) where it starts, innermost first
 */
export function loadYaml(text: string, onMapping?: (mapping: object, line: number) => void): unknown[] {
  // A template that is not rendered yet, {{ .Values.port }}, is a mapping with a mapping for its key.
  const mayHaveTemplates = text.includes('{{');
  if (onMapping === undefined) {
    return jsYaml().loadAll(text, null, { schema: kubernetesSchema(), ...mayHaveTemplates && { listener: refuseMappingAsKey } });
  }
  const lines: number[] = [];
  const listener = (event: 'open' | 'close', state: State): void => {
    if (event === 'open') {
      lines.push(state.line);
    } else {
      const line = lines.pop();
      if (mayHaveTemplates) refuseMappingAsKey(event, state);
      if (state.kind === 'mapping' && state.result !== null) onMapping(state.result, line ?? 0);
    }
  };
  return jsYaml().loadAll(text, null, { schema: kubernetesSchema(), listener });
}

/** Tags of programs, as CloudFormation's !Ref, say nothing about the text of a value. */
const anyTag = () => (['scalar', 'sequence', 'mapping'] as const).map(kind => new (jsYaml().Type)('!', { kind, multi: true }));

/**
 * Reads a text for the places of what is in it.
 *
 * @param listener is called where the parser begins with a value, and where it is done with it, innermost first
 */
export function loadYamlTree(text: string, listener: (event: 'open' | 'close', state: State) => void): void {
  jsYaml().loadAll(text, null, { schema: kubernetesSchema().extend({ explicit: anyTag() }), listener });
}

/** Where the mappings of a text start, and where their keys are; lines are from 1. */
export interface KeyLines {
  /** Innermost first. */
  readonly mappings: readonly { readonly mapping: object; readonly line: number }[];
  readonly keys: ReadonlyMap<object, ReadonlyMap<string, number>>;
}

/**
 * The lines of all keys of a text.
 *
 * @throws YAMLException where it is not YAML
 */
export function keyLines(text: string): KeyLines {
  const mappings: { mapping: object; line: number }[] = [];
  const keys = new Map<object, ReadonlyMap<string, number>>();
  // Below each node that is open: the nodes within it, in order, which are a key, its value, and so on where it is a mapping.
  const open: { line: number; nodes: { result: unknown; line: number }[] }[] = [];
  jsYaml().loadAll(text, null, {
    schema: kubernetesSchema(),
    listener: (event: 'open' | 'close', { line, kind, result }: State) => {
      if (event === 'open') {
        open.push({ line: line + 1, nodes: [] });
        return;
      }
      const node = open.pop();
      if (!node) return;
      open.at(-1)?.nodes.push({ result, line: node.line });
      if (kind !== 'mapping' || result === null) return;
      const names = Object.keys(result as object);
      const found = names.map(name => [name, node.nodes.find((each, i) => i % 2 === 0 && String(each.result) === name)?.line] as const);
      mappings.push({ mapping: result as object, line: node.line });
      keys.set(result as object, new Map(found.flatMap(([name, at]) => at === undefined ? [] : [[name, at] as const])));
    },
  });
  return { mappings, keys };
}

/** js-yaml makes a text of a key that is a mapping; the programs that read a manifest refuse it. */
function refuseMappingAsKey(event: 'open' | 'close', { kind, result, input, position, line, lineStart }: State): void {
  if (event !== 'close' || kind !== 'mapping' || result === null || !Object.hasOwn(result, '[object Object]')) return;
  const mark = { buffer: input, position, name: '', line, column: position - lineStart, snippet: '' };
  throw new (jsYaml().YAMLException)('a key is a mapping; expected a text', mark);
}

/**
 * What js-yaml has thrown, as an `InputError`.
 *
 * @param error the error
 * @param where the text of a location up to the line, given the line (from 1)
 */
export function yamlError(error: unknown, where: (line: number) => string): InputError {
  const { YAMLException } = jsYaml();
  if (!(error instanceof YAMLException) || !error.mark) {
    return new InputError(`${where(1)}: ${error instanceof YAMLException ? error.reason : String(error)}`);
  }
  const { buffer, position } = error.mark;
  // Not all errors come with the right line, but all come with the right position.
  let line = 1;
  let start = 0;
  for (const { index, 0: text } of buffer.slice(0, position).matchAll(/\r\n?|\n/g)) {
    line++;
    start = index + text.length;
  }
  const source = buffer.slice(start, position + 80).split(/[\r\n]/, 1)[0];
  return syntaxError(where(line), position - start + 1, error.reason, source, position - start);
}

/** A key that a mapping has a second time. */
export interface RepeatedKey {
  readonly key: string;
  /** The line of the second one, from 1. */
  readonly line: number;
}

/**
 * Reads one document of YAML or JSON, as in a configuration file or in the data of a ConfigMap. Empty text is
 * `undefined`.
 *
 * @param text the text
 * @param name what the text is, for messages: `config.yaml`, or where the ConfigMap stands and which key it is; or what a line of it is called
 * @param onRepeatedKey is called with a key that is there a second time: the last one counts then, as for Go's lenient decoders; without it this
 *   is an error
 */
export function parseYamlDocument(text: string, name: string | ((line: number) => string), onRepeatedKey?: (key: RepeatedKey) => void): unknown {
  const documents = loadDocuments(text, name, onRepeatedKey).filter((document) => document !== null && document !== undefined);
  if (documents.length > 1) throw new InputError(`${typeof name === 'string' ? name : name(1)}: holds ${documents.length} documents, expected one`);
  return documents[0];
}

function loadDocuments(text: string, name: string | ((line: number) => string), onRepeatedKey: ((key: RepeatedKey) => void) | undefined): unknown[] {
  const where = typeof name === 'string' ? (line: number) => `${name}, line ${line}` : name;
  try {
    return loadYaml(text);
  } catch (error) {
    const repeated = onRepeatedKey && repeatedKeyOf(error);
    if (!onRepeatedKey || !repeated) throw yamlError(error, where);
    onRepeatedKey(repeated);
  }
  try {
    // As in JSON.parse, the last one of equal keys counts.
    return jsYaml().loadAll(text, null, { schema: kubernetesSchema(), json: true });
  } catch (error) {
    throw yamlError(error, where);
  }
}

function repeatedKeyOf(error: unknown): RepeatedKey | undefined {
  if (!(error instanceof jsYaml().YAMLException) || !error.mark || error.reason !== 'duplicated mapping key') return undefined;
  const { buffer, position } = error.mark;
  const key = /^[^\r\n:]*/.exec(buffer.slice(position))![0].trim().replace(/^(["'])(.*)\1$/, '$2');
  return { key, line: buffer.slice(0, position).split(/\r\n?|\n/).length };
}
