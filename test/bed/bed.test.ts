import { Bed } from './bed';
import { CaseReport } from './case-report';
import { experiment, familiesOf } from './experiment';
import { explanationFailures, rulesetOf } from './explained';
import { isRefused, NOT_CONNECTED, REFUSED } from './not-carried';
import { ownScenarios } from './own-scenarios';
import { referenceCluster } from './reference-cluster';
import { TOPICS } from './topics';
import { frontendName, World } from './world';
import { Family } from '../../src/base/ip/address';
import { SUPPORTED_MINORS, SupportedMinor } from '../../src/dataplane/versions/kube-proxy-version';
import { bedIsAvailable } from '../support/kernel';
import { generateScenario, readScenarios, Scenario } from '../support/reference';

const isAvailable = bedIsAvailable();
const bedTest = isAvailable ? test : test.skip;
const FAMILY_NAMES: Record<Family, string> = { ip: 'ipv4', ip6: 'ipv6' };

/** The minor for which all scenarios are tried, and those of which a selection shows what differs. */
const MINOR: SupportedMinor = '1.36';
const OTHER_MINORS: readonly SupportedMinor[] = ['1.31', '1.33', '1.35', '1.37'];
const SELECTION = [
  'cluster-ip', 'cluster-ip-one-endpoint', 'cluster-ip-no-endpoints', 'node-port-local-with-local-endpoint', 'internal-and-external-local',
  'load-balancer-no-endpoints', 'source-ranges', 'source-ranges-cover-node', 'session-affinity-node-port-local', 'dual-stack-load-balancer',
  'node-port-addresses-several', 'masquerade-all', 'detect-local-none', 'detect-local-bridge', 'detect-local-interface-prefix', 'host-network-endpoint',
];

const reference = readScenarios();
const scenarios = [...reference, referenceCluster(), ...ownScenarios(reference.find(({ name }) => name === 'cluster-ip')!)];
const scenarioOf = (name: string) => scenarios.find(scenario => scenario.name === name)!;
const RUNS = [
  ...scenarios.map(scenario => ({ minor: MINOR, scenario })),
  ...OTHER_MINORS.flatMap(minor => SELECTION.map(name => ({ minor, scenario: scenarioOf(name) }))),
].filter(({ minor, scenario }) => !isRefused(scenario, minor)).flatMap(({ minor, scenario }) => familiesOf(scenario).map(family => ({
  minor, scenario, family, familyName: FAMILY_NAMES[family], name: scenario.name,
})));

let bed: Bed;
beforeAll(async () => {
  if (isAvailable) bed = await Bed.start();
});
afterAll(() => bed?.stop());

/** Each scenario is tried once for all tests that look at it. */
const known = new Map<string, Promise<CaseReport[]>>();
function reportsOf(scenario: Scenario, minor: SupportedMinor): Promise<CaseReport[]> {
  const key = `${minor} ${scenario.name}`;
  const reports = known.get(key) ?? experiment(bed, scenario, minor);
  known.set(key, reports);
  return reports;
}

describe('a node does what explain predicts, by the rules that it predicts, for every client at every frontend', () => {
  bedTest.each(RUNS)('$minor · $familyName · $name', async ({ minor, scenario, family }) => {
    const reports = (await reportsOf(scenario, minor)).filter(({ one }) => one.family === family);
    expect(reports).not.toEqual([]);
    expect(reports.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(explanationFailures(new World(scenario), rulesetOf(scenario, minor), reports)).toEqual([]);
  }, 60_000);
});

describe('a node does what Kubernetes promises', () => {
  bedTest.each(TOPICS)('$topic · $scenario · $from → $to', async ({ scenario, from, to, seen }) => {
    const reports = (await reportsOf(scenarioOf(scenario), MINOR)).filter(({ one }) => one.client.kind === from && frontendName(one.frontend) === to);
    expect(reports).not.toEqual([]);
    for (const report of reports) expect([...report.seen.keys()].sort()).toEqual([...seen].sort());
  }, 60_000);

  bedTest('session affinity · a client that has met an endpoint meets no other', async () => {
    const scenario = scenarioOf('session-affinity');
    const cases = (await reportsOf(scenario, MINOR)).map(({ one }) => one).filter(({ frontend }) => frontendName(frontend) === '10.96.1.2:80/tcp');
    const met = cases.map(() => new Set<string>());
    await bed.exclusively(async () => {
      await bed.arrange(new World(scenario), [generateScenario(scenario, MINOR, 'ip')], cases.map(({ frontend }) => frontend));
      for (let i = 0; i < 40; i++) {
        (await bed.connect(cases, { isTraced: false })).forEach(({ result }, index) => met[index].add(`${result.end} ${result.address}`));
      }
    });
    expect(met.filter(endpoints => endpoints.size !== 1)).toEqual([]);
    expect(new Set(met.flatMap(endpoints => [...endpoints])).size).toBeLessThanOrEqual(2);
  }, 60_000);
});

describe('the bed sees what differs from a prediction', () => {
  const failuresAfter = async (change: string) => {
    const reports = await experiment(bed, scenarioOf('node-port-local-with-local-endpoint'), MINOR, change);
    return reports.flatMap(({ failure }) => failure ?? []).join('\n');
  };

  bedTest('a client that is not masqueraded', async () => {
    expect(await failuresAfter('flush chain ip kube-proxy masquerading')).toMatch(/external .*\n.*which sees the node.*\n +seen: .*, which sees the client/);
  });

  bedTest('a frontend that is not there', async () => {
    const change = 'delete element ip kube-proxy service-nodeports { tcp . 30080 }';
    expect(await failuresAfter(change)).toMatch(/seen: node, 192\.168\.10\.11 30080, which sees the client/);
  });

  bedTest('an endpoint that is never chosen', async () => {
    const change = 'add chain ip kube-proxy services { } ; insert rule ip kube-proxy services tcp dport 80 dnat to 10.244.1.5:8080';
    expect(await failuresAfter(change)).toMatch(/never seen in \d+ connections: 1 of the predicted outcomes/);
  });

  bedTest('a packet that is dropped', async () => {
    expect(await failuresAfter('insert rule ip kube-proxy filter-forward ct state new drop')).toMatch(/seen: timed out/);
  });

  bedTest('a rule that was not predicted, though nothing else differs', async () => {
    expect(await failuresAfter('insert rule ip kube-proxy filter-forward accept')).toMatch(/the kernel's trace of «pods, .*»: .*the unknown rule \d+/);
  });
});

describe('what the bed does not carry', () => {
  test.each(NOT_CONNECTED)('$what: $reason', ({ find }) => {
    const tables = (scenario: Scenario) => familiesOf(scenario).map(family => generateScenario(scenario, MINOR, family));
    const found = scenarios.flatMap(scenario => find(new World(scenario), tables(scenario)));
    expect(found).not.toEqual([]);
  });

  const refusals = REFUSED.flatMap(entry => entry.minors.map(minor => ({ ...entry, minor })));
  bedTest.each(refusals)('$minor · $scenario: $reason', async ({ scenario, minor, error }) => {
    await expect(experiment(bed, scenarioOf(scenario), minor)).rejects.toThrow(error);
  });

  test('everything else is tried', () => {
    const tried = new Set(RUNS.filter(({ minor }) => minor === MINOR).map(({ name }) => name));
    expect(scenarios.map(({ name }) => name).filter(name => !tried.has(name))).toEqual(['long-comment']);
    expect(RUNS.filter(({ family, minor }) => family === 'ip6' && minor === MINOR).length).toBeGreaterThanOrEqual(30);
    expect(SUPPORTED_MINORS).toEqual(expect.arrayContaining([MINOR, ...OTHER_MINORS]));
  });
});
