import { join } from 'node:path';
import { readFiles } from '../../src/input/read-files';
import { Scenario } from '../support/reference';

interface ClusterObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly cidrs?: readonly string[] };
}

/** The node worker-1 of the cluster in test/fixtures/cluster, whose configuration has its pod range. */
export function referenceCluster(): Scenario {
  const objects = [...readFiles([join(__dirname, '..', 'fixtures', 'cluster', 'networking.yaml')])].map(({ object }) => object as unknown as ClusterObject);
  const ofKind = (kind: string) => objects.filter(object => object.kind === kind);
  return {
    name: 'reference cluster',
    node: ofKind('Node').find(({ metadata }) => metadata.name === 'worker-1'),
    interfaces: [{ name: 'lo', addresses: ['127.0.0.1/8'] }, { name: 'eth0', addresses: ['192.168.10.11/24'] }],
    config: { clusterCIDR: '10.244.0.0/16' },
    serviceCIDRs: ofKind('ServiceCIDR').flatMap(({ spec }) => spec?.cidrs ?? []),
    services: ofKind('Service'),
    endpointSlices: ofKind('EndpointSlice'),
  } as unknown as Scenario;
}
