import { Cell, World, WorldModels } from './modes';
import { ModeOutcome, Share } from '../../src/dataplane/modes/outcome';

/**
 * What is wrong with a prediction for a cell, by the rules of the fixture's README; undefined where both agree.
 *
 * @param eyes who is to tell lost and dropped packets apart: a client can't
 */
export function disagreement(cell: Cell, predicted: ModeOutcome, models: WorldModels, eyes: 'all' | 'client' = 'all'): string | undefined {
  const { verdict, endpoints = [], lostEndpoints = [], sourceSeen = {}, status } = cell.outcome;
  const asSeen = (word: string) => word === 'unreachable' || (word === 'lost' && eyes === 'client') ? 'dropped' : word;
  const words = new Set(predicted.shares.map(share => asSeen(clientsWord(share, cell, models.world))));
  const expected = words.size === 1 ? [...words][0] : 'partly-lost';
  const met = asSeen(verdict);
  const isSame = met === expected || (words.has(met) && (isOneForAll(predicted) || isByChance(met, cell, predicted)));
  if (!isSame) return `${verdict}, not ${expected}`;
  const ownAddress = cell.source.class === 'H' && eyes === 'all' ? cell.outcome.clientAddress : undefined;
  if (ownAddress !== undefined && ownAddress !== predicted.source) {
    return `sent from ${ownAddress}, not ${predicted.source}`;
  }
  const byPod = new Map(predicted.shares.filter(({ endpoint }) => endpoint).map(share => [models.podOf(share.endpoint!.address), share]));
  for (const pod of endpoints) if (byPod.get(pod)?.verdict !== 'delivered') return `answered by ${pod}`;
  if (eyes === 'all') for (const pod of lostEndpoints) if (byPod.get(pod)?.verdict !== 'lost') return `${pod} was reached, without an answer`;
  for (const [pod, seen] of Object.entries(sourceSeen)) {
    const isKept = byPod.get(pod)!.masquerade === undefined;
    if (isKept ? seen !== 'client' : seen !== 'node' && cell.source.class !== 'H') return `${pod} sees the address of the ${seen}`;
  }
  const missing = [...byPod].filter(([pod, share]) => share.verdict === 'delivered' && !endpoints.includes(pod));
  // An endpoint may be missing by chance.
  if (!isOneForAll(predicted) && missing.length > 1 && verdict !== 'dropped') return `not answered by ${missing.map(([pod]) => pod).join(', ')}`;
  if (verdict === 'health' && predicted.shares[0].status !== status) return `status ${status}, not ${predicted.shares[0].status}`;
  return undefined;
}

/** With affinity, all attempts of a client meet the endpoint that the first one was given. */
function isOneForAll({ affinity }: ModeOutcome): boolean {
  return affinity !== undefined;
}

/** Whether all attempts may have met one of several things by chance: more often than one cell in a hundred. */
function isByChance(met: string, { outcome: { attempts } }: Cell, { shares }: ModeOutcome): boolean {
  const likely = shares.filter(({ verdict }) => verdict === met).reduce((sum, { probability }) => sum + probability, 0);
  return likely ** attempts > 0.01;
}

/** The word of the fixture for what a client meets. */
function clientsWord({ verdict, nextHop, cause, isAnswered }: Share, { protocol, destination }: Cell, { bed }: World): string {
  const port = destination.port ?? 0;
  switch (verdict) {
    case 'rejected': return 'refused';
    case 'health-check': return 'health';
    case 'host': return protocol === 'ICMP' ? 'answered' : isAnswered ? 'host' : 'refused';
    case 'passed':
      // Nobody on the bed's segment has an address that is on no node.
      if (nextHop === 'lan') return 'dropped';
      if (nextHop === 'router') return 'passed';
      if (protocol === 'ICMP') return 'answered';
      return bed.otherNodeHostPorts.includes(port) || cause === undefined ? 'other-node' : 'refused';
    default: return verdict;
  }
}
