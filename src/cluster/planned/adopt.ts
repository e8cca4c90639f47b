import { ingressOf } from './load-balancers';
import { Family } from '../../base/ip/address';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { Service } from '../served/service';

/**
 * A Service as `kubectl apply` lays it over the one that the cluster has: with the ClusterIPs, NodePorts and load balancer of that, as
 * far as it does not choose its own.
 */
export function adopt(desired: PlainObject, live: Service): PlainObject {
  const spec = isPlainObject(desired.spec) ? desired.spec : {};
  const choosesAddress = Boolean(spec.clusterIP) || Boolean(spec.clusterIPs) || spec.type === 'ExternalName';
  const addresses = choosesAddress ? {} : addressesOf(live, spec.ipFamilyPolicy === 'SingleStack');
  const keepsNodePorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  const ports = keepsNodePorts && Array.isArray(spec.ports) ? { ports: withNodePorts(spec.ports, live) } : {};
  const status = spec.type === 'LoadBalancer' && live.ingress !== undefined ? { status: { loadBalancer: { ingress: ingressOf(live.ingress) } } } : {};
  const keepsHealthChecks = hasHealthChecks(spec) && hasHealthChecks({ ...live }) && !spec.healthCheckNodePort && live.healthCheckNodePort !== 0;
  const healthCheck = keepsHealthChecks ? { healthCheckNodePort: live.healthCheckNodePort } : {};
  return { ...desired, ...status, spec: { ...spec, ...addresses, ...pick(spec, ['ipFamilies', 'ipFamilyPolicy']), ...ports, ...healthCheck } };
}

/** Whether load balancers ask for the Service on a port of its own (upstream pkg/apis/core/service/helpers.go, NeedsHealthCheck). */
export function hasHealthChecks({ type, externalTrafficPolicy }: PlainObject): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

const IP_FAMILY = { ip: 'IPv4', ip6: 'IPv6' } as const;

/** The addresses that a Service keeps; it gives its second one up when it becomes single-stack. */
function addressesOf({ headless, clusterIps, ipFamilyPolicy }: Service, singleStack: boolean): PlainObject {
  const policy = ipFamilyPolicy === undefined ? {} : { ipFamilyPolicy };
  if (headless) return { clusterIP: 'None', ...policy };
  // The primary family comes first, as it was read.
  const ordered = Object.keys(clusterIps) as Family[];
  const families = singleStack ? ordered.slice(0, 1) : ordered;
  if (families.length === 0) return policy;
  const addresses = families.map(family => clusterIps[family]);
  return { clusterIP: addresses[0], clusterIPs: addresses, ipFamilies: families.map(family => IP_FAMILY[family]), ...policy };
}

function withNodePorts(ports: readonly unknown[], live: Service): unknown[] {
  return ports.map(port => {
    if (!isPlainObject(port) || port.nodePort) return port;
    const protocol = String(port.protocol ?? 'TCP').toLowerCase();
    const same = live.ports.find(candidate => candidate.port === port.port && candidate.protocol === protocol);
    return same !== undefined && same.nodePort !== 0 ? { ...port, nodePort: same.nodePort } : port;
  });
}

function pick(object: PlainObject, fields: readonly string[]): PlainObject {
  return Object.fromEntries(fields.filter(field => object[field] !== undefined).map(field => [field, object[field]]));
}
