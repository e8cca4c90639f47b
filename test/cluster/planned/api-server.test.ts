import { IpFamily } from '../../../src/base/ip/ip-family';
import { preview } from '../../dataplane/previews';
import { message } from '../../input/objects';
import { node, Plain, serviceCidr, STORED } from '../../support/builders';
import { readReference } from '../../support/reference';

const NODE = node('node-a', { podCIDRs: ['10.244.0.0/24'] });
const BASE = [NODE, serviceCidr('kubernetes', '10.96.0.0/12', 'fd00:96::/112')];

const accepted = readReference<{ readonly authored: Plain; readonly stored: Plain }>('api-server-accepted');
const refused = readReference<{ readonly authored: Plain; readonly error: string }>('api-server-refused');

/** Lines with the ClusterIPs and NodePorts of a Service replaced, which the API server allocates at random. */
function withoutAllocated(objects: readonly Plain[], given: Plain): string[] {
  const ruleset = preview(objects);
  const allocated = new Map<string, string>();
  if (given.kind === 'Service') {
    const known = new Set([...(given.spec.clusterIPs ?? []), given.spec.clusterIP].filter(Boolean));
    for (const family of [IpFamily.IPV4, IpFamily.IPV6]) {
      for (const ip of ruleset.elements(family, 'cluster-ips')) if (!known.has(ip)) allocated.set(ip, 'CLUSTER-IP');
    }
    const ports = new Set((given.spec.ports ?? []).map((port: Plain) => port.nodePort));
    for (const map of ['service-nodeports', 'no-endpoint-nodeports']) {
      for (const element of ruleset.elements(IpFamily.IPV4, map)) {
        const [, port] = /^\w+ \. (\d+)/.exec(element)!;
        if (!ports.has(Number(port))) allocated.set(port, 'NODE-PORT');
      }
    }
  }
  return ruleset.toNft().split('\n').filter(line => !line.startsWith('#'))
    .map(line => [...allocated].reduce((text, [value, name]) => text.replaceAll(new RegExp(`(?<![\\d.:a-f])${value.replaceAll('.', '\\.')}(?![\\d.:a-f])`, 'g'), name), line)).sort();
}

test('there are as many objects as there were', () => {
  expect([accepted.length, refused.length]).toEqual([31, 46]);
});

test.each(accepted.map(pair => [`${pair.authored.kind} ${pair.authored.metadata.name}`, pair] as const))(
  '%s gives the same ruleset as authored and as stored, but for what is allocated', (_, { authored, stored }) => {
    const asStored = { ...stored, metadata: { ...stored.metadata, ...STORED } };
    expect(withoutAllocated([...BASE, authored], authored)).toEqual(withoutAllocated([...BASE, asStored], authored));
  });

test.each(refused.map(({ authored }) => [`${authored.kind} ${JSON.stringify(authored.metadata.name)}`.slice(0, 60), authored] as const))('%s is refused', (_, authored) => {
  expect(message(() => preview([...BASE, authored]))).toMatchSnapshot();
});
