import { LostSetting } from './change';
import { Situation } from './situation';
import { withValue } from './values';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { isSet } from '../../kube-proxy/migration-steps';

/** What nftables mode reads in a section of its own (KubeProxyNFTablesConfiguration), and the two other modes in `iptables`. */
const MOVED = ['masqueradeAll', 'masqueradeBit', 'syncPeriod', 'minSyncPeriod'] as const;

/**
 * A KubeProxyConfiguration in nftables mode, with nothing in it that is not needed: for a setting that holds one in part. The sections of the
 * other modes go; what nftables mode has as well moves.
 */
export function configurationToNftables(configuration: PlainObject, nodePortAddresses?: readonly string[]): PlainObject {
  const { iptables, ipvs: _, ...rest } = configuration;
  const result = { ...rest, mode: 'nftables' };
  const before = isPlainObject(iptables) ? iptables : {};
  const own = isPlainObject(configuration.nftables) ? configuration.nftables : {};
  const moved = Object.fromEntries(MOVED.filter(name => isMoved(before[name]) && !isMoved(own[name])).map(name => [name, before[name]]));
  const withSection = Object.keys(moved).length === 0 ? result : { ...result, nftables: { ...own, ...moved } };
  return nodePortAddresses === undefined ? withSection : { ...withSection, nodePortAddresses: [...nodePortAddresses] };
}

/** Go's encoder writes zero values for what was never set. */
function isMoved(value: unknown): boolean {
  return isSet(value) && value !== '0s';
}

/** The settings that count in nftables mode and that are not kube-proxy's defaults, by their fields. */
function wantedSettings({ configuration = {}, nodePortAddresses }: Situation): ReadonlyMap<string, unknown> {
  const after = configurationToNftables(configuration, nodePortAddresses);
  const section = isPlainObject(after.nftables) ? after.nftables : {};
  return new Map<string, unknown>([
    ...isSet(after.nodePortAddresses) ? [['nodePortAddresses', after.nodePortAddresses] as const] : [],
    ...MOVED.filter(name => isMoved(section[name])).map(name => [`nftables.${name}`, section[name]] as const),
  ]);
}

/** What kube-proxy itself makes of an empty field: nothing is lost where that is what is set. Bit 14 and the periods of both modes are the same. */
const DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['nftables.masqueradeBit', 14], ['nftables.syncPeriod', '30s'], ['nftables.minSyncPeriod', '1s'],
]);

/** What a distribution does not let through of what is set or asked for. */
export function lostSettings(situation: Situation, letsThrough: readonly string[], reason: string): LostSetting[] {
  return [...wantedSettings(situation)].filter(([field, value]) => !letsThrough.includes(field) && DEFAULTS.get(field) !== value)
    .map(([field]) => ({ field, reason }));
}

/** The mapping at a path as a KubeProxyConfiguration in nftables mode. */
export function sectionToNftables(document: PlainObject, path: readonly string[], { nodePortAddresses }: Situation): PlainObject {
  const section = path.reduce<unknown>((value, key) => isPlainObject(value) ? value[key] : undefined, document);
  return withValue(document, path, configurationToNftables(isPlainObject(section) ? section : {}, nodePortAddresses));
}
