import { Place, ProbeResult } from './agents';
import { ruleName } from './nftrace';
import { Client, Frontend, frontendName, World } from './world';
import { Family } from '../../src/base/ip/address';
import { Outcome } from '../../src/dataplane/nftables/trace/packet';
import { Tracer } from '../../src/dataplane/nftables/trace/tracer';

/** A client asks for a frontend: what is predicted. */
export interface Case {
  readonly family: Family;
  readonly client: Client;
  readonly frontend: Frontend;
  readonly expectations: readonly Expectation[];
}

/** One of the things that may happen. */
export interface Expectation {
  readonly outcome: Outcome;
  /** What is seen then, in the words of `seen`. */
  readonly texts: readonly string[];
  /** The rules that its first packet meets, in their order. */
  readonly rules: readonly string[];
}

/** The name of a case, as test results show it. */
export function caseName({ client, frontend }: Case): string {
  return `${client.kind} ${client.address} → ${frontendName(frontend)}`;
}

/** What `explain` predicts for each client and frontend of a family. SCTP is left out. */
export function predict(world: World, family: Family, tracer: Tracer, frontends: readonly Frontend[]): Case[] {
  const inputInterfaces: Record<Place, string | undefined> = { node: undefined, pods: world.layout.podDevice, beyond: 'beyond0', external: 'eth0' };
  return frontends.filter(({ protocol }) => protocol !== 'sctp').flatMap(frontend => world.clientsOf(frontend).map(client => ({
    family,
    client,
    frontend,
    expectations: tracer.trace({
      family,
      protocol: frontend.protocol,
      source: client.address,
      destination: frontend.address,
      port: frontend.port,
      inputInterface: inputInterfaces[client.place],
    }).map(outcome => expectation(world, client, outcome)),
  })));
}

function expectation(world: World, client: Client, outcome: Outcome): Expectation {
  const rules = outcome.steps.map(step => ruleName(step.chain, step.ruleIndex));
  if (outcome.verdict !== 'accept') return { outcome, rules, texts: [outcome.verdict === 'drop' ? 'timed out' : 'refused'] };
  const place = outcome.deliveredTo === 'node' ? 'node' : world.placeOf(outcome.destination);
  const answer = (sees: string) => answered(place, outcome.destination, outcome.port, sees);
  if (!outcome.masquerade) return { outcome, rules, texts: [answer('the client')] };
  // The node's address may be the client's own.
  return { outcome, rules, texts: client.place === 'node' ? [answer('the node'), answer('the client')] : [answer('the node')] };
}

export function answered(place: Place, address: string, port: number, sees: string): string {
  return `${place}, ${address} ${port}, which sees ${sees}`;
}

/** What happened, in words. */
export function seen(world: World, client: Client, result: ProbeResult): string {
  if (result.end !== 'answered') return result.end;
  const sees = result.source === client.address ? 'the client' : world.isNodeAddress(result.source!) ? 'the node' : result.source!;
  return answered(result.by!, result.address!, result.port!, sees);
}

/** How many connections see an outcome of the probability with near certainty (1 - 1e-9, for all outcomes together). */
export function connectionsFor(expectations: readonly Expectation[]): number {
  const least = Math.min(...expectations.map(({ outcome }) => outcome.probability));
  return least === 1 ? 1 : Math.ceil(Math.log(1e-9 / expectations.length) / Math.log(1 - least));
}
