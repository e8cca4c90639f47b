import { TableContext } from './context';
import { Endpoint, endpointsOf } from '../endpoints/endpoints';
import { Selection, selectEndpoints } from '../endpoints/selection';
import { EndpointSlice } from '../intake/endpoint-slice';
import { Service, ServicePort } from '../intake/service';
import { Family } from '../ip/address';
import { Cidr } from '../ip/cidr';
import { endpointBaseName, servicePortBaseName, servicePortComment, ServicePortName } from '../naming';
import { Features } from '../versions/features';

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
  readonly internalPolicyLocal: boolean;
  readonly externalPolicyLocal: boolean;
  readonly endpoints: Selection;
  readonly chains: ServicePortChains;
}

/** The names of a service port's chains, and which of them exist. */
export interface ServicePortChains {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
  readonly usesCluster: boolean;
  readonly usesLocal: boolean;
  readonly usesExternal: boolean;
  readonly usesFirewall: boolean;
  /** Where traffic to the ClusterIP goes; `undefined` where no endpoint may serve it. */
  readonly internal?: string;
  /** Where traffic from outside ends up; `undefined` where no endpoint may serve it. */
  readonly externalTarget?: string;
}

/** The view of each port of a Service; none where the Service has no ClusterIP of the family. */
export function servicePortViews(service: Service, slices: readonly EndpointSlice[], context: TableContext): ServicePortView[] {
  const { family, features } = context;
  const clusterIp = service.clusterIps[family];
  if (clusterIp === undefined) return [];
  const ofFamily = {
    clusterIp,
    externalIps: service.externalIps.filter(ip => ip.family === family).map(ip => ip.text),
    loadBalancerVips: service.loadBalancerVips.filter(ip => ip.family === family).map(ip => ip.text),
    sourceRanges: sourceRangesOf(service, family, features),
  };
  return service.ports.map(port => view(service, port, slices, ofFamily, context));
}

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
  const base = servicePortBaseName(name);
  const cluster = `service-${base}`;
  const local = `local-${base}`;
  const served = (policyLocal: boolean) => endpoints.hasAny && (!policyLocal || endpoints.local.length > 0);
  return {
    name,
    comment: servicePortComment(name).slice(0, features.elementCommentLength),
    port,
    ...addresses,
    affinityTimeoutSeconds: service.affinityTimeoutSeconds,
    internalPolicyLocal,
    externalPolicyLocal,
    endpoints,
    chains: {
      cluster,
      local,
      external: `external-${base}`,
      firewall: `firewall-${base}`,
      usesCluster: usesCluster && endpoints.cluster.length > 0,
      usesLocal: usesLocal && endpoints.local.length > 0,
      usesExternal: endpoints.hasAny && external,
      usesFirewall: addresses.loadBalancerVips.length > 0 && addresses.sourceRanges.length > 0,
      internal: served(internalPolicyLocal) ? (internalPolicyLocal ? local : cluster) : undefined,
      externalTarget: served(externalPolicyLocal) ? (externalPolicyLocal ? local : cluster) : undefined,
    },
  };
}

/** `externalTrafficPolicy: Local` counts only where the type, or external IPs of any family, let traffic in from outside. */
function isExternalPolicyLocal(service: Service): boolean {
  return service.externalTrafficPolicy === 'Local'
    && (service.type === 'NodePort' || service.type === 'LoadBalancer' || service.externalIps.length > 0);
}

function sourceRangesOf(service: Service, family: Family, features: Features): readonly Cidr[] {
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
