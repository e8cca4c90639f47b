import { row } from '../markdown';
import { MigrationPaths } from './paths';
import { SampledKind } from './ruleset-sample';
import { codeSpan, escapeMarkdown } from '../../base/text/markdown';

/** Which rulesets were written, what nodes they stand for, and why, as Markdown. */
export function rulesetsPage(kinds: readonly SampledKind[], paths: MigrationPaths): string {
  return [
    '# The rulesets of the nodes',
    '',
    'kube-proxy programs nearly the same rules on all nodes of a kind. They differ in the addresses of the node, where its NodePorts answer, and in which of several local endpoints '
    + 'they prefer. So there is one ruleset for each kind of node. `--rulesets all` writes the ruleset of every node; `cdk8s-nftables preview --node NAME` prints a single one.',
    '',
    row('ruleset', 'nodes', 'the nodes of this kind', 'what they have in common'),
    row('---', '---', '---', '---'),
    ...kinds.map(({ ruleset, nodes, traits }) => row(
      ruleset === undefined ? 'left out' : `[${codeSpan(`${ruleset}.nft`)}](${ruleset}.nft)`, String(nodes.length), someOf(nodes), traits.map(escapeMarkdown).join('; '))),
    '',
    `Step 1 and step 4 of ${paths.runbook} use them.`,
  ].join('\n');
}

function someOf(names: readonly string[]): string {
  const MOST = 20;
  return `${names.slice(0, MOST).join(', ')}${names.length > MOST ? ` and ${names.length - MOST} more` : ''}`;
}
