import { servedServices } from '../../../cluster/inventory/service-frontends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CurrentMode } from '../../goals/nftables/context';
import { NftablesRule } from '../../goals/nftables/rule';

/** What is remembered of clients, and for how long: upstream's rules, and the kernel's xt_recent and ip_vs. */
const CHANGES: { readonly [mode in CurrentMode]?: string } = {
  ipvs: 'Afterwards, a client keeps its endpoint for timeoutSeconds after its last new connection; IPVS also keeps it while any of its '
    + 'connections is open.',
  iptables: 'Afterwards, more clients keep their endpoint: iptables mode remembers only the last 100 clients of each endpoint and node.',
};

export const sessionAffinityState: NftablesRule = {
  id: 'session-affinity-state',
  title: 'Session affinity is reset',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'Each mode stores in its own way, in the kernel, which client belongs to which endpoint. This state is lost when the mode changes: '
    + 'clients of Services with sessionAffinity ClientIP may get another endpoint for their next connection. iptables mode keeps the last 100 '
    + 'clients of an endpoint (the default of xt_recent), nftables mode practically all. In both, the timeout starts with the last new '
    + 'connection; IPVS also keeps a client bound while it has connections, so clients with long connections are bound for a shorter time in '
    + 'nftables mode.',
  remediation: 'If sessions survive a change of endpoint, no action is required. Otherwise, change nodes one by one at a quiet time, and with '
    + 'IPVS, raise sessionAffinityConfig.clientIP.timeoutSeconds above the duration of the longest connections.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity'],
  * check({ cluster, mode }) {
    const objects = servedServices(cluster).filter(service => service.affinityTimeoutSeconds !== undefined)
      .map(object => ({ object, detail: `timeoutSeconds ${object.affinityTimeoutSeconds}` }));
    yield* whereAny(objects, { message: `Clients of Services with sessionAffinity ClientIP may change their endpoint once, when the mode changes. ${CHANGES[mode]}` });
  },
};
