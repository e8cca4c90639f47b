import { readPage } from './markdown';
import { factsPage, rulesPage } from '../../scripts/rules-page';
import { FindingConfidence, FindingSeverity } from '../../src/check/findings/finding';
import { GOALS } from '../../src/check/goals';
import { kernelRule } from '../support/report-sample';

test('docs/rules.md is that of the rules: if not, npx projen rules-page', () => {
  expect(readPage('docs/rules.md')).toBe(rulesPage(GOALS.flatMap(({ rules }) => rules)));
});

test('docs/node-facts.md is that of the facts: if not, npx projen rules-page', () => {
  expect(readPage('docs/node-facts.md')).toBe(factsPage(GOALS.flatMap(({ rules }) => rules)));
});

test('a rule whose texts want to be something else', () => {
  const page = rulesPage([{
    ...kernelRule,
    title: 'Of a|b and <c>',
    severity: FindingSeverity.INFO,
    confidence: FindingConfidence.NEEDS_NODE_CHECK,
    scope: 'IPVS and iptables',
    description: `${'x'.repeat(119)} - *no* list, ${'x'.repeat(119)} 1. and no link: [a](b).`,
    remediation: 'Set a_b_c and _d_.',
  }]);
  expect(page.slice(page.indexOf('## Infos'))).toBe(`## Infos

| Rule | What | From | Confidence |
|---|---|---|---|
| [\`kernel-too-old\`](#kernel-too-old) | Of a\\|b and \\<c\\> | IPVS and iptables | confirm on the node |

## kernel-too-old

**Of a\\|b and \\<c\\>**

Severity: info. From: IPVS and iptables. Confidence: confirm on the node.

${'x'.repeat(119)}
\\- \\*no\\* list,
${'x'.repeat(119)}
1\\. and no link: \\[a\\](b).

What to do: Set a_b_c and \\_d\\_.

- <https://kep.k8s.io/3866>
- <https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables>
`);
});
