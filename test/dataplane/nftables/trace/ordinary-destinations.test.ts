import { ACCEPT, daddr, dnat, FROM_WIRE, tableOf } from './tables';
import { Family } from '../../../../src/base/ip/address';
import { IP_FAMILY_OF } from '../../../../src/base/ip/enums';
import { sendersOf } from '../../../../src/dataplane/explain/matrix-rows';
import { masqueradeStep } from '../../../../src/dataplane/explain/reason';
import { literal } from '../../../../src/dataplane/nftables/model/expressions';
import { compare, DROP } from '../../../../src/dataplane/nftables/model/statements';
import { OrdinaryDestinations } from '../../../../src/dataplane/nftables/trace/ordinary-destinations';
import { Outcome } from '../../../../src/dataplane/nftables/trace/packet';
import { Tracer } from '../../../../src/dataplane/nftables/trace/tracer';
import { Ruleset } from '../../../../src/dataplane/ruleset';
import { interfacesOf, readScenarios, serviceCidr, stages } from '../../../support/reference';

/** All of an outcome but the steps on the way. */
function told({ verdict, isDnat, destination, port, deliveredTo, probability, affinity, lastStep, masquerade }: Outcome): unknown[] {
  const rules = [lastStep?.rule, masquerade?.step.rule, masqueradeStep(masquerade)?.rule];
  return [verdict, isDnat, destination, port, deliveredTo, probability, affinity?.name, ...rules];
}

test.each(['1.31', '1.33', '1.35', '1.36'])('packets that are followed briefly have the outcomes of those that are followed to the end: %s', kubernetesVersion => {
  let count = 0;
  for (const scenario of readScenarios()) {
    const ruleset = Ruleset.fromObjects([scenario.node, serviceCidr(scenario), ...stages(scenario).at(-1)!], {
      kubernetesVersion,
      nodeName: scenario.node.metadata.name,
      configuration: scenario.config,
      networkInterfaces: interfacesOf(scenario) as { [name: string]: string[] },
    });
    const { network } = ruleset._explainer;
    const tracerOf = (family: Family) => new Tracer(ruleset._table(IP_FAMILY_OF[family]), network.isOwn);
    const tracers = { ip: tracerOf('ip'), ip6: tracerOf('ip6') };
    for (const { frontend: { family, address: destination, portNumber: port, port: { protocol } } } of ruleset._explainer.rows()) {
      const tracer = tracers[family];
      for (const { address: source, inputInterface } of sendersOf(network, family)) {
        const packet = { family, protocol, source, destination, port, inputInterface };
        const [all, brief] = [tracer.trace(packet), tracer.traceBriefly(packet)].map(outcomes => outcomes.map(told));
        count += all.length;
        // Rules are compared as objects: Jest's comparison of hundreds of thousands of them takes minutes.
        if (all.length !== brief.length || all.some((values, i) => values.some((value, j) => value !== brief[i][j]))) expect(brief).toEqual(all);
      }
    }
  }
  expect(count).toBeGreaterThan(2_000);
});

test('what tells destinations apart', () => {
  const table = tableOf({
    'filter forward 0': [[daddr('10.0.0.1'), DROP], [daddr('10.1.0.0/16'), ACCEPT], [compare(daddr('').left, '!=', literal('10.2.0.0/16')), ACCEPT]],
  }, builder => {
    builder.set('ips', ['ipv4_addr'], {});
    builder.setElement('ips', ['10.0.0.2']);
    builder.set('ports', ['inet_proto', 'inet_service'], {});
    builder.setElement('ports', ['tcp', 30080]);
  });
  const ordinary = new OrdinaryDestinations(table, address => address === '192.168.0.2');
  const kind = (address: string, port = 80) => ordinary.kindOf(address, port);
  expect([kind('10.0.0.1'), kind('10.0.0.2'), kind('192.168.0.2'), kind('10.3.0.1', 30080)]).toEqual([undefined, undefined, undefined, undefined]);
  expect(kind('10.3.0.1')).toBe(kind('10.4.0.9', 81));
  expect(new Set([kind('10.3.0.1'), kind('10.1.0.1'), kind('10.2.0.1')]).size).toBe(3);
});

test('an end that is shared keeps what is its own', () => {
  const table = tableOf({ 'nat prerouting -100': [[{ kind: 'numgen-dnat', targets: [{ address: '10.0.0.5', port: 1 }, { address: '10.0.0.6', port: 2 }] }]] });
  const tracer = new Tracer(table, () => false);
  expect(tracer.traceBriefly(FROM_WIRE)).toMatchObject([
    { destination: '10.0.0.5', port: 1, probability: 0.5, deliveredTo: 'elsewhere' }, { destination: '10.0.0.6', port: 2, probability: 0.5, deliveredTo: 'elsewhere' },
  ]);
  expect(new Tracer(tableOf({ 'nat prerouting -100': [[dnat('10.0.0.5', 1)]] }), () => false).traceBriefly(FROM_WIRE)).toHaveLength(1);
});
