import { TracedRow } from '../../../src/dataplane/explain/matrix-rows';
import { Outcome } from '../../../src/dataplane/nftables/trace/packet';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';
import { interfacesOf, readScenarios, Scenario, serviceCidr, stages } from '../../support/reference';

/** What may differ between a minor and the one before, in which scenarios and for what. Anything else is a mistake. */
const DIFFERENCES: readonly { readonly minor: string; readonly reason: string; readonly scenarios: readonly string[]; readonly what: RegExp }[] = [
  {
    minor: '1.33',
    reason: 'the check for endpoints comes after DNAT (kubernetes#132456), so the node reaches external addresses with externalTrafficPolicy: Local',
    scenarios: ['load-balancer-local-without-local-endpoint', 'random-1-1', 'random-1-35', 'random-1-39', 'random-1-49', 'random-1-51'],
    what: /(?:external-ip|load-balancer-ip) .* node: drop -> accept/,
  },
  {
    minor: '1.33',
    reason: 'the firewall comes before the check for endpoints (kubernetes#132456)',
    scenarios: ['source-ranges-no-endpoints', 'random-1-53'],
    what: /load-balancer-ip .* node: reject -> drop/,
  },
  {
    minor: '1.34',
    reason: 'node hints are followed (gate PreferSameTrafficDistribution)',
    scenarios: ['node-hints-prefer-same-node', 'random-1-10'],
    what: /: (accept \S+ M? *; )?accept \S+ .* -> accept/,
  },
  {
    minor: '1.36',
    reason: 'each kind has a label selector of its own',
    scenarios: ['headless-label-on-service', 'service-proxy-name-on-slice'],
    what: /cluster-ip .*: (?:undefined|reject) -> accept/,
  },
  {
    minor: '1.36',
    reason: 'of two endpoints with one address and port, the last that does not terminate counts',
    scenarios: ['random-1-29', 'random-1-56'],
    what: /: accept .* -> accept/,
  },
];

function rulesetOf(scenario: Scenario, kubernetesVersion: string): Ruleset {
  const objects = [scenario.node, serviceCidr(scenario), ...stages(scenario).at(-1)!];
  const networkInterfaces = interfacesOf(scenario) as { [name: string]: string[] };
  const nodeName = scenario.node.metadata.name;
  return Ruleset.fromObjects(objects, { kubernetesVersion, nodeName, configuration: scenario.config, networkInterfaces });
}

/** `accept 10.244.1.5:8080 M 10800 0.5000`: all that a client can notice. */
function describeOutcome({ verdict, isDnat, destination, port, deliveredTo, masquerade, affinity, probability }: Outcome): string {
  if (verdict !== 'accept') return verdict;
  return ['accept', isDnat ? `${destination}:${port}` : deliveredTo, masquerade ? 'M' : '', affinity?.timeoutSeconds ?? '', probability.toFixed(4)].join(' ');
}

/** What becomes of packets from each kind of source to each frontend. */
function behavior(rows: Iterable<TracedRow>): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { frontend: { kind, address, portNumber, port, service }, cells } of rows) {
    for (const { sourceClass, outcomes } of cells) {
      expect(outcomes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 10);
      texts.set(`${kind} ${address} ${portNumber}/${port.protocol} ${service.name} ${sourceClass}`, outcomes.map(describeOutcome).sort().join('; '));
    }
  }
  return texts;
}

test('every minor treats every packet of every scenario as the one before does, but for what is known', () => {
  const strange: string[] = [];
  const seen = new Set<string>();
  let packets = 0;
  for (const scenario of readScenarios()) {
    let before: Map<string, string> | undefined;
    for (const minor of SUPPORTED_MINORS) {
      const now = behavior(rulesetOf(scenario, minor)._explainer.rows());
      packets += now.size;
      for (const key of before ? new Set([...before.keys(), ...now.keys()]) : []) {
        if (before!.get(key) === now.get(key)) continue;
        const text = `${key}: ${before!.get(key)} -> ${now.get(key)}`;
        const known = DIFFERENCES.find(change => change.minor === minor && change.scenarios.includes(scenario.name) && change.what.test(text));
        if (known) seen.add(`${known.reason} ${scenario.name}`);
        else strange.push(`${minor} ${scenario.name}: ${text}`);
      }
      before = now;
    }
  }
  expect(strange).toEqual([]);
  expect([...seen].sort()).toEqual(DIFFERENCES.flatMap(({ reason, scenarios }) => scenarios.map(name => `${reason} ${name}`)).sort());
  expect(packets).toBeGreaterThan(25_000);
}, 300_000);
