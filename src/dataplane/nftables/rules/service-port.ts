import { TableContext } from './context';
import { Family, IpAddress } from '../../../base/ip/address';
import { Cidr } from '../../../base/ip/cidr';
import { Endpoint } from '../../../cluster/served/endpoint';
import { EndpointSlice } from '../../../cluster/served/endpoint-slice';
import { isExternalPolicyLocal, Service, ServicePort } from '../../../cluster/served/service';
import { endpointsOf } from '../../endpoints/endpoints';
import { Selection, selectEndpoints } from '../../endpoints/selection';
import { Features } from '../../versions/features';
import { endpointBaseName, servicePortBaseName, servicePortComment, ServicePortName } from '../naming';

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
  const { family, features } = context;
  const clusterIp = service.clusterIps[family];
  if (clusterIp === undefined) return [];
  const ofFamily = {
    clusterIp,
    externalIps: textsOf(service.externalIps, family),
    loadBalancerVips: textsOf(service.loadBalancerVips, family),
    sourceRanges: sourceRangesOf(service, family, features),
  };
  return service.ports.map(port => view(service, port, slices, ofFamily, context));
}

const NONE: readonly never[] = [];

type FamilyAddresses = Pick<ServicePortView, 'clusterIp' | 'externalIps' | 'loadBalancerVips' | 'sourceRanges'>;

function view(
  service: Service, port: ServicePort, slices: readonly EndpointSlice[], addresses: FamilyAddresses, context: TableContext,
): ServicePortView {
  const { family, features } = context;
  const name: ServicePortName = { namespace: service.namespace, service: service.name, protocol: port.protocol, port: port.name };
  const internalPolicyLocal = service.internalTrafficPolicy === 'Local';
  const externalPolicyLocal = isExternalPolicyLocal(service);
  const external = port.nodePort !== 0 || addresses.loadBalancerVips.length > 0 || addresses.externalIps.length > 0;
  const usesCluster = !internalPolicyLocal || external;
  const usesLocal = internalPolicyLocal || (externalPolicyLocal && external);
  const endpoints = selectEndpoints(
    endpointsOf(port, slices, family, context.nodeName, features),
    usesCluster, usesLocal, { name: context.nodeName, zone: context.zone }, features,
  );
  const baseName = servicePortBaseName(name);
  const cluster = usesCluster && endpoints.cluster.length > 0 ? `service-${baseName}` : undefined;
  const local = usesLocal && endpoints.local.length > 0 ? `local-${baseName}` : undefined;
  const hasFirewall = addresses.loadBalancerVips.length > 0 && addresses.sourceRanges.length > 0;
  return {
    name,
    comment: servicePortComment(name).slice(0, features.elementCommentLength),
    port,
    ...addresses,
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

function textsOf(addresses: readonly IpAddress[], family: Family): readonly string[] {
  return addresses.length === 0 ? NONE : addresses.filter(address => address.family === family).map(address => address.text);
}

function sourceRangesOf(service: Service, family: Family, features: Features): readonly Cidr[] {
  if (service.sourceRanges.length === 0) return NONE;
  const ranges = service.sourceRanges.filter(range => range.family === family);
  const open = features.openSourceRange === 'no-firewall' && ranges.some(range => range.prefixLength === 0);
  return open ? [] : ranges;
}

/** The names of an endpoint's chain and affinity set. */
export interface EndpointNames {
  readonly chain: string;
  readonly affinitySet: string;
}

/** The names of an endpoint of a service port. */
export function endpointNames(name: ServicePortName, endpoint: Endpoint): EndpointNames {
  const base = endpointBaseName(name, endpoint.address, endpoint.port);
  return { chain: `endpoint-${base}`, affinitySet: `affinity-${base}` };
}
