import { ObjectReference, readReference } from './object-reference';
import { SourceLocation } from '../ruleset/errors';
import { FieldReader, PlainObject } from '../ruleset/intake/fields';
import { Service } from '../ruleset/intake/service';

/** A Service with what matters to its users, but not to the nftables ruleset. */
export interface ServiceInfo extends ObjectReference {
  readonly namespace: string;
  readonly service: Service;
  /** Where load balancers ask whether the node has endpoints (type LoadBalancer with externalTrafficPolicy Local); 0 where there is none. */
  readonly healthCheckNodePort: number;
}

/** @throws InputError naming the field */
export function readServiceInfo(object: PlainObject, service: Service, source?: SourceLocation): ServiceInfo {
  const reader = new FieldReader(object, source);
  const { healthCheckNodePort } = reader.map(object.spec, 'spec');
  return {
    ...readReference(object, source),
    namespace: service.namespace,
    service,
    healthCheckNodePort: healthCheckNodePort === 0 ? 0 : reader.port(healthCheckNodePort, 'spec.healthCheckNodePort') ?? 0,
  };
}
