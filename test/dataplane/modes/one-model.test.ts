import { PlainObject } from '../../../src/base/objects/fields';
import { ServiceBehavior } from '../../../src/dataplane/modes/service-behavior';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { ProxyMode } from '../../../src/programs/kube-proxy/proxy-mode';
import { kubeProxy } from '../../check/findings/findings';
import { readModes, World } from '../../support/modes';

/** The objects of a world, and what is asked about its node. */
function askedOf({ node, bed, services, endpointSlices, serviceCIDRs, interfaces }: World, config: PlainObject) {
  const serviceCidr = { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: serviceCIDRs } };
  const objects = [node, bed.otherNode, serviceCidr, ...services, ...endpointSlices, kubeProxy({ ...config, mode: 'nftables' })];
  const networkInterfaces = Object.fromEntries(interfaces.map(({ name, addresses }) => [name, [...addresses]]));
  return { objects, options: { nodeName: node.metadata.name, kubernetesVersion: '1.36', networkInterfaces } };
}

describe.each(readModes<World>('worlds').map(world => [world.name, world] as const))('%s', (_, world) => {
  test.each(Object.entries(world.configs))('explain says the same with and without --mode nftables: %s', (_name, config) => {
    const { objects, options } = askedOf(world, config);
    const ruleset = Ruleset.fromObjects(objects, options);
    const behavior = ServiceBehavior.fromObjects(objects, { ...options, mode: ProxyMode.NFTABLES });
    const all = new Set(behavior.explainAll().entries.map(entry => JSON.stringify(entry)));
    const entries = ruleset.explainAll().entries;
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter(entry => !all.has(JSON.stringify(entry)))).toEqual([]);

    // A table of all traffic and the answer to one packet give the same reason, in the same words.
    const refused = behavior.explainAll().entries.filter(({ verdict, reason }) => ['rejected', 'dropped'].includes(verdict) && !reason!.includes(';'))
      .filter(({ sourceClass, protocol }) => ['pod-on-node', 'external'].includes(sourceClass) && protocol !== 'icmp');
    const ofEachReason = [...new Map(refused.map(entry => [`${entry.kind} ${entry.reason}`, entry])).values()];
    for (const { sourceClass, sourceAddress, address, port, protocol, reason } of ofEachReason) {
      const source = sourceClass === 'external' ? `external:${sourceAddress}` : sourceAddress;
      const explanation = behavior.explain({ source, destination: `${address.includes(':') ? `[${address}]` : address}:${port}/${protocol}` });
      expect([address, port, JSON.parse(explanation.toJson()).reason]).toEqual([address, port, reason]);
    }

    const sources = [...world.bed.pods.slice(0, 2).map(({ addresses }) => addresses[0]), 'node', 'external'];
    const destinations = [...new Set(entries.map(({ address, port, protocol }) => `[${address}]:${port}/${protocol}`))].filter((_destination, i) => i % 41 === 0);
    for (const source of sources) {
      for (const destination of destinations) {
        if (source.includes('.') && destination.split(':').length > 3) continue;
        expect(ruleset.explain({ source, destination }).toJson()).toBe(behavior.explain({ source, destination }).toJson());
      }
    }
  });
});
