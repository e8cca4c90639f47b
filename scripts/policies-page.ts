/** The page docs/ingress-policies.md, from the tables of implementations. `npx projen rules-page` writes it; a test tells when it has to be. */
import { wrap } from '../src/base/plain';
import { escapeMarkdown } from '../src/base/text/markdown';
import { OWN_POLICIES, OwnPolicies, OwnSupport } from '../src/programs/gateway-api/own-policies';

const WIDTH = 120;

const INTRODUCTION = 'Which objects of Envoy Gateway, Istio and NGINX Gateway Fabric take the place of annotations of ingress-nginx, from which version on, and what differs: '
  + '`migrate --goal gateway-api --implementation NAME` writes them ([ingress-conversion.md](ingress-conversion.md)). What Gateway API itself has a field for is in the routes and not listed here. '
  + 'Each row names the file of the implementation that it was read in.';

/** The page as Markdown. */
export function policiesPage(): string {
  return `${[
    '# Policies in place of annotations',
    '',
    '<!-- Written by scripts/rules-page.ts: edit src/programs/gateway-api/own-policies, and run `npx projen rules-page`. -->',
    '',
    ...wrap(INTRODUCTION, WIDTH),
    '',
    ...OWN_POLICIES.flatMap(section),
  ].join('\n').trimEnd()}\n`;
}

function section({ title, implementation, newest, rows }: OwnPolicies): string[] {
  const [kept, others] = [rows.filter(({ field }) => field !== undefined), rows.filter(({ field }) => field === undefined)];
  return [
    `## ${title}`,
    '',
    `\`--implementation ${implementation}\`, read up to version ${newest}.`,
    '',
    '| Annotations | In their place | From | What differs | Source |',
    '|---|---|---|---|---|',
    ...kept.map(row => `| ${names(row)} | ${escapeMarkdown(row.field!)} | ${row.since!} | ${differs(row)} | ${escapeMarkdown(row.source)} |`),
    '',
    'Not kept:',
    '',
    '| Annotations | Why | Source |',
    '|---|---|---|',
    ...others.map(row => `| ${names(row)} | ${escapeMarkdown(row.note!)} | ${escapeMarkdown(row.source)} |`),
    '',
  ];
}

function names({ annotations, values }: OwnSupport): string {
  const of = values === undefined ? '' : ` (${values.join(', ')})`;
  return `${annotations.map(annotation => `\`${annotation}\``).join(', ')}${of}`;
}

function differs({ note, needsConsent }: OwnSupport): string {
  return `${escapeMarkdown(note ?? '')}${needsConsent ? '. Written only where the finding `ingress-protection-differs` is waived' : ''}`;
}
