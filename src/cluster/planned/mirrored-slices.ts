import { Assumptions } from './assumptions';
import { CompletedService, ServiceDraft } from './service-drafts';
import { FieldReader, PlainObject } from '../../base/objects/fields';

const ADDRESS_TYPE = { ip: 'IPv4', ip6: 'IPv6' } as const;
const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror';

/**
 * The EndpointSlices into which the cluster mirrors an Endpoints object of a Service without a selector; undefined where it does not
 * (upstream pkg/controller/endpointslicemirroring).
 */
export function mirroredSlices(
  { object, service, families }: CompletedService, endpoints: ServiceDraft, assumptions: Assumptions,
): PlainObject[] | undefined {
  const reader = new FieldReader(endpoints.object, endpoints.source);
  const selector = reader.map((object.spec as PlainObject).selector, 'spec.selector');
  const labels = reader.map(reader.map(endpoints.object.metadata, 'metadata').labels, 'metadata.labels');
  if (Object.keys(selector).length > 0 || labels[SKIP_LABEL] === 'true') return undefined;
  const slices = reader.list(endpoints.object.subsets, 'subsets').flatMap((value, i) => {
    const subset = reader.map(value, `subsets[${i}]`);
    const addresses = (['addresses', 'notReadyAddresses'] as const).flatMap(name => reader.list(subset[name], `subsets[${i}].${name}`).map((entry, j) => {
      const { ip, nodeName } = reader.map(entry, `subsets[${i}].${name}[${j}]`);
      return { address: reader.ip(ip, `subsets[${i}].${name}[${j}].ip`), nodeName, ready: name === 'addresses' };
    }));
    return families.flatMap(family => {
      const ofFamily = addresses.filter(({ address }) => address.family === family);
      return ofFamily.length === 0 ? [] : [{
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: `${service.name}-mirror-${i}-${family}`.slice(-253), namespace: service.namespace, labels: { 'kubernetes.io/service-name': service.name } },
        addressType: ADDRESS_TYPE[family],
        ports: reader.list(subset.ports, `subsets[${i}].ports`),
        endpoints: ofFamily.map(({ address, nodeName, ready }) => ({ addresses: [address.text], nodeName, conditions: { ready } })),
      }];
    });
  });
  const count = slices.reduce((sum, slice) => sum + slice.endpoints.length, 0);
  assumptions.add(`Service ${service.namespace}/${service.name}`, `${count} endpoint${count === 1 ? '' : 's'} mirrored from Endpoints ${service.namespace}/${service.name}`);
  return slices;
}
