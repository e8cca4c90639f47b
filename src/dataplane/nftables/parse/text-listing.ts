import { ListedBase, ListedChain, ListedElement, ListedNamedContainer, ListedRule, ListedTable, Listing, NotUnderstood } from './syntax';
import { parseElements } from './text-expressions';
import { textRule } from './text-rules';
import { Tokens, unquoted } from './tokens';
import { durationSeconds, priorityNumber, typeName } from './values';
import { InputError, quoted } from '../../../base/errors';

/** What `nft list ruleset` or `nft list table` printed as text. */
export function parseTextListing(text: string, name: string): Listing {
  return new TextListing(text, name).read();
}

const TABLE = /^table (ip|ip6|inet|arp|bridge|netdev) (\S+) \{$/;
const CHAIN = /^chain (\S+) \{$/;
const CONTAINER = /^(set|map|meter) (\S+) \{$/;
/** Objects that rules refer to and that hold no rules: `counter web-hits {`, `ct helper ftp-std {`. */
const OTHER = /^((?:counter|quota|limit|flowtable|synproxy|secmark|tunnel|ct helper|ct timeout|ct expectation) \S+) \{$/;
const HANDLE = / # handle \d+$/;
const BASE = /^type (\S+) hook (\S+)(?: devices? (?:= )?("[^"]*"|\S+|\{[^}]*\}))? priority ([^;]+); policy (accept|drop);$/;

/** Goes through a listing line by line; elements and rules of which nobody asks stay text. */
class TextListing {
  private line = 0;
  private position = 0;
  private readonly tables = new Map<string, ListedTable>();

  constructor(private readonly text: string, private readonly name: string) {}

  public read(): Listing {
    for (let line = this.nextLine(); line !== undefined; line = this.nextLine()) {
      if (line === '' || line.startsWith('#')) continue;
      const match = TABLE.exec(line);
      if (!match) throw this.wrong(`${quoted(line)} is not the start of a table; expected what nft list ruleset prints, for example, "table ip kube-proxy {"`);
      const table = this.table(match[1], unquoted(match[2]));
      const key = `${table.family} ${table.name}`;
      if (this.tables.has(key)) throw new InputError(`${this.name}:${table.line}: table ${key} is listed twice; expected one listing of one node`);
      this.tables.set(key, table);
    }
    return { name: this.name, format: 'text', tables: [...this.tables.values()], isCut: false };
  }

  private table(family: string, name: string): ListedTable {
    const startLine = this.line;
    const chains = new Map<string, ListedChain>();
    const containers = new Map<string, ListedNamedContainer>();
    const others: string[] = [];
    let comment: string | undefined;
    let isDormant = false;
    for (;;) {
      const line = this.lineOf(`table ${family} ${name}`);
      if (line === '}') break;
      if (line === '') continue;
      const chain = CHAIN.exec(line);
      const container = chain ? null : CONTAINER.exec(line);
      const other = chain || container ? null : OTHER.exec(line);
      if (chain) {
        const read = this.chain(unquoted(chain[1]), family);
        chains.set(read.name, read);
      } else if (container) {
        const read = this.container(container[1] === 'map' ? 'map' : 'set', unquoted(container[2]));
        containers.set(read.name, read);
      } else if (other) {
        others.push(other[1]);
        this.skipBlock(other[1]);
      } else if (line.startsWith('flags ')) {
        isDormant = /\bdormant\b/.test(line);
      } else if (line.startsWith('comment "')) {
        comment = line.slice('comment "'.length, -1);
      } else {
        throw this.wrong(`${quoted(line)} is not understood in table ${family} ${name}; expected a chain, set or map, as nft list ruleset prints them`);
      }
    }
    return { family, name, comment, isDormant, chains, containers, others, line: startLine, isCut: false };
  }

  private chain(name: string, family: string): ListedChain {
    const rules: ListedRule[] = [];
    const { line: startLine } = this;
    let base: ListedBase | undefined;
    let comment: string | undefined;
    for (;;) {
      const line = this.lineOf(`chain ${name}`);
      if (line === '}') return { name, base, comment, line: startLine, rules };
      if (line === '') continue;
      if (line.startsWith('comment "')) comment = line.slice('comment "'.length, -1);
      else if (rules.length === 0 && base === undefined && line.startsWith('type ') && line.includes(' hook ')) base = this.base(line, family);
      else rules.push(textRule(line, this.line));
    }
  }

  private base(line: string, family: string): ListedBase {
    const match = BASE.exec(line.endsWith('policy accept;') || line.endsWith('policy drop;') ? line : `${line} policy accept;`);
    const priority = match ? priorityNumber(match[4].trim(), family) : undefined;
    if (!match || priority === undefined) {
      throw this.wrong(`${quoted(line)} is not understood; expected, for example, "type filter hook prerouting priority dstnat - 10; policy accept;"`);
    }
    const [, type, hook, device, , policy] = match;
    return { type, hook, device: device === undefined ? undefined : unquoted(device), priority, policy: policy as 'accept' | 'drop' };
  }

  private container(kind: 'set' | 'map', name: string): ListedNamedContainer {
    const { line: startLine } = this;
    let [keyType, flags]: [string[], string[]] = [[], []];
    let dataType: string | undefined;
    let timeoutSeconds: number | undefined;
    let comment: string | undefined;
    let elements: { start: number; end: number; line: number } | undefined;
    for (;;) {
      const line = this.lineOf(`${kind} ${name}`);
      if (line === '}') break;
      const [property] = line.split(' ', 1);
      const value = line.slice(property.length + 1);
      switch (property) {
        case 'type':
        case 'typeof': {
          const [key, data] = value.split(' : ');
          keyType = key.split(' . ').map(typeName);
          dataType = data;
          break;
        }
        case 'flags': flags = value.split(',').map(flag => flag.trim()); break;
        case 'timeout': timeoutSeconds = durationSeconds(value); break;
        case 'comment': comment = unquoted(value); break;
        case 'elements': elements = this.elements(name); break;
        case '':
        case 'size':
        case 'gc-interval':
        case 'policy':
        case 'auto-merge':
        case 'counter':
        case 'limit':
        case 'quota':
        case 'last': break;
        default: throw this.wrong(`${quoted(line)} is not understood in ${kind} ${name}; expected a property of it or "elements = { … }"`);
      }
    }
    let known: readonly ListedElement[] | undefined;
    const read = () => known ??= elements ? this.readElements(elements, name) : [];
    return { name, kind, keyType, dataType, flags, timeoutSeconds, comment, line: startLine, elements: read };
  }

  /** Passes over the elements; a line that ends them ends with a brace, and a comment in between never does. */
  private elements(name: string): { start: number; end: number; line: number } {
    const { line } = this;
    const end = this.position - 1;
    const start = this.text.lastIndexOf('\n', end - 1) + 1;
    if (!endsElements(this.text.slice(start, end).trim())) {
      while (!endsElements(this.lineOf(`the elements of ${name}`)));
    }
    return { start: this.text.indexOf('{', start) + 1, end: this.text.lastIndexOf('}', this.position - 1), line };
  }

  private readElements({ start, end, line }: { start: number; end: number; line: number }, name: string): ListedElement[] {
    try {
      const tokens = new Tokens(this.text, start, end);
      const elements = parseElements(tokens);
      if (tokens.next !== undefined) throw new NotUnderstood(tokens.next);
      return elements;
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      throw new InputError(`${this.name}:${line}: the elements of ${name} are not understood (${quoted(error.message)}); expected, for example, "elements = { 10.96.0.1, 10.96.0.10 }"`);
    }
  }

  private skipBlock(name: string): void {
    while (this.lineOf(name) !== '}');
  }

  /** The next line inside of something that has to end. */
  private lineOf(inside: string): string {
    const line = this.nextLine();
    if (line === undefined) throw this.wrong(`the listing ends inside of ${inside}; expected all that nft list ruleset prints`);
    return line;
  }

  /** The next line without indent and handle; undefined at the end. */
  private nextLine(): string | undefined {
    const { text, position } = this;
    if (position >= text.length) return undefined;
    const end = text.indexOf('\n', position);
    this.position = end < 0 ? text.length + 1 : end + 1;
    this.line++;
    const line = text.slice(position, end < 0 ? undefined : end).trim();
    return line.endsWith('"') || !line.includes('#') ? line : line.replace(HANDLE, '').replace(/\s+# count \d+$/, '');
  }

  private wrong(problem: string): InputError {
    return new InputError(`${this.name}:${this.line}: ${problem}`);
  }
}

/** Whether a line of elements is the last: a brace outside of a string. */
function endsElements(line: string): boolean {
  return line.endsWith('}') && line.split('"').length % 2 === 1;
}
