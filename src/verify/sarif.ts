import { createHash } from 'node:crypto';
import { Difference, DifferenceKind } from './difference';
import { Verification } from './verify';
import { plain, toJson } from '../base/plain';
import { fileUri } from '../check/reports/file-path';
import { packageVersion } from '../check/reports/package-version';
import { RULES_PAGE, TOOL_NAME } from '../check/reports/report';
import { messageText } from '../check/reports/sarif';
import { ListedTable, Listing } from '../dataplane/nftables/parse/syntax';

const HELP = RULES_PAGE.replace(/rules\.md$/, 'verify.md');

/** What a result is about, in the order of the rules. */
const RULES: Readonly<Record<DifferenceKind | 'unknown', string>> = {
  missing: 'A node lacks what kube-proxy should have programmed',
  stale: 'A node has rules of a Service or endpoint that is gone',
  changed: 'A node has rules that differ from what kube-proxy should have programmed',
  foreign: 'A node has rules that kube-proxy never writes',
  unknown: 'A listing does not show whether the node is in sync',
};
const IDS = Object.keys(RULES);

/** For code scanning: a result for each difference, located in the listing of the node. */
export function verifySarif(results: readonly Verification[]): string {
  const seen = new Map<string, number>();
  return toJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: TOOL_NAME,
          version: packageVersion(),
          informationUri: RULES_PAGE.replace(/\/blob\/.*/, ''),
          rules: Object.entries(RULES).map(([id, text]) => ({
            id: `live-${id}`, shortDescription: { text }, helpUri: `${HELP}#what-is-reported`, defaultConfiguration: { level: 'error' },
          })),
        },
      },
      invocations: [{ executionSuccessful: results.every(({ outcome }) => outcome !== 'unknown') }],
      results: results.flatMap(result => [
        ...result.differences.map(difference => ({
          ...resultOf(difference.kind, `${result.nodeName}: ${difference.description}`),
          locations: [locationOf(difference, result)],
          partialFingerprints: { 'nodeAndObject/v1': fingerprint(`${result.nodeName} ${difference.family} ${difference.object}`, seen) },
        })),
        ...result.unknown.map(text => ({
          ...resultOf('unknown', `${result.nodeName}: ${text}`),
          locations: [fileLocation(result, undefined, result.nodeName)],
          partialFingerprints: { 'nodeAndObject/v1': fingerprint(`${result.nodeName} unknown`, seen) },
        })),
      ]),
      properties: { kubernetesVersions: [...new Set(results.map(({ kubernetesVersion }) => kubernetesVersion))] },
    }],
  });
}

function resultOf(id: DifferenceKind | 'unknown', text: string): object {
  return { ruleId: `live-${id}`, ruleIndex: IDS.indexOf(id), level: 'error', message: { text: messageText(plain(text)) } };
}

function locationOf(difference: Difference, result: Verification): object {
  return fileLocation(result, lineOf(difference, result.listing), `${result.nodeName}: ${difference.object}`);
}

function fileLocation({ listing }: Verification, line: number | undefined, name: string): object {
  const uri = fileUri(listing.name);
  return {
    ...uri !== undefined && { physicalLocation: { artifactLocation: { uri }, ...line !== undefined && { region: { startLine: line } } } },
    logicalLocations: [{ name: plain(name), kind: 'resource' }],
  };
}

/**
 * Where in a listing a difference shows: at a rule that should not be there, else at the chain, set or map, else at the table. Undefined
 * where it has none of them, and in JSON, which is one line.
 */
export function lineOf({ family, object, live }: Difference, { format, tables }: Listing): number | undefined {
  if (format === 'json') return undefined;
  const foreign = /^table (\S+) (\S+)(?: chain (.+))?$/.exec(object);
  const [tableFamily, name] = foreign ? [foreign[1], foreign[2]] : [family === 'ipv4' ? 'ip' : 'ip6', 'kube-proxy'];
  const table = tables.find(each => each.family === tableFamily && each.name === name);
  if (!table) return undefined;
  return placeIn(table, foreign ? foreign[3] && `chain ${foreign[3]}` : object, live) ?? table.line;
}

function placeIn({ chains, containers }: ListedTable, object: string | undefined, live: readonly string[]): number | undefined {
  if (object === undefined) return undefined;
  if (!object.startsWith('chain ')) return containers.get(object.replace(/^(?:set|map) /, '').replace(/ \{ .*$/s, ''))?.line;
  const chain = chains.get(object.slice('chain '.length));
  return chain && (chain.rules.find(({ text }) => live.includes(text))?.line ?? chain.line);
}

function fingerprint(key: string, seen: Map<string, number>): string {
  const ordinal = seen.get(key) ?? 0;
  seen.set(key, ordinal + 1);
  return createHash('sha256').update(`${key} ${ordinal}`).digest('hex');
}
