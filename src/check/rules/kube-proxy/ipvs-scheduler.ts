import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** What users of a scheduler lose: upstream `pkg/proxy/ipvs`, and the kernel's `net/netfilter/ipvs`. */
const SCHEDULERS: { readonly [name: string]: { readonly severity: FindingSeverity; readonly loss: string } } = {
  ...Object.fromEntries(['rr', 'wrr'].map(name => [name, {
    severity: FindingSeverity.INFO,
    loss: 'Endpoints take turns today; with random choice their shares of connections are even only over time.',
  }])),
  ...Object.fromEntries(['lc', 'wlc', 'sed', 'nq', 'lblc', 'lblcr'].map(name => [name, {
    severity: FindingSeverity.WARNING,
    loss: 'New connections go to the endpoint with the fewest connections of this node today. With random choice long-lived connections (gRPC, '
      + 'database pools) spread unevenly, and an endpoint that was restarted gets no more than its share.',
  }])),
  sh: {
    severity: FindingSeverity.WARNING,
    loss: 'The client\'s address decides on the endpoint today, so clients stay with an endpoint without sessionAffinity; with random choice they don\'t.',
  },
  ...Object.fromEntries(['mh', 'dh'].map(name => [name, {
    severity: FindingSeverity.WARNING,
    loss: 'A hash decides on the endpoint today. Clients that depend on it need sessionAffinity in nftables mode.',
  }])),
};

const UNKNOWN = { severity: FindingSeverity.WARNING, loss: 'What this scheduler does has no counterpart in nftables mode.' };

export const ipvsScheduler: NftablesRule = {
  id: 'ipvs-scheduler',
  title: 'No IPVS schedulers in nftables mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'In IPVS mode ipvs.scheduler (default rr) chooses endpoints, from what the node itself has sent so far. In nftables mode each new '
    + 'connection goes to a random endpoint. No mode moves connections that exist.',
  remediation: 'Set sessionAffinity: ClientIP on Services whose clients have to come back to the same endpoint. For long-lived connections let '
    + 'clients reconnect now and then, or balance in the client or a service mesh.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-ipvs', 'https://kep.k8s.io/3866'],
  * check({ configuration, configurationObjects }) {
    const scheduler = configuration.ipvs?.scheduler || 'rr';
    const { severity, loss } = SCHEDULERS[scheduler] ?? UNKNOWN;
    yield { message: `The IPVS scheduler ${scheduler} has no counterpart: endpoints are chosen at random. ${loss}`, objects: configurationObjects, severity };
  },
};
