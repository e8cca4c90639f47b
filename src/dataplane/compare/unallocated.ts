import { answerChanges, answerOf } from './answers';
import { BehaviorChange } from './behavior-change';
import { RulesetChangeAction } from './ruleset-change';
import { Family } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { IP_FAMILY_OF } from '../../base/ip/enums';
import { IpProtocol } from '../../base/ip/ip-protocol';
import { addressAt, sizeOf } from '../../base/ip/range';
import { ClusterNetwork } from '../explain/cluster-network';
import { sendersOf } from '../explain/matrix-rows';
import { SourceClass } from '../explain/vocabulary';
import { RulesetInputs } from '../nftables/generate';
import { Table } from '../nftables/model/table';
import { Tracer } from '../nftables/trace/tracer';

/** A table and what it was made from. */
export interface TableOfInputs {
  readonly inputs: RulesetInputs;
  readonly table: Table;
}

/** Any port: no rule looks at it. */
const PORT = 80;

/** What clients notice at an address of each service range that no Service has; versions differ in this. */
export function* unallocatedChanges(before: TableOfInputs, after: TableOfInputs): Generator<BehaviorChange> {
  const { family } = after.table;
  const ranges = new Map([before, after].flatMap(({ inputs }) => rangesOf(inputs, family)).map(range => [range.text, range]));
  for (const range of ranges.values()) {
    const address = freeAddress(range, [before, after]);
    if (address === undefined) continue;
    const [old, recent] = [before, after].map(side => answersTo(address, side));
    const answers = Object.values(SourceClass).map(source => ({ source, before: old.get(source), after: recent.get(source) }));
    for (const change of answerChanges(answers.filter(answer => answer.before !== undefined && answer.after !== undefined))) {
      yield { family: IP_FAMILY_OF[family], address, port: PORT, protocol: IpProtocol.TCP, action: RulesetChangeAction.CHANGED, ...change };
    }
  }
}

function rangesOf({ cluster }: RulesetInputs, family: Family): Cidr[] {
  return [...cluster.serviceCidrs.values()].flatMap(({ cidrs }) => cidrs.map(({ cidr }) => cidr)).filter(cidr => cidr.family === family);
}

/** The first address of a range that no Service has; undefined where all of them are taken. */
function freeAddress(range: Cidr, sides: readonly TableOfInputs[]): string | undefined {
  const taken = new Set(sides.flatMap(({ inputs, table }) => (
    [...inputs.cluster.services.values()].flatMap(({ clusterIps, externalIps, loadBalancerVips }) => (
      [clusterIps[table.family], ...[...externalIps, ...loadBalancerVips].map(({ text }) => text)]
    ))
  )));
  for (let offset = 1; offset < sizeOf(range); offset++) {
    const address = addressAt(range, offset);
    if (!taken.has(address)) return address;
  }
  return undefined;
}

function answersTo(destination: string, { inputs, table }: TableOfInputs): ReadonlyMap<SourceClass, string> {
  const network = new ClusterNetwork(inputs);
  const tracer = new Tracer(table, network.isOwn);
  return new Map(sendersOf(network, table.family).map(({ sourceClass, address, inputInterface }) => (
    [sourceClass, answerOf(tracer.trace({ family: table.family, protocol: 'tcp', source: address, destination, port: PORT, inputInterface }))]
  )));
}
