import { ModeOutcome, Share, Verdict } from '../outcome';
import { SenderPlace } from '../packet';

/** To a client, an answer that is lost is like a packet that is dropped. */
const CLIENTS_VERDICT: Record<Verdict, Verdict> = {
  'delivered': 'delivered',
  'rejected': 'rejected',
  'dropped': 'dropped',
  'lost': 'dropped',
  'host': 'host',
  'passed': 'passed',
  'health-check': 'health-check',
};

/** Whether clients and endpoints notice no difference between what becomes of a packet in two modes. */
export function isSameOutcome(a: ModeOutcome, b: ModeOutcome, place: SenderPlace): boolean {
  if (isSameInOrder(a, b, place)) return true;
  const [metA, metB] = [meetings(a), meetings(b)];
  if (metA.size !== metB.size) return false;
  for (const [key, share] of metA) {
    const other = metB.get(key);
    if (!other || !isSeenAlike(share, a, other, b, place)) return false;
  }
  return true;
}

/** The usual case, which is found quickly: the same endpoints answer, in the same order. */
function isSameInOrder(a: ModeOutcome, b: ModeOutcome, place: SenderPlace): boolean {
  return a.shares.length === b.shares.length && a.shares.every((share, i) => {
    const other = b.shares[i];
    return share.verdict === 'delivered' && other.verdict === 'delivered' && share.endpoint === other.endpoint && isSeenAlike(share, a, other, b, place);
  });
}

/** What a client may meet: endpoints that answer, and whatever else. Endpoints that don't answer are all alike. */
function meetings({ shares }: ModeOutcome): ReadonlyMap<string, Share> {
  return new Map(shares.map(share => [meeting(share), share]));
}

function meeting({ verdict, endpoint, status, nextHop, isAnswered }: Share): string {
  // Where nobody listens, the node refuses the connection itself.
  const met = isAnswered === false ? 'rejected' : CLIENTS_VERDICT[verdict];
  return met === 'delivered' ? `${endpoint!.address} ${endpoint!.port}` : `${met} ${status ?? nextHop ?? ''}`;
}

/** Whether the endpoint sees the same kind of address. A node may masquerade its own packets with the address that they have anyway. */
function isSeenAlike(one: Share, a: ModeOutcome, other: Share, b: ModeOutcome, place: SenderPlace): boolean {
  if (CLIENTS_VERDICT[one.verdict] !== 'delivered' || (one.masquerade === undefined) === (other.masquerade === undefined)) return true;
  if (place !== 'node') return false;
  return one.masquerade === undefined ? other.sourceSeen === b.source : one.sourceSeen === a.source;
}
