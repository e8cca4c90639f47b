import { DEFAULT_SCHEDULER, schedulerLoss, spreadsEvenly } from '../../../programs/kube-proxy/ipvs-schedulers';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

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
    const scheduler = configuration.ipvs?.scheduler || DEFAULT_SCHEDULER;
    yield {
      message: `The IPVS scheduler ${scheduler} does not have a counterpart: endpoints are selected at random. ${schedulerLoss(scheduler)}`,
      objects: configurationObjects,
      severity: spreadsEvenly(scheduler) ? FindingSeverity.INFO : FindingSeverity.WARNING,
    };
  },
};
