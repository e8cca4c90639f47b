import { externalAddresses, servedServices } from '../../../cluster/inventory/service-frontends';
import { Service } from '../../../cluster/served/service';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const serviceFrontendConflict: NftablesRule = {
  id: 'service-frontend-conflict',
  title: 'Several Services claim one address and port',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'The API server does not check external IPs, so two Services may claim the same address, port and protocol, or the ClusterIP of '
    + 'another one. In nftables mode, they share one map element, and the Service that kube-proxy processes last gets it. The order of a sync is '
    + 'random: another node, or the next start, may send the traffic elsewhere. The other modes do not define the order either, so what currently '
    + 'works may stop working.',
  remediation: 'Remove the address from all but one of the Services, or give them different ports.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#external-ips'],
  * check({ cluster }) {
    const services = servedServices(cluster);
    const claims = claimsOf(services);
    const objects = services.flatMap(object => {
      const contested = frontendsOf(object).filter(frontend => claims.get(frontend) === 'several');
      return contested.length === 0 ? [] : [{ object, detail: contested.join(', ') }];
    });
    yield* whereAny(objects, { message: 'Several Services claim this address and port, and which of them gets the traffic is random.' });
  },
};

/** Who claims a frontend. Almost all of them have one Service, for which no list is needed. */
function claimsOf(services: readonly Service[]): ReadonlyMap<string, Service | 'several'> {
  const claims = new Map<string, Service | 'several'>();
  for (const service of services) {
    for (const frontend of frontendsOf(service)) {
      const other = claims.get(frontend);
      claims.set(frontend, other === undefined || other === service ? service : 'several');
    }
  }
  return claims;
}

/** `203.0.113.7 TCP 443` */
function frontendsOf(service: Service): string[] {
  const addresses = new Set([...Object.values(service.clusterIps), ...externalAddresses(service).map(({ text }) => text)]);
  return [...addresses].flatMap(address => service.ports.map(({ protocol, port }) => `${address} ${protocol.toUpperCase()} ${port}`));
}
