import { hash } from 'node:crypto';
import { Assumptions } from './assumptions';
import { PlannedPod, PodPlacement } from './pod-placement';
import { CompletedService } from './service-drafts';
import { Family } from '../../base/ip/address';
import { FieldReader, PlainObject } from '../../base/objects/fields';
import { isSelected, namedPortKey, Workload } from '../workloads/workload';

const ADDRESS_TYPE: Record<Family, string> = { ip: 'IPv4', ip6: 'IPv6' };

/**
 * The EndpointSlices that the EndpointSlice controller will write for a Service once its workloads run, all pods ready;
 * none for a Service without a selector, whose endpoints somebody else writes.
 */
export function plannedSlices(
  { object, source, service, families }: CompletedService, workloads: readonly Workload[], placement: PodPlacement, assumptions: Assumptions,
): PlainObject[] {
  const reader = new FieldReader(object, source);
  const spec = reader.map(object.spec, 'spec');
  const selector = reader.map(spec.selector, 'spec.selector');
  if (Object.keys(selector).length === 0 || service.type === 'ExternalName') return [];
  const subject = `Service ${service.namespace}/${service.name}`;
  const selected = workloads.filter(workload => isSelected(workload, service.namespace, selector));
  if (selected.length === 0) {
    const labels = Object.entries(selector).map(([key, value]) => `${key}=${String(value)}`).join(',');
    assumptions.add(subject, `no endpoints: no workload of the input has pods with ${labels}`);
    return [];
  }
  return selected.flatMap(workload => {
    const ports = portsOf(spec, workload, subject, reader, assumptions);
    const pods = placement.podsOf(workload).filter((_, i) => isSelected(workload, service.namespace, selector, i));
    describe(subject, workload, pods, families, assumptions);
    return families.map(family => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: sliceName(service.name, workload, family),
        namespace: service.namespace,
        labels: { 'kubernetes.io/service-name': service.name, ...headlessLabel(spec) },
      },
      addressType: ADDRESS_TYPE[family],
      ports,
      endpoints: pods.filter(pod => pod.addresses[family] !== undefined).map(pod => endpoint(pod, family, spec.trafficDistribution)),
    }));
  });
}

/** Like the controller's names: that of the Service, and something that tells its slices apart. */
function sliceName(service: string, workload: Workload, family: Family): string {
  return `${service}-${hash('sha256', `${service}/${workload.description}/${family}`, 'hex').slice(0, 12)}`;
}

function headlessLabel(spec: PlainObject): PlainObject {
  return spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {};
}

/** The slice's ports: targetPort, looked up in the pods where it is a name; a name that no container has makes no endpoint. */
function portsOf(spec: PlainObject, workload: Workload, subject: string, reader: FieldReader, assumptions: Assumptions): PlainObject[] {
  const ports: PlainObject[] = [];
  for (const [i, value] of reader.list(spec.ports, 'spec.ports').entries()) {
    const { name, protocol, port, targetPort } = reader.map(value, `spec.ports[${i}]`);
    const target = targetPort ?? port;
    const number = typeof target === 'string'
      ? workload.namedPorts.get(namedPortKey(target, protocol))
      : reader.port(target, `spec.ports[${i}].targetPort`);
    if (number === undefined) {
      assumptions.add(subject, `no endpoints for port ${String(name ?? port)}: no container of ${workload.description} has a port named ${String(target)}`);
    } else {
      ports.push({ name: name ?? '', protocol: protocol ?? 'TCP', port: number });
    }
  }
  return ports;
}

/** A ready endpoint, with the hints that the controller gives it for the Service's trafficDistribution (KEP-4444, KEP-3015). */
function endpoint({ node, addresses }: PlannedPod, family: Family, distribution: unknown): PlainObject {
  const hints = {
    ...(distribution && node.zone !== '' ? { forZones: [{ name: node.zone }] } : {}),
    ...(distribution === 'PreferSameNode' ? { forNodes: [{ name: node.name }] } : {}),
  };
  return {
    addresses: [addresses[family]],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: node.name,
    ...(Object.keys(hints).length > 0 ? { hints } : {}),
  };
}

function describe(subject: string, workload: Workload, pods: readonly PlannedPod[], families: readonly Family[], assumptions: Assumptions): void {
  const SHOWN = 4;
  const texts = pods.map(({ node, addresses }) => [families.map(family => addresses[family]).filter(Boolean).join(' '), node.name])
    .filter(([addresses]) => addresses !== '')
    .map(([addresses, node]) => `${addresses} on ${node}`);
  // Pods on the host network of one node share its address, and so are one endpoint.
  const distinct = [...new Set(texts)];
  const more = distinct.length > SHOWN ? ` and ${distinct.length - SHOWN} more` : '';
  const list = distinct.length === 0 ? '' : `: ${distinct.slice(0, SHOWN).join(', ')}${more}`;
  assumptions.add(subject, `${distinct.length === 0 ? 'no' : distinct.length} endpoint${distinct.length === 1 ? '' : 's'} from ${workload.description}${list}`);
}
