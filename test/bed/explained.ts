import { CaseReport } from './case-report';
import { answered, caseName } from './expectation';
import { Client, frontendName, World } from './world';
import { InputError } from '../../src/base/errors';
import { Explanation } from '../../src/dataplane/explain/explanation';
import { PacketVerdict } from '../../src/dataplane/explain/vocabulary';
import { Ruleset } from '../../src/dataplane/ruleset';
import { SupportedMinor } from '../../src/dataplane/versions/kube-proxy-version';
import { interfacesOf, Scenario, serviceCidr, stages } from '../support/reference';

/** The ruleset of a scenario as users make it. */
export function rulesetOf(scenario: Scenario, minor: SupportedMinor): Ruleset {
  return Ruleset.fromObjects([scenario.node, serviceCidr(scenario), ...stages(scenario).at(-1)!], {
    kubernetesVersion: minor,
    nodeName: scenario.node.metadata.name,
    configuration: scenario.config,
    networkInterfaces: interfacesOf(scenario) as never,
  });
}

/** Compares what was seen with what `Ruleset.explain` answers when it is asked as users ask. */
export function explanationFailures(world: World, ruleset: Ruleset, reports: readonly CaseReport[]): string[] {
  return reports.flatMap(report => {
    const explanation = explain(ruleset, report);
    if (!explanation) return [];
    const predicted = predictions(world, report, explanation);
    const wrong = [...report.seen.keys()].filter(what => !predicted.flat().includes(what));
    const missing = predicted.filter(texts => !texts.some(text => report.seen.has(text)));
    if (wrong.length === 0 && missing.length === 0) return [];
    return `${caseName(report.one)}\n    explained: ${predicted.map(texts => texts.join(' or ')).join('; ')}\n    seen: ${[...report.seen.keys()].join('; ')}`;
  });
}

/** Undefined where the client is a pod of which the scenario says neither name nor range. */
function explain(ruleset: Ruleset, { one: { client, frontend } }: CaseReport): Explanation | undefined {
  try {
    return ruleset.explain({ source: sourceOf(client), destination: frontendName(frontend) });
  } catch (error) {
    if (error instanceof InputError && client.place !== 'external' && / not the address of a known pod, nor in a pod range/.test(error.message)) return undefined;
    throw error;
  }
}

function sourceOf({ place, address }: Client): string {
  return place === 'node' ? `node:${address}` : place === 'external' ? `external:${address}` : address;
}

function predictions(world: World, { one: { client, frontend } }: CaseReport, explanation: Explanation): string[][] {
  const sees = (isMasqueraded: boolean) => (!isMasqueraded ? ['the client'] : client.place === 'node' ? ['the node', 'the client'] : ['the node']);
  const words = (verdict: PacketVerdict, address: string, port: number, isMasqueraded: boolean): string[] => {
    if (verdict === PacketVerdict.REJECTED) return ['refused'];
    if (verdict === PacketVerdict.DROPPED) return ['timed out'];
    return sees(isMasqueraded).map(who => answered(world.placeOf(address), address, port, who));
  };
  const { endpoints } = explanation;
  if (endpoints.length > 0) return endpoints.map(({ address, port, verdict, isMasqueraded }) => words(verdict, address, port, isMasqueraded));
  return [words(explanation.verdict, frontend.address, frontend.port, explanation.isMasqueraded)];
}
