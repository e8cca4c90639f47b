import { SourceLocation } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { mappingOf } from '../../base/objects/loose';
import { ObjectReference, readReference } from '../inventory/object-reference';

/** What of a Service Cilium reads, and kube-proxy does not; kept only where it has something of it. */
export interface ServiceDetails extends ObjectReference {
  /** The value of the label `service.kubernetes.io/service-proxy-name`. */
  readonly proxyName?: string;
  readonly loadBalancerClass?: string;
  readonly trafficDistribution?: string;
  /** Cilium's annotations, without `service.cilium.io/`. */
  readonly annotations: Readonly<Record<string, string>>;
}

const PROXY_NAME = 'service.kubernetes.io/service-proxy-name';
const PREFIX = 'service.cilium.io/';

/** The details of a Service; `undefined` where it has none. */
export function readServiceDetails(object: PlainObject, source?: SourceLocation): ServiceDetails | undefined {
  const metadata = mappingOf(object.metadata);
  const { loadBalancerClass, trafficDistribution } = mappingOf(object.spec);
  const annotations = Object.entries(mappingOf(metadata.annotations)).filter(([name]) => name.startsWith(PREFIX));
  const proxyName = mappingOf(metadata.labels)[PROXY_NAME];
  const details = {
    ...typeof proxyName === 'string' && { proxyName },
    ...typeof loadBalancerClass === 'string' && { loadBalancerClass },
    ...typeof trafficDistribution === 'string' && { trafficDistribution },
  };
  if (annotations.length === 0 && Object.keys(details).length === 0) return undefined;
  return {
    ...readReference(object, source),
    ...details,
    annotations: Object.fromEntries(annotations.map(([name, value]) => [name.slice(PREFIX.length), String(value)])),
  };
}
