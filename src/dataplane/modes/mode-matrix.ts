import { verdictOfAll } from './answers';
import { destinationsOf, ModeDestination } from './compare/destinations';
import { ModeSenders } from './compare/senders';
import { outcomeOf } from './mode-model';
import { ModeOutcome } from './outcome';
import { ModePacket } from './packet';
import { ModeModel } from './procedure';
import { Surroundings } from './surroundings';
import { failuresOf } from './why';
import { FAMILIES, Family } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { ClusterNetwork } from '../explain/cluster-network';
import { Frontend, frontendsOf, ServiceFilter } from '../explain/frontends';
import { sendersOf } from '../explain/matrix-rows';
import { Behavior, MatrixRow, MatrixSource, problemsAmong, Sender } from '../explain/matrix-source';
import { ExplainAllOptions, FrontendKind, PacketVerdict, SourceClass } from '../explain/vocabulary';
import { serviceFilter } from '../explain/wanted';

/** What a matrix is made from. */
export interface ModeMatrixSource {
  readonly network: ClusterNetwork;
  readonly kubernetesVersion: string;
  readonly surroundings: Surroundings;
  readonly model: (family: Family) => ModeModel;
  /** All that clients may send to, or the addresses and ports of Services alone. */
  readonly rows: 'all' | 'frontends';
}

/**
 * What becomes of traffic to all frontends.
 *
 * @throws InputError where a namespace or Service is not there
 */
export function modeMatrix(source: ModeMatrixSource, options: ExplainAllOptions): MatrixSource {
  const { network, kubernetesVersion, model } = source;
  const families = options.family === undefined ? FAMILIES : [FAMILY_OF[options.family]];
  const isWanted = serviceFilter(options, network.inputs);
  const rows = () => matrixRows(source, families, isWanted);
  return {
    mode: model(families[0]).mode,
    nodeName: network.inputs.node.name,
    kubernetesVersion,
    notes: [],
    senders: families.flatMap(family => [...sendersOf(network, family), ...source.rows === 'all' ? lanSenders(model(family), network) : []]),
    rows: options.onlyProblems ? () => problemsAmong(rows()) : rows,
  };
}

/** Hosts of the node's network are shown where it is known which one that is. */
function lanSenders({ view }: ModeModel, network: ClusterNetwork): Sender[] {
  const { networks = [] } = view.inputs;
  const isKnown = networks.some(({ family }) => family === view.family);
  return isKnown ? [{ sourceClass: SourceClass.LAN, family: view.family, address: network.externalAddress(view.family) }] : [];
}

function* matrixRows(source: ModeMatrixSource, families: readonly Family[], isWanted: ServiceFilter): Generator<MatrixRow> {
  const { network } = source;
  for (const family of families) {
    const model = source.model(family);
    const senders = new ModeSenders(model.view, network, source.surroundings.destinationOnLan);
    const shown = source.rows === 'frontends' ? frontendKeys(network, family, isWanted) : undefined;
    for (const destination of destinationsOf(model.view)) {
      const frontend = frontendOf(destination, family);
      if (!frontend || !isWanted(frontend.service) || (shown && !shown.has(keyOf(frontend)))) continue;
      const cells = cellsOf(destination, model, senders, source.surroundings);
      yield { frontend, cells: shown ? cells.filter(({ sourceClass }) => USUAL.has(sourceClass)) : cells };
    }
  }
}

/** The kinds of clients that are shown where it is not all. */
const USUAL: ReadonlySet<SourceClass> = new Set([
  SourceClass.POD_ON_NODE, SourceClass.POD_ELSEWHERE, SourceClass.NODE, SourceClass.EXTERNAL, SourceClass.EXTERNAL_IN_RANGE,
]);

/** The frontends that are shown where it is not all: of NodePorts, those on one address of the node. */
function frontendKeys({ inputs }: ClusterNetwork, family: Family, isWanted: ServiceFilter): ReadonlySet<string> {
  return new Set([...frontendsOf(inputs, family, isWanted)].map(keyOf));
}

function keyOf({ kind, address, portNumber, port }: Frontend): string {
  return `${kind} ${address} ${portNumber} ${port.protocol}`;
}

/** What belongs to no Service is not shown. */
function frontendOf({ kind, address, port, protocol, served }: ModeDestination, family: Family): Frontend | undefined {
  if (!served) return undefined;
  const isOfPort = protocol === served.port.protocol && kind !== 'health-check' && kind !== 'undefined-port';
  return {
    service: served.service,
    port: isOfPort ? served.port : { ...served.port, name: '' },
    kind: kind as FrontendKind,
    family,
    address,
    portNumber: port,
    ...!isOfPort && { protocol },
  };
}

function cellsOf(destination: ModeDestination, model: ModeModel, senders: ModeSenders, surroundings: Surroundings): Behavior[] {
  const { family } = model.view;
  const { address, port, protocol } = destination;
  return senders.of(destination, 'with pods elsewhere').map(({ sourceClass, sender }) => {
    const packet: ModePacket = { family, protocol, sender, destination: address, port };
    return behaviorOf(outcomeOf(model, packet, surroundings), sourceClass, model, destination, packet);
  });
}

function behaviorOf(outcome: ModeOutcome, sourceClass: SourceClass, { view }: ModeModel, destination: ModeDestination, packet: ModePacket): Behavior {
  const { shares, source, affinity } = outcome;
  const verdict = verdictOfAll(outcome);
  const served = shares.filter(share => share.verdict === 'delivered');
  const failed = verdict === PacketVerdict.DELIVERED ? [] : shares.filter(share => share.verdict !== 'delivered');
  return {
    sourceClass,
    sourceAddress: source,
    verdict,
    reason: failed.length === 0 ? undefined : failuresOf(failed, { view, destination, place: packet.sender.place }),
    endpoints: served.length,
    masqueraded: served.filter(({ masquerade }) => masquerade !== undefined).length,
    undelivered: failed.filter(({ endpoint }) => endpoint !== undefined).length,
    isKeptOut: shares.every(({ cause }) => cause === 'source-range'),
    affinityTimeoutSeconds: affinity?.timeoutSeconds,
  };
}
