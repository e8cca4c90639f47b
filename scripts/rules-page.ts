/** Writes docs/rules.md, docs/node-facts.md and docs/ingress-policies.md from the rules and tables. `npx projen rules-page` runs it; a test tells when it has to be. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policiesPage } from './policies-page';
import { indented, wrap } from '../src/base/plain';
import { escapeMarkdown, proseWithCommands } from '../src/base/text/markdown';
import { FindingConfidence, FindingSeverity } from '../src/check/findings/finding';
import { RuleDescription, SEVERITIES } from '../src/check/findings/rule';
import { GOALS } from '../src/check/goals';
import { severityHeading } from '../src/check/reports/report';
import { FACTS } from '../src/cluster/facts/fact-table';

const WIDTH = 120;

const CONFIDENCES: Readonly<Record<FindingConfidence, string>> = {
  [FindingConfidence.MANIFEST]: 'the objects show it',
  [FindingConfidence.NEEDS_NODE_CHECK]: 'confirm on the node',
  [FindingConfidence.NODE_FACTS]: 'facts of the node show it',
};

const INTRODUCTION = 'What check looks for in the objects of a cluster: by default, before its kube-proxy runs in nftables mode; the rules whose names begin with gateway- belong to '
  + '`--goal gateway-api` ([gateway-api.md](gateway-api.md)), those that begin with cilium-, but for cilium-replaces-kube-proxy, to `--goal cilium` '
  + '([cilium.md](cilium.md)), and those about Istio to `--goal ambient` ([ambient.md](ambient.md)). [Reading findings](findings.md) explains severities, confidence and waivers. A rule about kube-proxy applies to '
  + 'clusters whose kube-proxy currently runs in one of its modes ("From"). The severity of a rule is that of the worst case: a finding in your cluster may be less severe. '
  + '`cdk8s-nftables rules ID` prints a rule in the terminal.';

/** The page as Markdown. */
export function rulesPage(rules: readonly RuleDescription[]): string {
  return `${[
    '# Rules',
    '',
    '<!-- Written by scripts/rules-page.ts: edit the rules in src/check/rules, and run `npx projen rules-page`. -->',
    '',
    ...wrap(INTRODUCTION, WIDTH),
    '',
    ...SEVERITIES.flatMap(severity => overview(severity, rules.filter(rule => rule.severity === severity))),
    ...rules.flatMap(section),
  ].join('\n').trimEnd()}\n`;
}

/** The rules of a severity, as a table. */
function overview(severity: FindingSeverity, rules: readonly RuleDescription[]): string[] {
  if (rules.length === 0) return [];
  const rows = rules.map(({ id, title, scope, confidence }) => `| [\`${id}\`](#${id}) | ${escapeMarkdown(title)} | ${scope ?? ''} | ${CONFIDENCES[confidence]} |`);
  return [`## ${severityHeading(severity)}`, '', '| Rule | What | From | Confidence |', '|---|---|---|---|', ...rows, ''];
}

function section({ id, title, severity, confidence, scope, description, remediation, references, decidedBy }: RuleDescription): string[] {
  return [
    `## ${id}`,
    '',
    `**${escapeMarkdown(title)}**`,
    '',
    `Severity: ${severity}. ${scope === undefined ? '' : `From: ${scope}. `}Confidence: ${CONFIDENCES[confidence]}.`,
    '',
    ...paragraph(description),
    '',
    ...paragraph(`What to do: ${remediation}`),
    ...decidedBy === undefined ? [] : ['', ...paragraph(`Decided by facts of nodes: ${decidedBy.map(fact => `\`${fact}\``).join(', ')}.`)],
    '',
    ...references.flatMap(url => indented(wrap(`<${url}>`, WIDTH), '  ', '- ')),
    '',
  ];
}

const FACTS_INTRODUCTION = 'What the script of `cdk8s-nftables probe` finds out on a node, and which rules of `check` these facts decide. With the facts of a node '
  + 'a rule either names the node, with the fact that shows the problem, or leaves it out. Where a fact is `unknown`, the rule names the node as not decided, and why. How to collect facts: [node-probe.md](node-probe.md).';

/** The page about facts of nodes as Markdown. */
export function factsPage(rules: readonly RuleDescription[]): string {
  const decided = rules.filter(({ decidedBy }) => decidedBy !== undefined);
  const code = (ids: readonly string[]) => ids.map(id => `\`${id}\``).join(', ');
  const decides = (fact: string) => decided.filter(({ decidedBy }) => decidedBy!.some(id => id === fact)).map(({ id }) => id);
  return `${[
    '# Facts of nodes',
    '',
    '<!-- Written by scripts/rules-page.ts: edit src/cluster/facts/fact-table.ts or src/check/goals, and run `npx projen rules-page`. -->',
    '',
    ...wrap(FACTS_INTRODUCTION, WIDTH),
    '',
    '## What decides which rule',
    '',
    '| Rule | Decided by |',
    '|---|---|',
    ...decided.map(({ id, decidedBy }) => `| [\`${id}\`](rules.md#${id}) | ${code(decidedBy!)} |`),
    '',
    'Rules about Services that change, such as [`external-traffic-policy-local`](rules.md#external-traffic-policy-local), follow from',
    'the models of kube-proxy\'s modes ([behavior.md](behavior.md)). What these do not know of a node is settled by `addresses`,',
    '`firewall`, `nft.hooks`, `iptables.legacy` and the files of network plugins.',
    '',
    'All other rules that need a look at the node ask something that is not on it, such as a version that no object shows.',
    '',
    '## The facts',
    '',
    '| Fact | What it is | Decides |',
    '|---|---|---|',
    ...Object.entries(FACTS).map(([id, { description }]) => `| \`${id}\` | ${escapeMarkdown(description)} | ${code(decides(id))} |`),
  ].join('\n')}\n`;
}

/** Stands for a blank at which no line is broken. */
const UNBROKEN = '\0';

/** A line that begins with what makes a list or a heading is none: the marks are escaped, and a number with a dot is. */
function paragraph(text: string): string[] {
  // A command stays on one line, to be copied.
  const unbroken = proseWithCommands(text).replace(/`[^`]+`/g, command => command.replaceAll(' ', UNBROKEN));
  return wrap(unbroken, WIDTH).map(line => line.replaceAll(UNBROKEN, ' ')).map(line => line.replace(/^(-|=+$|\d+(?=[.)]\s))/, mark => /\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

if (require.main === module) {
  const rules = GOALS.flatMap(goal => goal.rules);
  writeFileSync(join(__dirname, '..', 'docs', 'rules.md'), rulesPage(rules));
  writeFileSync(join(__dirname, '..', 'docs', 'node-facts.md'), factsPage(rules));
  writeFileSync(join(__dirname, '..', 'docs', 'ingress-policies.md'), policiesPage());
}
