import { isPlainObject, PlainObject } from '../../base/objects/fields';

/**
 * The flags that set fields of nftables mode where kube-proxy is started without a file (upstream `cmd/kube-proxy/app/options.go`). The flags
 * of sync periods are those of every mode but IPVS from 1.32 on (`processV1Alpha1Flags`); masqueradeBit has none, since
 * --iptables-masquerade-bit is about the other modes.
 */
export const FLAG_OF_FIELD: Readonly<Record<string, string>> = {
  'nodePortAddresses': 'nodeport-addresses',
  'nftables.masqueradeAll': 'masquerade-all',
  'nftables.syncPeriod': 'iptables-sync-period',
  'nftables.minSyncPeriod': 'iptables-min-sync-period',
  'conntrack.maxPerCore': 'conntrack-max-per-core',
  'conntrack.min': 'conntrack-min',
  'conntrack.tcpEstablishedTimeout': 'conntrack-tcp-timeout-established',
  'conntrack.tcpCloseWaitTimeout': 'conntrack-tcp-timeout-close-wait',
  'conntrack.tcpBeLiberal': 'conntrack-tcp-be-liberal',
  'conntrack.udpTimeout': 'conntrack-udp-timeout',
  'conntrack.udpStreamTimeout': 'conntrack-udp-timeout-stream',
  'featureGates': 'feature-gates',
};

/** A flag without dashes, with its value. */
export interface FlagSetting {
  readonly name: string;
  readonly value: string;
}

/** The flags that say the same as fields of a KubeProxyConfiguration; fields without a flag are left out. */
export function flagsOfConfiguration(fields: PlainObject): FlagSetting[] {
  return Object.entries(FLAG_OF_FIELD).flatMap(([field, name]) => {
    const value = field.split('.').reduce<unknown>((here, key) => isPlainObject(here) ? here[key] : undefined, fields);
    return value === undefined || value === null ? [] : [{ name, value: textOf(value) }];
  });
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  return isPlainObject(value) ? Object.entries(value).map(([name, state]) => `${name}=${String(state)}`).join(',') : String(value);
}
