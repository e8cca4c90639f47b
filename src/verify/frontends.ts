import { Family } from '../base/ip/address';
import { Table } from '../dataplane/nftables/model/table';

/** What clients of a Service use: an address, or where there is none a NodePort on all of the node's. */
export interface Frontend {
  readonly family: Family;
  readonly address: string;
  readonly protocol: string;
  readonly port: number;
}

/** The frontends of all Services in the predicted tables. */
export class FrontendIndex {
  private readonly frontends: Frontend[] = [];

  /** @param nodeAddresses the node's addresses, on which NodePorts answer */
  constructor(tables: Iterable<Table>, nodeAddresses: (family: Family) => readonly string[], public readonly isLocal: (address: string) => boolean) {
    for (const { family, maps } of tables) {
      for (const name of ['service-ips', 'no-endpoint-services']) {
        for (const { key: [address, protocol, port] } of maps.get(name)?.elements.values() ?? []) {
          this.frontends.push({ family, address: String(address), protocol: String(protocol), port: Number(port) });
        }
      }
      for (const name of ['service-nodeports', 'no-endpoint-nodeports']) {
        for (const { key: [protocol, port] } of maps.get(name)?.elements.values() ?? []) {
          for (const address of nodeAddresses(family)) this.frontends.push({ family, address, protocol: String(protocol), port: Number(port) });
        }
      }
    }
  }

  public of(families: readonly Family[]): readonly Frontend[] {
    return this.frontends.filter(({ family }) => families.includes(family));
  }
}
