import { LostSetting } from './change';

/** A flag of kube-proxy, with or without its dashes. */
interface Flag {
  readonly dashes: string;
  readonly name: string;
  readonly value?: string;
}

function flagOf(word: string): Flag {
  const [, dashes, name, , value] = /^(-*)([^=]*)(=(.*))?$/s.exec(word)!;
  return { dashes, name, value };
}

/** Flags of other modes: ipvs-… all, and those of iptables mode that nftables mode has no flag for (upstream cmd/kube-proxy/app/options.go). */
const isOfOtherMode = (name: string): boolean => /^ipvs-/.test(name) || Object.hasOwn(WITHOUT_FLAG, name);

const WITHOUT_FLAG: Readonly<Record<string, string | undefined>> = {
  'iptables-sync-period': 'nftables.syncPeriod',
  'iptables-min-sync-period': 'nftables.minSyncPeriod',
  'iptables-masquerade-bit': 'nftables.masqueradeBit',
  'iptables-localhost-nodeports': undefined,
};

/**
 * kube-proxy's flags in nftables mode. What other flags there are stays; of several that set the mode the last one counts, and stays alone.
 *
 * @param flags each as `proxy-mode=ipvs` or `--proxy-mode=ipvs`
 * @param dashes what stands before a flag that is added
 */
export function flagsToNftables(flags: readonly string[], nodePortAddresses: readonly string[] | undefined, dashes = ''): string[] {
  const wanted = [{ name: 'proxy-mode', value: 'nftables' }, ...nodePortAddresses === undefined ? [] : [{ name: 'nodeport-addresses', value: nodePortAddresses.join(',') }]];
  const kept = flags.map(flagOf).filter(({ name }) => !isOfOtherMode(name));
  const present = kept.flatMap((flag, index) => {
    const change = wanted.find(({ name }) => name === flag.name);
    if (!change) return [text(flag)];
    const isLast = kept.slice(index + 1).every(({ name }) => name !== flag.name);
    return isLast ? [text({ ...flag, value: change.value })] : [];
  });
  const missing = wanted.filter(({ name }) => kept.every(flag => flag.name !== name));
  return [...present, ...missing.map(({ name, value }) => text({ dashes, name, value }))];
}

function text({ dashes, name, value }: Flag): string {
  return `${dashes}${name}${value === undefined ? '' : `=${value}`}`;
}

/** What nftables mode would have a setting for, but no flag. */
export function lostFlags(flags: readonly string[]): LostSetting[] {
  return [...new Set(flags.map(flag => flagOf(flag).name))].flatMap(name => {
    const field = Object.hasOwn(WITHOUT_FLAG, name) ? WITHOUT_FLAG[name] : undefined;
    return field === undefined ? [] : [{ field, reason: `kube-proxy has no flag for it; --${name} is about iptables mode` }];
  });
}
