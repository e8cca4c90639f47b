import { isJsonObject, jsonElement, JsonObject, jsonRule, list } from './json-rules';
import { ListedBase, ListedChain, ListedElement, ListedNamedContainer, ListedRule, ListedTable, Listing, NotUnderstood } from './syntax';
import { InputError, quoted } from '../../../base/errors';

/** What `nft -j list ruleset` or `nft -j list table` printed. */
export function parseJsonListing(text: string, name: string): Listing {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const whole = completeObjects(text);
    if (!whole) throw new InputError(`${name}: is not valid JSON (${(error as Error).message}); expected what nft -j list ruleset prints`);
    return new JsonListing(name, true).read(whole);
  }
  const objects = isJsonObject(document) ? document.nftables : undefined;
  if (!Array.isArray(objects)) throw new InputError(`${name}: has no list "nftables"; expected what nft -j list ruleset prints, {"nftables": [...]}`);
  return new JsonListing(name, false).read(objects);
}

interface TableParts extends Omit<ListedTable, 'chains' | 'containers' | 'others' | 'isCut'> {
  readonly chains: Map<string, ListedChain & { readonly rules: ListedRule[] }>;
  readonly containers: Map<string, ListedNamedContainer>;
  readonly others: string[];
}

/** Kinds of objects that rules refer to beside chains, sets and maps. */
const OTHERS: ReadonlySet<string> = new Set([
  'counter', 'quota', 'limit', 'flowtable', 'synproxy', 'secmark', 'tunnel', 'ct helper', 'ct timeout', 'ct expectation',
]);

class JsonListing {
  private readonly tables = new Map<string, TableParts>();
  private index = 0;

  constructor(private readonly name: string, private readonly isCut: boolean) {}

  public read(objects: readonly unknown[]): Listing {
    for (const entry of objects) {
      if (isJsonObject(entry)) for (const [kind, body] of Object.entries(entry)) if (isJsonObject(body)) this.add(kind, body);
      this.index++;
    }
    const tables = [...this.tables.values()];
    return {
      name: this.name,
      format: 'json',
      tables: tables.map((table, i) => ({ ...table, isCut: this.isCut && i === tables.length - 1 })),
      isCut: this.isCut,
    };
  }

  private add(kind: string, body: JsonObject): void {
    if (kind === 'table') {
      this.addTable(body);
      return;
    }
    if (kind === 'metainfo' || typeof body.table !== 'string') return;
    const table = this.tables.get(`${String(body.family)} ${body.table}`);
    if (!table) throw this.wrong(kind, body, `is of table ${String(body.family)} ${body.table}, which is not listed`);
    const name = String(body.name);
    switch (kind) {
      case 'chain':
        table.chains.set(name, { name, base: this.base(body), line: this.index, rules: [] });
        break;
      case 'rule': {
        const chain = table.chains.get(String(body.chain));
        if (!chain) throw this.wrong(kind, body, `is of chain ${quoted(body.chain)}, which is not listed before it`);
        chain.rules.push(jsonRule(list(body.expr), textOf(body.comment), this.index));
        break;
      }
      case 'set':
      case 'map':
      case 'meter':
        table.containers.set(name, this.container(kind === 'map' ? 'map' : 'set', name, body));
        break;
      default: if (OTHERS.has(kind)) table.others.push(`${kind} ${name}`);
    }
  }

  private addTable({ family, name, flags, comment }: JsonObject): void {
    const key = `${String(family)} ${String(name)}`;
    if (this.tables.has(key)) throw new InputError(`${this.name}: table ${key} is listed twice; expected one listing of one node`);
    this.tables.set(key, {
      family: String(family),
      name: String(name),
      comment: textOf(comment),
      isDormant: flags !== undefined && !list(flags).every(flag => OTHER_FLAGS.has(String(flag))),
      chains: new Map(),
      containers: new Map(),
      others: [],
      line: this.index,
    });
  }

  private base({ type, hook, prio, policy, dev }: JsonObject): ListedBase | undefined {
    if (hook === undefined) return undefined;
    const device = list(dev).map(String).join(',');
    return {
      type: String(type), hook: String(hook), priority: Number(prio ?? 0), policy: policy === 'drop' ? 'drop' : 'accept', device: device === '' ? undefined : device,
    };
  }

  private container(kind: 'set' | 'map', name: string, body: JsonObject): ListedNamedContainer {
    const { type, map, flags, timeout, comment, elem } = body;
    let known: ListedElement[] | undefined;
    const elements = () => {
      try {
        known ??= list(elem).map(element => jsonElement(element));
        return known;
      } catch (error) {
        if (!(error instanceof NotUnderstood)) throw error;
        throw this.wrong(kind, body, 'has elements that are not understood');
      }
    };
    return {
      name,
      kind,
      keyType: list(type).flatMap(part => String(part).split(' . ')),
      dataType: map === undefined ? undefined : String(map),
      flags: list(flags).map(String),
      timeoutSeconds: typeof timeout === 'number' ? timeout : undefined,
      comment: textOf(comment),
      line: this.index,
      elements,
    };
  }

  private wrong(kind: string, { name }: JsonObject, problem: string): InputError {
    return new InputError(`${this.name}: nftables[${this.index}]: ${kind}${name === undefined ? '' : ` ${quoted(name)}`} ${problem}`);
  }
}

/**
 * Flags of tables other than dormant. nft up to 1.0.6 prints in the place of `dormant` what is in memory that it does not use any
 * more, so all else stands for it (measured; it is the one flag that these versions know).
 */
const OTHER_FLAGS: ReadonlySet<string> = new Set(['owner', 'persist']);

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * The objects before the place where nft stopped; it does so in the middle of a table with flags, so that table counts as one object
 * more. Undefined where the text ends elsewhere: then it was not nft that cut it.
 */
function completeObjects(text: string): unknown[] | undefined {
  const cut = /,? ?(\{"table": \{"family": "(?:ip|ip6|inet|arp|bridge|netdev)", "name": "[^"\\]+", "handle": \d+), "flags": \s*$/.exec(text.slice(-MAX_CUT));
  if (!cut) return undefined;
  const start = text.length - Math.min(text.length, MAX_CUT) + cut.index;
  try {
    const { nftables } = JSON.parse(`${text.slice(0, start)}]}`) as { nftables: unknown[] };
    const { table } = JSON.parse(`${cut[1]}, "flags": "dormant"}}`) as { table: unknown };
    return [...nftables, { table }];
  } catch {
    return undefined;
  }
}

/** Longer than any table in JSON. */
const MAX_CUT = 1_000;
