interface InterpretedObject {
  /** Its kind, name and properties. */
  definition: string;
  /** The rules of a chain, or the elements of a set or map. */
  readonly content: string[];
}

/**
 * A table as nft makes it from the lines of a script, as far as kube-proxy's scripts go. As in the kernel, what is referred to has
 * to be there, and nothing goes that is referred to.
 */
export class InterpretedTable {
  private readonly objects = new Map<string, InterpretedObject>();

  constructor(lines: Iterable<string>) {
    this.apply(lines);
  }

  public apply(lines: Iterable<string>): void {
    for (const line of lines) if (!line.startsWith('#')) this.run(line);
  }

  /** All that is in the table, with no order but that of rules. */
  public content(): { [name: string]: readonly string[] } {
    return Object.fromEntries([...this.objects.values()].map(({ definition, content }) => (
      [definition, definition.startsWith('chain ') ? content : [...content].sort()]
    )));
  }

  private run(line: string): void {
    const [, verb, kind, name, rest] = /^(add|flush|delete) (table|chain|set|map|rule|element) ip6? kube-proxy ?(\S*) ?(.*)$/.exec(line) ?? [];
    const fail = (reason: string): never => {
      throw new Error(`${line}: ${reason}`);
    };
    if (kind === 'table') return;
    if (verb === undefined) fail('is not a line that kube-proxy writes');
    const present = this.objects.get(name);
    if (verb === 'add' && ['chain', 'set', 'map'].includes(kind)) {
      const definition = [kind, name, rest].join(' ').trimEnd();
      if (!present) this.objects.set(name, { definition, content: [] });
      else if (kind === 'set') present.definition = definition;
      else if (present.definition !== definition) fail('is there with other properties');
      return;
    }
    if (!present) return fail('is not there');
    switch (`${verb} ${kind}`) {
      case 'add rule':
      case 'add element': {
        const missing = references(rest).find(other => !this.objects.has(other));
        if (missing !== undefined) fail(`${missing} is not there`);
        if (kind === 'element' && present.content.some(element => keyOf(element) === keyOf(rest))) fail('is there already');
        present.content.push(rest);
        return;
      }
      case 'delete element': {
        const position = present.content.findIndex(element => keyOf(element) === keyOf(rest));
        if (position < 0) fail('is not there');
        present.content.splice(position, 1);
        return;
      }
      case 'flush chain':
        present.content.length = 0;
        return;
      default:
        if (kind === 'chain' && present.content.length > 0) fail('has rules');
        if ([...this.objects.values()].some(({ content }) => content.some(text => references(text).includes(name)))) fail('is in use');
        this.objects.delete(name);
    }
  }
}

function references(text: string): string[] {
  return [...text.replace(/"[^"]*"/g, '').matchAll(/(?:goto |jump |@)([^\s,}]+)/g)].map(match => match[1]);
}

function keyOf(element: string): string {
  return /^\{ (.*?)(?: comment "[^"]*")?(?: : .*)? \}$/.exec(element)![1];
}
