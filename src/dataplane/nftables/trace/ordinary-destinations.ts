import { parseIpBytes } from '../../../base/ip/address';
import { Cidr, cidrContainsBytes, parseCidr } from '../../../base/ip/cidr';
import { Expression } from '../model/expressions';
import { passingRules } from '../model/lazy-chain';
import { Statement } from '../model/statements';
import { Key, Table } from '../model/table';

/** As many addresses are remembered: those of one Service come one after the other. */
const MOST = 4_096;

/**
 * Tells the addresses and ports that a table treats alike: no rule, set or map names them, and the same networks have them. A
 * packet that goes to one of them goes the way of a packet to another one.
 */
export class OrdinaryDestinations {
  private readonly addresses = new Set<string>();
  private readonly ports = new Set<number>();
  private readonly networks = new Map<string, Cidr>();
  private readonly kinds = new Map<string, string | undefined>();

  constructor(table: Table, private readonly isLocal: (address: string) => boolean) {
    for (const { elements, keyType } of [...table.sets.values(), ...table.maps.values()]) {
      const hasAddress = keyType.some(type => type === 'ipv4_addr' || type === 'ipv6_addr');
      for (const { key } of elements.values()) this.addKey(key, hasAddress);
    }
    for (const chain of table.chains.values()) {
      for (const { statements } of passingRules(chain)) for (const statement of statements) this.addStatement(statement);
    }
  }

  /** Equal texts are treated alike; undefined for an address or port that is one of its own. */
  public kindOf(address: string, port: number): string | undefined {
    if (this.ports.has(port)) return undefined;
    if (this.kinds.has(address)) return this.kinds.get(address);
    if (this.kinds.size >= MOST) this.kinds.clear();
    const kind = this.kindOfAddress(address);
    this.kinds.set(address, kind);
    return kind;
  }

  private kindOfAddress(address: string): string | undefined {
    if (this.addresses.has(address) || this.isLocal(address)) return undefined;
    if (this.networks.size === 0) return '';
    const bytes = parseIpBytes(address)!;
    return [...this.networks.values()].map(network => (cidrContainsBytes(network, bytes) ? '1' : '0')).join('');
  }

  private addKey(key: Key, hasAddress: boolean): void {
    for (const part of key) {
      if (typeof part === 'string') this.addresses.add(part);
      else if (!hasAddress) this.ports.add(part);
    }
  }

  private addStatement(statement: Statement): void {
    if (statement.kind !== 'match' || statement.right.kind === 'set') return;
    const values = statement.right.kind === 'literal' ? [statement.right.value] : statement.right.members;
    if (!isOfDestination(statement.left)) return;
    for (const value of values) {
      if (typeof value === 'number') this.ports.add(value);
      else if (value.includes('/')) this.networks.set(value, parseCidr(value)!);
      else this.addresses.add(value);
    }
  }
}

function isOfDestination(expression: Expression): boolean {
  return expression.kind === 'payload' && expression.field !== 'saddr';
}
