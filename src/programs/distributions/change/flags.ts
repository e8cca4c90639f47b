import { LostSetting, lostSettings, Passage } from './passage';
import { isOlder, Situation } from './situation';
import { PlainObject } from '../../../base/objects/fields';
import { flagsOfConfiguration } from '../../kube-proxy/flags-of-configuration';

/** A flag of kube-proxy, with or without its dashes. */
interface Flag {
  readonly dashes: string;
  readonly name: string;
  /** What is between the name and the value. Default: an equals sign. */
  readonly sign?: string;
  readonly value?: string;
}

function flagOf(word: string): Flag {
  const [, dashes, name, sign, value] = /^(-*)([^=\s]*)(?:(=|[ \t]+)(.*))?$/s.exec(word)!;
  return { dashes, name, sign, value };
}

/**
 * Flags of other modes: ipvs-… all, and those of iptables mode alone. --iptables-sync-period and --iptables-min-sync-period stay: they are of
 * every mode but IPVS (upstream cmd/kube-proxy/app/options.go, `processV1Alpha1Flags`).
 */
const isOfOtherMode = (name: string): boolean => /^ipvs-/.test(name) || name === MASQUERADE_BIT || name === 'iptables-localhost-nodeports';

const MASQUERADE_BIT = 'iptables-masquerade-bit';

/**
 * kube-proxy's flags in nftables mode. What other flags there are stays; of several that set the same the last one counts, and stays alone.
 *
 * @param flags each as `proxy-mode=ipvs` or `--proxy-mode=ipvs`
 * @param asked fields of kube-proxy's configuration that somebody has asked for
 * @param dashes what stands before a flag that is added
 */
export function flagsToNftables(flags: readonly string[], asked: PlainObject = {}, dashes = ''): string[] {
  const wanted = [{ name: 'proxy-mode', value: 'nftables' }, ...flagsOfConfiguration(asked)];
  const kept = flags.map(flagOf).filter(({ name }) => !isOfOtherMode(name));
  const present = kept.flatMap((flag, index) => {
    const change = wanted.find(({ name }) => name === flag.name);
    if (!change) return [text(flag)];
    const isLast = kept.slice(index + 1).every(({ name }) => name !== flag.name);
    return isLast ? [text({ ...flag, value: change.name === 'feature-gates' ? gates(flag.value, change.value) : change.value })] : [];
  });
  const missing = wanted.filter(({ name }) => kept.every(flag => flag.name !== name));
  return [...present, ...missing.map(({ name, value }) => text({ dashes, name, value }))];
}

/** Gates that are set stay beside those that somebody has asked for. */
function gates(before: string | undefined, asked: string): string {
  const nameOf = (gate: string) => gate.split('=')[0].trim();
  const names = asked.split(',').map(nameOf);
  return [...(before ?? '').split(',').filter(gate => gate !== '' && !names.includes(nameOf(gate))), asked].join(',');
}

function text({ dashes, name, sign = '=', value }: Flag): string {
  return `${dashes}${name}${value === undefined ? '' : `${sign}${value}`}`;
}

/** The file that kube-proxy reads, beside which nearly all flags do nothing. */
export function configFileOf(flags: readonly string[]): string | undefined {
  return flags.map(flagOf).find(({ name }) => name === 'config')?.value;
}

/** Why flags do not change the mode where kube-proxy reads a file. */
export const readsFile = (file: string): string =>
  `kube-proxy reads ${file} (--config), beside which a flag for the mode does nothing: set mode: nftables in that file on every node, and leave the flags alone`;

/** What nftables mode would have a setting for, but no flag. */
export function lostFlags(flags: readonly string[], situation: Situation): LostSetting[] {
  const names = new Set(flags.map(flag => flagOf(flag).name));
  return [
    ...names.has(MASQUERADE_BIT) ? [{ field: 'nftables.masqueradeBit', reason: `kube-proxy has no flag for it; --${MASQUERADE_BIT} is about iptables mode` }] : [],
    ...isOlder(situation, '1.32') ? ['syncPeriod', 'minSyncPeriod'].filter(field => names.has(PERIODS[field]))
      .map(field => ({ field: `nftables.${field}`, reason: `--${PERIODS[field]} is about iptables mode alone before Kubernetes 1.32` })) : [],
  ];
}

const PERIODS: Readonly<Record<string, string>> = { syncPeriod: 'iptables-sync-period', minSyncPeriod: 'iptables-min-sync-period' };

/** What is lost of a list of flags, and of what somebody has asked for. */
export function lostOfFlags(flags: readonly string[], situation: Situation, passage: Passage): LostSetting[] {
  const ofFlags = lostFlags(flags, situation);
  const ofAsked = lostSettings({ ...situation, configuration: {} }, passage);
  return [...ofFlags, ...ofAsked.filter(({ field }) => ofFlags.every(other => other.field !== field))];
}
