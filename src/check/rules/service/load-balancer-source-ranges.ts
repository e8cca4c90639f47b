import { FAMILIES } from '../../../base/ip/address';
import { Cidr } from '../../../base/ip/cidr';
import { describeAddresses, hasExternalAddresses, servedServices } from '../../../cluster/inventory/service-frontends';
import { Service } from '../../../cluster/served/service';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { ChangedTraffic } from '../../goals/nftables/behavior/mode-changes';
import { NftablesRule } from '../../goals/nftables/rule';

/** From this minor on a range of prefix length 0 counts as no ranges, in all modes (kubernetes#132722). */
const OPEN_RANGE_MINOR = 34;

export const loadBalancerSourceRanges: NftablesRule = {
  id: 'load-balancer-source-ranges',
  title: 'loadBalancerSourceRanges apply to more clients',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'All modes filter the addresses of load balancers by loadBalancerSourceRanges, with different gaps. iptables mode checks external '
    + 'IPs first, so an address that is both an external IP and a load balancer address is open to all. In IPVS mode, a process of a node '
    + 'bypasses the ranges if it binds an address other than the one that the kernel selects; up to 1.33, a range of 0.0.0.0/0 or ::/0 closes the '
    + 'address instead of opening it because ipsets do not accept such an entry. In nftables mode, the ranges apply to all clients, and a /0 is '
    + 'open.',
  remediation: 'Check the ranges: they must contain all clients, including pods, and the addresses of nodes whose processes need access.',
  references: ['https://github.com/kubernetes/kubernetes/issues/132719', 'https://github.com/kubernetes/kubernetes/pull/132722'],
  topics: ['source-ranges'],
  * check(context) {
    const { cluster, mode, currentVersion, targetMinor } = context;
    const services = servedServices(cluster).filter(info => info.sourceRanges.length > 0 && hasExternalAddresses(info));
    const changedBy = (candidates: readonly Service[], isMeant: (row: ChangedTraffic) => boolean) =>
      context.changedBy(loadBalancerSourceRanges.topics!, candidates, isMeant);
    const { changed: refusing } = changedBy([], ({ before }) => before.shares.some(({ verdict }) => verdict === 'rejected' || verdict === 'passed'));
    yield* whereAny(refusing.map(({ service }) => withRanges(service)), {
      message: 'While the Service has no endpoints, nodes do not drop connections from outside of the source ranges; in nftables mode, they do.',
      severity: FindingSeverity.INFO,
      remediation: 'No action is required.',
    });
    const { changed: served, undecided } = changedBy(services, ({ before }) => before.shares.some(({ verdict }) => verdict === 'delivered'));
    const open = services.filter(service => service.sourceRanges.some(isOpen));
    const closed = undecided.filter(({ sourceRanges }) => FAMILIES.some(family => {
      const ofFamily = sourceRanges.filter(range => range.family === family);
      return ofFamily.length > 0 && !ofFamily.some(isOpen);
    }));
    if (mode === 'iptables') {
      const claimed = served.map(({ service, rows }) => ({ object: service, detail: addressesOf(rows) }));
      yield* whereAny([...claimed, ...closed.flatMap(object => {
        const vips = new Set(object.loadBalancerVips.map(({ text }) => text));
        const both = object.externalIps.filter(({ text }) => vips.has(text));
        return both.length === 0 ? [] : [{ object, detail: describeAddresses(both) }];
      })], {
        message: 'An address that is both an external IP and a load balancer address is currently open to all clients; in nftables mode, it is '
          + 'open to the source ranges only.',
      });
      return;
    }
    yield* whereAny([...served.map(({ service }) => service), ...closed].map(withRanges), {
      message: 'Processes of a node that bind their own source address currently bypass the source ranges; in nftables mode, they do not, unless '
        + 'a range contains the address.',
      severity: FindingSeverity.INFO,
    });
    if (currentVersion && currentVersion.minor >= OPEN_RANGE_MINOR) return;
    // An upgrade along with the change of the mode opens it in any mode; of the mode alone, the models tell.
    const opened = changedBy(open, ({ after }) => after.shares.some(({ verdict }) => verdict === 'delivered'));
    const decided = [...opened.changed.map(({ service }) => service), ...opened.undecided];
    yield* whereAny((targetMinor >= OPEN_RANGE_MINOR ? open : decided).map(withRanges), {
      message: 'In IPVS mode, kube-proxy up to 1.33 closes an address whose source ranges contain a /0; in nftables mode, it is open to all.',
      severity: FindingSeverity.INFO,
      remediation: 'Set narrower ranges if the address must not be open to all.',
    });
  },
};

/** `203.0.113.7, 2001:db8::7` */
function addressesOf(rows: readonly ChangedTraffic[]): string {
  return [...new Set(rows.map(({ destination }) => destination.address))].join(', ');
}

function isOpen({ prefixLength }: Cidr): boolean {
  return prefixLength === 0;
}

function withRanges(object: Service): ConcernedObject {
  return { object, detail: object.sourceRanges.map(({ text }) => text).join(', ') };
}
