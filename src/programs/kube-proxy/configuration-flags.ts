import { KubeProxyConfiguration } from './kube-proxy-configuration';

type FlagKind = 'text' | 'list' | 'boolean' | 'number' | 'gates' | 'other';

/**
 * kube-proxy's flags that stand for fields of its configuration, and those fields; upstream `cmd/kube-proxy/app/options.go`. Fields
 * that no finding looks at have no path.
 */
const FLAGS: Readonly<Record<string, readonly [kind: FlagKind, ...path: readonly string[]]>> = {
  'proxy-mode': ['text', 'mode'],
  'cluster-cidr': ['text', 'clusterCIDR'],
  'detect-local-mode': ['text', 'detectLocalMode'],
  'pod-bridge-interface': ['text', 'detectLocal', 'bridgeInterface'],
  'pod-interface-name-prefix': ['text', 'detectLocal', 'interfaceNamePrefix'],
  'nodeport-addresses': ['list', 'nodePortAddresses'],
  'masquerade-all': ['boolean', 'iptables', 'masqueradeAll'],
  'iptables-localhost-nodeports': ['boolean', 'iptables', 'localhostNodePorts'],
  'iptables-sync-period': ['text', 'iptables', 'syncPeriod'],
  'iptables-min-sync-period': ['text', 'iptables', 'minSyncPeriod'],
  'ipvs-scheduler': ['text', 'ipvs', 'scheduler'],
  'ipvs-strict-arp': ['boolean', 'ipvs', 'strictARP'],
  'ipvs-exclude-cidrs': ['list', 'ipvs', 'excludeCIDRs'],
  'ipvs-sync-period': ['text', 'ipvs', 'syncPeriod'],
  'ipvs-min-sync-period': ['text', 'ipvs', 'minSyncPeriod'],
  'ipvs-tcp-timeout': ['text', 'ipvs', 'tcpTimeout'],
  'ipvs-tcpfin-timeout': ['text', 'ipvs', 'tcpFinTimeout'],
  'ipvs-udp-timeout': ['text', 'ipvs', 'udpTimeout'],
  'conntrack-tcp-be-liberal': ['boolean', 'conntrack', 'tcpBeLiberal'],
  'iptables-masquerade-bit': ['number', 'iptables', 'masqueradeBit'],
  'feature-gates': ['gates', 'featureGates'],
  'conntrack-max-per-core': ['other'],
  'conntrack-min': ['other'],
  'healthz-bind-address': ['other'],
  'metrics-bind-address': ['other'],
  'bind-address': ['text', 'bindAddress'],
};

const READERS: Readonly<Record<Exclude<FlagKind, 'other'>, (value: string) => unknown>> = {
  text: value => value,
  list: value => value.split(','),
  // A bare flag is true.
  boolean: value => !/^(0|f|false)$/i.test(value),
  number: Number,
  gates: value => Object.fromEntries(value.split(',').filter(gate => gate !== '').map(gate => {
    const [name, state] = gate.split('=');
    return [name.trim(), !/^(0|f|false)$/i.test(state ?? '')];
  })),
};

/** The flags on a command line that stand for fields, in the order above. */
export function configurationFlags(flagOf: (name: string) => string | undefined): string[] {
  return Object.keys(FLAGS).filter(name => flagOf(name) !== undefined);
}

/** What kube-proxy's flags say, as the configuration that says the same; for the fields that findings look at. */
export function configurationOfFlags(flagOf: (name: string) => string | undefined): KubeProxyConfiguration {
  const configuration: Record<string, unknown> = {};
  for (const name of configurationFlags(flagOf)) {
    const [kind, field, inner] = FLAGS[name];
    if (kind === 'other') continue;
    const value = READERS[kind](flagOf(name)!);
    configuration[field] = inner === undefined ? value : { ...configuration[field] as object, [inner]: value };
  }
  return configuration;
}
