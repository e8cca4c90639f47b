import { ObjectReference, readReference } from './object-reference';
import { SourceLocation } from '../../base/errors';
import { FieldReader, PlainObject } from '../../base/objects/fields';
import { Service } from '../served/service';

/** A Service with what matters to its users, but not to the nftables ruleset. */
export interface ServiceInfo extends ObjectReference {
  readonly namespace: string;
  readonly service: Service;
  /** Where load balancers ask whether the node has endpoints (type LoadBalancer with externalTrafficPolicy Local); 0 where there is none. */
  readonly healthCheckNodePort: number;
  /** Whether kube-proxy looks at it: not at headless ones and ExternalNames, nor at those that another proxy serves. */
  readonly isServed: boolean;
  /** Whether it has NodePorts, or will have them as soon as an API server has seen it. */
  readonly hasNodePorts: boolean;
}

/** @throws InputError naming the field */
export function readServiceInfo(object: PlainObject, service: Service, source?: SourceLocation): ServiceInfo {
  const reader = new FieldReader(object, source);
  const spec = reader.map(object.spec, 'spec');
  const { healthCheckNodePort } = spec;
  return {
    ...readReference(object, source),
    namespace: service.namespace,
    service,
    healthCheckNodePort: healthCheckNodePort === 0 ? 0 : reader.port(healthCheckNodePort, 'spec.healthCheckNodePort') ?? 0,
    isServed: service.type !== 'ExternalName' && !service.labels.proxyName && !isHeadless(spec, reader),
    hasNodePorts: service.ports.some(({ nodePort }) => nodePort !== 0) || allocatesNodePorts(service, spec),
  };
}

function isHeadless({ clusterIP, clusterIPs }: PlainObject, reader: FieldReader): boolean {
  return clusterIP === 'None' || reader.list(clusterIPs, 'spec.clusterIPs')[0] === 'None';
}

/** A load balancer that needs no NodePorts may say so (allocateLoadBalancerNodePorts); it keeps those that it has had before. */
function allocatesNodePorts({ type, ports }: Service, { allocateLoadBalancerNodePorts }: PlainObject): boolean {
  return ports.length > 0 && (type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false));
}
