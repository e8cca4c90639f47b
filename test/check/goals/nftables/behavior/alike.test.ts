import { ChangedTraffic, ModeChanges } from '../../../../../src/check/goals/nftables/behavior/mode-changes';
import { ServiceClaims } from '../../../../../src/check/goals/nftables/behavior/service-claims';
import { NftablesContext } from '../../../../../src/check/goals/nftables/context';
import { CHANGE_TOPICS } from '../../../../../src/dataplane/modes/compare/topics';
import { ModeOutcome } from '../../../../../src/dataplane/modes/outcome';
import { Tracer } from '../../../../../src/dataplane/nftables/trace/tracer';
import { node, Plain, serviceCidr, slice, storedService } from '../../../../support/builders';
import { random } from '../../../../support/random';
import { clusterOf, kubeProxy } from '../../../findings/findings';

afterEach(() => jest.restoreAllMocks());

function outcome({ source, shares }: ModeOutcome): unknown {
  return [source, ...shares.map(({ verdict, cause, masquerade, endpoint, nextHop, status, sourceSeen }) =>
    [verdict, cause, masquerade, endpoint !== undefined, nextHop, status, sourceSeen])];
}

function traffic({ family, destination, sourceClass, before, after, consequence, topic }: ChangedTraffic): string {
  const { kind, address, port, protocol, served } = destination;
  const whose = `${served!.service.name}:${served!.port.name} ${served!.service.ports.indexOf(served!.port)}`;
  return JSON.stringify([family, kind, address, port, protocol, whose, sourceClass, outcome(before), outcome(after), consequence, topic]);
}

/** All that a comparison tells. */
function told(changes: ModeChanges): string[] {
  const rows = changes.of(CHANGE_TOPICS).map(({ service, nodes, rows: ofService }) =>
    [service.name, nodes.map(({ name }) => name).join(), ...ofService.map(traffic)].join('\n'));
  return [...rows, ...[...changes.sharesAffinityOtherwise].map(({ name }) => name).sort()];
}

function changesOf(seed: number, version: string): string[] {
  return told(new NftablesContext(clusterOf(objectsOf(seed)), version).changes!);
}

/** Services of few kinds, of which some share addresses and ports with others, with nodes and with clients. */
function objectsOf(seed: number): Plain[] {
  const next = random(seed);
  const oneOf = <T>(...values: readonly T[]): T => values[Math.floor(next() * values.length)];
  const rarely = (): boolean => next() < 0.06;
  const isDual = next() < 0.4;
  const nodes = ['node-a', 'node-b', 'node-c'].map((name, i) => node(name, {
    addresses: [`192.168.10.${11 + i}`, ...isDual ? [`fd00:10::${11 + i}`] : []], zone: `zone-${i % 2}`, podCIDRs: [`10.244.${i}.0/24`, ...isDual ? [`fd00:244:${i}::/64`] : []],
  }));
  const configuration = kubeProxy({
    mode: oneOf('ipvs', 'iptables'),
    ...oneOf({}, { clusterCIDR: isDual ? '10.244.0.0/16,fd00:244::/48' : '10.244.0.0/16' }, { detectLocalMode: 'NodeCIDR' }),
    ...oneOf({}, {}, { nodePortAddresses: ['primary'] }, { nodePortAddresses: ['0.0.0.0/0'] }),
    ...oneOf({}, {}, { iptables: { masqueradeAll: true }, nftables: { masqueradeAll: true } }),
  });
  const kinds = Array.from({ length: 3 }, () => ({
    type: oneOf('NodePort', 'LoadBalancer', 'ClusterIP'),
    internalTrafficPolicy: oneOf('Cluster', 'Cluster', 'Local'),
    externalTrafficPolicy: oneOf('Cluster', 'Local'),
    sessionAffinity: oneOf('None', 'None', 'ClientIP'),
    ranges: oneOf([], [], ['203.0.113.0/24'], ['10.0.0.0/8', '198.51.100.0/24'], ['0.0.0.0/0'], ['192.168.10.0/24']),
    external: next() < 0.5,
    hinted: next() < 0.3,
  }));
  const services = Array.from({ length: 14 }, (_, i) => {
    const { ranges, external, hinted, ...kind } = oneOf(...kinds);
    const name = `svc-${i}`;
    const vip = rarely() ? oneOf('192.168.10.12', '203.0.113.7', '10.244.1.9', '172.16.0.1') : `172.16.0.${i + 1}`;
    const externalIp = rarely() ? oneOf('192.168.10.11', '10.96.0.1', '172.16.0.2', '192.168.10.200') : `172.17.0.${i + 1}`;
    const ports = [{ name: 'a', port: rarely() ? 30003 : 80, protocol: 'TCP' }, ...i % 3 === 0 ? [{ name: 'b', port: 53, protocol: 'UDP' }] : []];
    const clusterIPs = [`10.96.0.${i + 1}`, ...isDual ? [`fd00:96::${i + 1}`] : []];
    const isLoadBalancer = kind.type === 'LoadBalancer';
    const hasLocal = kind.type !== 'ClusterIP' || external;
    const healthCheck = isLoadBalancer && kind.externalTrafficPolicy === 'Local' ? { healthCheckNodePort: rarely() ? 30005 : 31000 + i } : {};
    const spec = {
      ...kind,
      clusterIP: clusterIPs[0],
      clusterIPs,
      ipFamilies: ['IPv4', ...isDual ? ['IPv6'] : []],
      ...external && { externalIPs: [externalIp] },
      ...isLoadBalancer && { loadBalancerSourceRanges: ranges },
      ...healthCheck,
      ...kind.sessionAffinity === 'ClientIP' && { sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } } },
      ports: ports.map((port, j) => ({ ...port, ...kind.type !== 'ClusterIP' && { nodePort: rarely() ? 30001 : 30000 + i + 100 * j } })),
      externalTrafficPolicy: hasLocal ? kind.externalTrafficPolicy : undefined,
    };
    const status = { loadBalancer: isLoadBalancer ? { ingress: [{ ip: vip }] } : {} };
    const endpoints = Array.from({ length: oneOf(0, 1, 2, 3) }, (__, j) => {
      const place = Math.floor(next() * 3);
      const isReady = !rarely();
      return {
        addresses: [rarely() ? oneOf(`192.168.10.${11 + place}`, '10.244.0.200', '172.16.0.3') : `10.244.${place}.${i * 4 + j + 2}`],
        nodeName: `node-${'abc'[place]}`,
        conditions: { ready: isReady, serving: isReady || next() < 0.5, terminating: !isReady },
        ...hinted && { hints: { forZones: [{ name: oneOf('zone-0', 'zone-1') }] } },
      };
    });
    const slicePorts = ports.map(({ name: portName, protocol }) => ({ name: portName, port: rarely() ? 30002 : 8080, protocol }));
    return [storedService(`shop/${name}`, spec, { status }), slice(`shop/${name}-1`, name, endpoints, { ports: slicePorts })];
  });
  return [...nodes, configuration, serviceCidr('kubernetes', '10.96.0.0/16', ...isDual ? ['fd00:96::/112'] : []), ...services.flat()];
}

const SEEDS = Array.from({ length: 30 }, (_, i) => i + 1);

test('a Service that stands for others tells of each what a comparison of its own tells', () => {
  for (const seed of SEEDS) {
    const version = ['1.31', '1.33', '1.36', '1.37'][seed % 4];
    const short = changesOf(seed, version);
    const areOwn = jest.spyOn(ServiceClaims.prototype, 'areOwn').mockReturnValue(false);
    expect([seed, short]).toEqual([seed, changesOf(seed, version)]);
    areOwn.mockRestore();
  }
});

test('many Services of one kind need no more packets than one', () => {
  const followed = (count: number): number => {
    const trace = jest.spyOn(Tracer.prototype, 'traceBriefly');
    const services = Array.from({ length: count }, (_, i) => [
      storedService(`shop/svc-${i}`, { type: 'NodePort', clusterIP: `10.96.0.${i + 1}`, ports: [{ port: 80, nodePort: 30000 + i }] }),
      slice(`shop/svc-${i}-1`, `svc-${i}`, [{ addresses: [`10.244.0.${i + 2}`], nodeName: 'node-a' }]),
    ]);
    const all = [node('node-a', { podCIDRs: ['10.244.0.0/24'] }), kubeProxy({ mode: 'ipvs' }), serviceCidr('kubernetes', '10.96.0.0/16'), ...services.flat()];
    const changes = new NftablesContext(clusterOf(all), '1.36').changes!;
    expect(changes.of(['node-port-addresses'])).toHaveLength(count);
    const { length } = trace.mock.calls;
    trace.mockRestore();
    return length;
  };
  expect(followed(1)).toBeGreaterThan(0);
  expect(followed(20)).toBe(followed(1));
});
