import { TableContext } from './context';
import { Cidr } from '../../../base/ip/cidr';
import { EndpointSlice } from '../../../cluster/served/endpoint-slice';
import { Service, ServicePort } from '../../../cluster/served/service';
import { Selection } from '../../endpoints/selection';
import { ServedPort, servedPorts } from '../../endpoints/served-port';
import { Features } from '../../versions/features';
import { servicePortBaseName, servicePortComment, ServicePortName } from '../naming';

/** One port of a Service in one family, with everything that its rules and elements depend on. */
export interface ServicePortView {
  readonly name: ServicePortName;
  /** How comments name it. */
  readonly comment: string;
  readonly port: ServicePort;
  readonly clusterIp: string;
  readonly externalIps: readonly string[];
  readonly loadBalancerVips: readonly string[];
  readonly sourceRanges: readonly Cidr[];
  readonly affinityTimeoutSeconds?: number;
  readonly externalPolicyLocal: boolean;
  readonly endpoints: Selection;
  readonly chains: ServicePortChains;
}

/** The names of the chains that a service port has. */
export interface ServicePortChains {
  /** Spreads traffic by the policy Cluster. */
  readonly cluster?: string;
  /** Spreads traffic by the policy Local. */
  readonly local?: string;
  /** Takes in traffic from outside the cluster. */
  readonly external?: string;
  /** Drops what the source ranges don't let in. */
  readonly firewall?: string;
  /** Where traffic to the ClusterIP goes; `undefined` where no endpoint may serve it. */
  readonly internalTarget?: string;
  /** Where traffic from outside ends up; `undefined` where no endpoint may serve it, or there is no frontend for it. */
  readonly externalTarget?: string;
}

/** The view of each port of a Service; none where the Service has no ClusterIP of the family. */
export function servicePortViews(service: Service, slices: readonly EndpointSlice[], context: TableContext): ServicePortView[] {
  const { family, features, nodeName, zone } = context;
  return servedPorts(service, slices, family, { name: nodeName, zone }, features).map(served => view(served, features));
}

function view(served: ServedPort, features: Features): ServicePortView {
  const { service, port, clusterIp, externalIps, loadBalancerVips, sourceRanges, endpoints } = served;
  const { internalPolicyLocal, externalPolicyLocal, external } = served;
  const name: ServicePortName = { namespace: service.namespace, service: service.name, protocol: port.protocol, port: port.name };
  const baseName = servicePortBaseName(name);
  const cluster = served.usesCluster && endpoints.cluster.length > 0 ? `service-${baseName}` : undefined;
  const local = served.usesLocal && endpoints.local.length > 0 ? `local-${baseName}` : undefined;
  const hasFirewall = loadBalancerVips.length > 0 && sourceRanges.length > 0;
  return {
    name,
    comment: servicePortComment(name).slice(0, features.elementCommentLength),
    port,
    clusterIp,
    externalIps,
    loadBalancerVips,
    sourceRanges,
    affinityTimeoutSeconds: service.affinityTimeoutSeconds,
    externalPolicyLocal,
    endpoints,
    chains: {
      cluster,
      local,
      external: endpoints.hasAny && external ? `external-${baseName}` : undefined,
      firewall: hasFirewall ? `firewall-${baseName}` : undefined,
      internalTarget: internalPolicyLocal ? local : cluster,
      externalTarget: external ? (externalPolicyLocal ? local : cluster) : undefined,
    },
  };
}
