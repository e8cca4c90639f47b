import { PageContent } from './html';
import { IpFamily } from '../base/ip/ip-family';
import { toJson } from '../base/plain';
import { countOf } from '../base/text/words';
import { packageVersion } from '../check/reports/package-version';
import { TOOL_NAME } from '../check/reports/report';
import { RulesetDifference } from '../dataplane/compare/ruleset-difference';
import { BehaviorMatrix } from '../dataplane/explain/behavior-matrix';
import { breaksSomething, ReplacementComparison } from '../dataplane/kube-proxy-replacement/compare';
import { replacementMarkdown, replacementTitle } from '../dataplane/kube-proxy-replacement/text';
import { ServiceBehaviorDifference } from '../dataplane/modes/service-behavior-difference';

/** Answers that are shown on a page of their own, as the command prints them in JSON. */
const PARTS = {
  traffic: { id: 'traffic', kind: 'traffic', title: 'Traffic' },
  behavior: { id: 'behavior', kind: 'behavior', title: 'Services' },
  ruleset: { id: 'ruleset', kind: 'ruleset', title: 'Rules' },
  verify: { id: 'verify', kind: 'verify', title: 'Nodes' },
  routes: { id: 'routes', kind: 'routes', title: 'Routes' },
} as const;

/** What an answer is about. */
export interface AnswerHead {
  readonly title: string;
  readonly lead: readonly string[];
}

/**
 * A page with one answer.
 *
 * @param json what the command prints with --format json
 * @param question what packets can be asked about; nothing where they can't
 */
export function answerPage(kind: keyof typeof PARTS, json: string, { title, lead }: AnswerHead, question?: PageContent['question']): PageContent {
  return { title, lead, madeBy: `${TOOL_NAME} ${packageVersion()}`, parts: [{ ...PARTS[kind], data: json }], ...question && { question } };
}

/** What has answered: a ruleset, or the model of a mode. */
interface Explained {
  readonly nodeName: string;
  readonly kubernetesVersion: string;
  readonly mode?: string;
}

/** What becomes of traffic to each frontend of each Service. */
export function trafficPage(
  { nodeName, kubernetesVersion, mode = 'nftables' }: Explained, matrix: BehaviorMatrix, question?: PageContent['question'],
): PageContent {
  return answerPage('traffic', matrix.toJson(), {
    title: `Traffic to Services on ${nodeName}`,
    lead: [`What kube-proxy ${kubernetesVersion} in ${mode} mode does with packets to every frontend, from every kind of client.`],
  }, question);
}

/** What clients notice of another mode, on one node or several. */
export function behaviorPage(differences: readonly ServiceBehaviorDifference[], question?: PageContent['question']): PageContent {
  const jsons = differences.map(difference => difference._json());
  const [{ before, after }] = jsons as { readonly before: { readonly mode: string }; readonly after: { readonly mode: string } }[];
  return answerPage('behavior', toJson({ version: 1, nodes: jsons }), {
    title: `From ${before.mode} to ${after.mode} mode: what clients notice`,
    lead: [differences.some(({ hasBreaks }) => hasBreaks) ? 'Some traffic that works now will not work.' : 'No traffic that works now will stop working.'],
  }, question);
}

/** Which requests go where. */
export function routesPage(json: string, requests: PageContent['requests']): PageContent {
  const head = { title: 'Routes of Gateway API and Ingresses', lead: ['Which requests go where, in the order in which they are matched.'] };
  return { ...answerPage('routes', json, head), requests };
}

/** What one ruleset has in the place of another. */
export function rulesetPage(difference: RulesetDifference, family?: IpFamily): PageContent {
  const json = difference.toJson(family);
  const { changes } = JSON.parse(json) as { readonly changes: readonly unknown[] };
  return answerPage('ruleset', json, { title: 'Two rulesets compared', lead: [`${countOf(changes.length, 'change')}.`] });
}

/** What becomes of Services when Cilium takes the place of kube-proxy. */
export function replacementPage(comparison: ReplacementComparison): PageContent {
  return {
    title: replacementTitle(comparison),
    lead: [breaksSomething(comparison) ? 'Some traffic that works now will not work.' : 'No traffic that works now is known to stop working.'],
    madeBy: `${TOOL_NAME} ${packageVersion()}`,
    parts: [{ id: 'services', kind: 'markdown', title: 'Services', data: replacementMarkdown(comparison).join('\n') }],
  };
}
