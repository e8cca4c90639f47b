import { ClusterWords } from './cluster-words';
import { compareTable } from './compare-table';
import { Difference } from './difference';
import { Family } from '../base/ip/address';
import { parseCidr } from '../base/ip/cidr';
import { reconcile } from '../dataplane/compare/reconcile';
import { GeneratedTable, generateTables, RulesetInputs } from '../dataplane/nftables/generate';
import { Table } from '../dataplane/nftables/model/table';
import { Settings } from '../dataplane/settings';
import { featuresOf } from '../dataplane/versions/features';
import { SUPPORTED_MINORS } from '../dataplane/versions/kube-proxy-version';

/** nft takes comments on elements of at most this many bytes. */
const MAX_ELEMENT_COMMENT = 128;

/**
 * What may explain differences, the likeliest first. One sentence each.
 *
 * @param live the tables as they were read, by family
 */
export function causesOf(
  differences: readonly Difference[], inputs: RulesetInputs, tables: ReadonlyMap<Family, GeneratedTable>, live: ReadonlyMap<Family, Table>,
  minor: string,
): string[] {
  if (differences.length === 0) return [];
  const others = otherInputs(differences, inputs, live, minor);
  if (others?.left === 0) return [others.text];
  const ofServices = differences.filter(({ servicePort, kind }) => servicePort && kind !== 'foreign');
  return [
    ...tableCauses(differences),
    ...syncFailure(tables),
    ...others ? [others.text] : [],
    ...serviceCidrCause(differences),
    ...foreignCauses(differences),
    ...ofServices.length > 0 ? [servicesCause(ofServices)] : [],
  ];
}

function tableCauses(differences: readonly Difference[]): string[] {
  const tables = differences.filter(({ object }) => /^table ip6? kube-proxy$/.test(object));
  if (tables.length === 0) return [];
  if (tables.some(({ description }) => description.includes('dormant'))) return ['Somebody set the flag dormant on the table: kube-proxy never does.'];
  return ['kube-proxy runs in another mode or not at all, or somebody flushed the rules, as a reload of nftables.service does. kube-proxy notices at its next '
    + 'full sync, at most an hour later; a restart of it writes everything again.'];
}

/** kube-proxy up to 1.36 can't program what has too long a comment, and then programs nothing else either. */
function syncFailure(tables: ReadonlyMap<Family, GeneratedTable>): string[] {
  for (const { table } of tables.values()) {
    for (const { elements } of table.maps.values()) {
      for (const { comment } of elements.values()) {
        if (comment !== undefined && comment.length > MAX_ELEMENT_COMMENT) {
          return [`kube-proxy's syncs fail, so that it programs no change any more: the comment "${comment}" is longer than nft takes (kubernetes#139516).`];
        }
      }
    }
  }
  return [];
}

/** Other versions and settings, of which one may make just what the node has. */
function otherInputs(differences: readonly Difference[], inputs: RulesetInputs, live: ReadonlyMap<Family, Table>, minor: string) {
  // Services' chains alone look the same in all versions or tell nothing of settings.
  if (!differences.some(({ object }) => isStatic(object))) return undefined;
  const candidates: { readonly text: string; readonly inputs: RulesetInputs }[] = [
    ...otherSettings(inputs, live),
    ...SUPPORTED_MINORS.filter(other => other !== minor).map(other => ({ text: `kube-proxy is of version ${other}`, inputs: { ...inputs, features: featuresOf(other) } })),
  ];
  const remaining = candidates.map(candidate => ({ ...candidate, left: differencesLeft(candidate.inputs, live) })).sort((a, b) => a.left - b.left);
  const [best] = remaining;
  if (!best || best.left * 2 > differences.length) return undefined;
  const rest = best.left === 0 ? 'all differences go away' : `${differences.length - best.left} of ${differences.length} differences go away`;
  // What several versions have in common tells no more than that.
  const others = remaining.filter(({ left }) => left === best.left).slice(1).map(({ text }) => text);
  return { left: best.left, text: `If ${[best.text, ...others].join(', or ')}, ${rest}.` };
}

function isStatic(object: string): boolean {
  return !object.startsWith('table ') && !object.includes('/') && !object.includes('{');
}

function differencesLeft(inputs: RulesetInputs, live: ReadonlyMap<Family, Table>): number {
  let count = 0;
  for (const [family, { table, conflicts }] of generateTables(inputs)) {
    const found = live.get(family);
    if (found) count += compareTable(reconcile(found, table, conflicts, false).table, table, new ClusterWords(inputs.cluster, family)).length;
  }
  return count;
}

/** Settings that the live rules hint at. */
function otherSettings(inputs: RulesetInputs, live: ReadonlyMap<Family, Table>): { readonly text: string; readonly inputs: RulesetInputs }[] {
  const { settings } = inputs;
  const withSettings = (text: string, changed: Partial<Settings>) => ({ text, inputs: { ...inputs, settings: { ...settings, ...changed } } });
  const all = ['0.0.0.0/0', '::/0'].map(text => parseCidr(text)!);
  const bit = masqueradeBitOf(live);
  return [
    ...bit === undefined || 2 ** bit === settings.masqueradeMark ? []
      : [withSettings(`nftables.masqueradeBit is ${bit} (kube-proxy reads its configuration when it starts)`, { masqueradeMark: 2 ** bit })],
    withSettings(`nftables.masqueradeAll is ${!settings.masqueradeAll} (kube-proxy reads its configuration when it starts)`, { masqueradeAll: !settings.masqueradeAll }),
    withSettings('nodePortAddresses is primary, the default (kube-proxy reads its configuration when it starts)', { nodePortAddresses: ['primary'] }),
    withSettings('nodePortAddresses holds all addresses (kube-proxy reads its configuration when it starts)', { nodePortAddresses: all }),
  ];
}

/** The bit that the chain masquerading looks at. */
function masqueradeBitOf(live: ReadonlyMap<Family, Table>): number | undefined {
  for (const table of live.values()) {
    for (const { statements } of table.chains.get('masquerading')?.rules ?? []) {
      for (const statement of statements) {
        const mask = statement.kind === 'match' && statement.left.kind === 'bitwise' ? statement.left.mask : 0;
        if (Number.isInteger(Math.log2(mask))) return Math.log2(mask);
      }
    }
  }
  return undefined;
}

function serviceCidrCause(differences: readonly Difference[]): string[] {
  const isMissing = differences.some(({ object, live, predicted }) => object === 'chain cluster-ips-check' && live.length === 0 && predicted.length === 1);
  return isMissing
    ? ['kube-proxy learned of the ServiceCIDRs after its first sync: it writes the rule of chain cluster-ips-check at its next full sync, at most an hour later.']
    : [];
}

function foreignCauses(differences: readonly Difference[]): string[] {
  return differences.some(({ kind, object }) => kind === 'foreign' && !object.startsWith('table '))
    ? ['Somebody else changed kube-proxy\'s table: it does not notice, and a full sync alone takes it back.']
    : [];
}

function servicesCause(differences: readonly Difference[]): string {
  const services = [...new Set(differences.map(({ servicePort }) => servicePort!.service))].sort();
  const MOST = 5;
  const names = services.length > MOST ? `${services.slice(0, MOST).join(', ')} and ${services.length - MOST} more` : services.join(', ');
  return `The objects of ${services.length === 1 ? 'Service' : 'Services'} ${names} changed after the rules were listed, or kube-proxy has not programmed the change: read `
    + 'objects and rules again, and see whether kubeproxy_sync_proxy_rules_nftables_sync_failures_total rises.';
}
