import { Situation } from './situation';
import { withValue } from './values';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { isSet } from '../../kube-proxy/migration-steps';

/** What nftables mode reads in a section of its own (KubeProxyNFTablesConfiguration), and the two other modes in `iptables`. */
const MOVED = ['masqueradeAll', 'masqueradeBit', 'syncPeriod', 'minSyncPeriod'] as const;

/**
 * A KubeProxyConfiguration in nftables mode, with nothing in it that is not needed: for a setting that holds one in part. The sections of the
 * other modes go; what nftables mode has as well moves.
 *
 * @param asked what somebody has asked for: it comes over what is there, sections field by field
 */
export function configurationToNftables(configuration: PlainObject, asked: PlainObject = {}): PlainObject {
  const { iptables, ipvs: _, ...rest } = configuration;
  const result = { ...rest, mode: 'nftables' };
  const before = isPlainObject(iptables) ? iptables : {};
  const own = isPlainObject(configuration.nftables) ? configuration.nftables : {};
  const moved = Object.fromEntries(MOVED.filter(name => isMoved(before[name]) && !isMoved(own[name])).map(name => [name, before[name]]));
  const withSection = Object.keys(moved).length === 0 ? result : { ...result, nftables: { ...own, ...moved } };
  return withFields(withSection, asked);
}

/** A mapping with other fields over its own, mappings field by field. */
export function withFields(document: PlainObject, fields: PlainObject): PlainObject {
  return Object.entries(fields).reduce((result, [name, value]) => {
    const present = result[name];
    return { ...result, [name]: isPlainObject(value) && isPlainObject(present) ? { ...present, ...value } : value };
  }, document);
}

/** Go's encoder writes zero values for what was never set. */
function isMoved(value: unknown): boolean {
  return isSet(value) && value !== '0s';
}

/** What kube-proxy itself makes of an empty field: nothing is lost where that is what is set. Bit 14 and the periods of both modes are the same. */
const DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['nftables.masqueradeBit', 14], ['nftables.syncPeriod', '30s'], ['nftables.minSyncPeriod', '1s'],
]);

/** The fields that count in nftables mode and that are not kube-proxy's defaults: those that are set, and those that somebody has asked for. */
export function wantedSettings({ configuration = {}, asked = {} }: Situation): string[] {
  const after = configurationToNftables(configuration, asked);
  const section = isPlainObject(after.nftables) ? after.nftables : {};
  // kube-proxy is told 0 to leave the limit of connections alone.
  const conntrack = Object.entries(isPlainObject(asked.conntrack) ? asked.conntrack : {}).filter(([, value]) => value === 0 || isSet(value));
  return [
    ...isSet(after.nodePortAddresses) ? ['nodePortAddresses'] : [],
    ...MOVED.filter(name => isMoved(section[name]) && DEFAULTS.get(`nftables.${name}`) !== section[name]).map(name => `nftables.${name}`),
    ...conntrack.map(([name]) => `conntrack.${name}`),
    ...Object.keys(isPlainObject(asked.featureGates) ? asked.featureGates : {}).length > 0 ? ['featureGates'] : [],
  ];
}

/**
 * A situation in which what moves to the section nftables is asked for: for a setting that is written anew, since what kube-proxy runs with has it
 * from a setting that the input does not show.
 */
export function withMoved(situation: Situation): Situation {
  const section = configurationToNftables(situation.configuration ?? {}).nftables;
  const set = Object.entries(isPlainObject(section) ? section : {}).filter(([name, value]) => isMoved(value) && DEFAULTS.get(`nftables.${name}`) !== value);
  return set.length === 0 ? situation : { ...situation, asked: withFields({ nftables: Object.fromEntries(set) }, situation.asked ?? {}) };
}

/** The mapping at a path as a KubeProxyConfiguration in nftables mode. */
export function sectionToNftables(document: PlainObject, path: readonly string[], { asked }: Situation): PlainObject {
  const section = path.reduce<unknown>((value, key) => isPlainObject(value) ? value[key] : undefined, document);
  return withValue(document, path, configurationToNftables(isPlainObject(section) ? section : {}, asked));
}
