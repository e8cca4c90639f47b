import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** What users of a scheduler lose: upstream `pkg/proxy/ipvs`, and the kernel's `net/netfilter/ipvs`. */
const SCHEDULERS: { readonly [name: string]: { readonly severity: FindingSeverity; readonly loss: string } } = {
  ...Object.fromEntries(['rr', 'wrr'].map(name => [name, {
    severity: FindingSeverity.INFO,
    loss: 'Endpoints currently take turns; with random selection, they get equal shares of connections only over time.',
  }])),
  ...Object.fromEntries(['lc', 'wlc', 'sed', 'nq', 'lblc', 'lblcr'].map(name => [name, {
    severity: FindingSeverity.WARNING,
    loss: 'New connections currently go to the endpoint with the fewest connections from this node. With random selection, long-lived connections '
      + '(gRPC, database pools) spread unevenly, and a restarted endpoint gets no more than its share.',
  }])),
  sh: {
    severity: FindingSeverity.WARNING,
    loss: 'The client address currently determines the endpoint, so clients stay with an endpoint without sessionAffinity; with random selection, '
      + 'they do not.',
  },
  ...Object.fromEntries(['mh', 'dh'].map(name => [name, {
    severity: FindingSeverity.WARNING,
    loss: 'A hash currently determines the endpoint. Clients that depend on it need sessionAffinity in nftables mode.',
  }])),
};

const UNKNOWN = { severity: FindingSeverity.WARNING, loss: 'nftables mode does not have a counterpart for this scheduler.' };

export const ipvsScheduler: NftablesRule = {
  id: 'ipvs-scheduler',
  title: 'nftables mode does not have IPVS schedulers',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'In IPVS mode, ipvs.scheduler (default: rr) selects endpoints based on the connections of the node itself. In nftables mode, each '
    + 'new connection goes to a random endpoint. No mode moves existing connections.',
  remediation: 'Set sessionAffinity: ClientIP on Services whose clients must return to the same endpoint. For long-lived connections, let clients '
    + 'reconnect periodically, or balance in the client or a service mesh.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-ipvs', 'https://kep.k8s.io/3866'],
  * check({ configuration, configurationObjects }) {
    const scheduler = configuration.ipvs?.scheduler || 'rr';
    const { severity, loss } = SCHEDULERS[scheduler] ?? UNKNOWN;
    yield { message: `The IPVS scheduler ${scheduler} does not have a counterpart: endpoints are selected at random. ${loss}`, objects: configurationObjects, severity };
  },
};
