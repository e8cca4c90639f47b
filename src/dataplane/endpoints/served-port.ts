import { endpointsOf } from './endpoints';
import { Selection, selectEndpoints, Viewpoint } from './selection';
import { Family, IpAddress } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { Endpoint } from '../../cluster/served/endpoint';
import { EndpointSlice } from '../../cluster/served/endpoint-slice';
import { isExternalPolicyLocal, Service, ServicePort } from '../../cluster/served/service';
import { Features } from '../versions/features';

/** One port of a Service in one family, as kube-proxy sees it in every mode. */
export interface ServedPort {
  readonly service: Service;
  readonly port: ServicePort;
  readonly clusterIp: string;
  readonly externalIps: readonly string[];
  readonly loadBalancerVips: readonly string[];
  readonly sourceRanges: readonly Cidr[];
  readonly internalPolicyLocal: boolean;
  readonly externalPolicyLocal: boolean;
  /** Whether it has a frontend for traffic from outside. */
  readonly external: boolean;
  readonly usesCluster: boolean;
  readonly usesLocal: boolean;
  /** All endpoints, whatever their conditions are. */
  readonly allEndpoints: readonly Endpoint[];
  readonly endpoints: Selection;
}

const NONE: readonly never[] = [];

type FamilyAddresses = Pick<ServedPort, 'clusterIp' | 'externalIps' | 'loadBalancerVips' | 'sourceRanges'>;

/** The ports of a Service; none where the Service has no ClusterIP of the family. */
export function servedPorts(service: Service, slices: readonly EndpointSlice[], family: Family, node: Viewpoint, features: Features): ServedPort[] {
  const clusterIp = service.clusterIps[family];
  if (clusterIp === undefined) return [];
  const addresses = {
    clusterIp,
    externalIps: textsOf(service.externalIps, family),
    loadBalancerVips: textsOf(service.loadBalancerVips, family),
    sourceRanges: sourceRangesOf(service, family, features),
  };
  return service.ports.map(port => servedPort(service, port, endpointsOf(port, slices, family, node.name, features), addresses, node, features));
}

function servedPort(
  service: Service, port: ServicePort, allEndpoints: readonly Endpoint[], addresses: FamilyAddresses, node: Viewpoint, features: Features,
): ServedPort {
  const internalPolicyLocal = service.internalTrafficPolicy === 'Local';
  const externalPolicyLocal = isExternalPolicyLocal(service);
  const external = port.nodePort !== 0 || addresses.loadBalancerVips.length > 0 || addresses.externalIps.length > 0;
  const usesCluster = !internalPolicyLocal || external;
  const usesLocal = internalPolicyLocal || (externalPolicyLocal && external);
  const endpoints = selectEndpoints(allEndpoints, usesCluster, usesLocal, node, features);
  return { service, port, ...addresses, internalPolicyLocal, externalPolicyLocal, external, usesCluster, usesLocal, allEndpoints, endpoints };
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
