import { InputError, quoted } from '../base/errors';
import { Features } from './versions/features';
import { IpAddress } from '../base/ip/address';
import { Cidr, parseCidr } from '../base/ip/cidr';
import { FieldReader, PlainObject } from '../base/objects/fields';
import { DEFAULT_SCHEDULER } from '../programs/kube-proxy/ipvs-schedulers';
import type { ProxyMode } from '../programs/kube-proxy/proxy-mode';

/** A mode of kube-proxy on Linux. */
export type KubeProxyMode = `${ProxyMode}`;

/** The modes of kube-proxy on Linux. */
export const KUBE_PROXY_MODES: readonly KubeProxyMode[] = ['iptables', 'ipvs', 'nftables'];

/** The settings of kube-proxy that act on packets in one of its modes, with kube-proxy's defaults filled in. */
export interface Settings {
  /** The bit of the packet mark that asks for masquerading, as a mask. */
  readonly masqueradeMark: number;
  readonly masqueradeAll: boolean;
  readonly localDetection: LocalDetection;
  /** Empty where NodePorts answer on every address, as the mode means it. */
  readonly nodePortAddresses: readonly NodePortAddress[];
  /** Whether NodePorts answer on 127.0.0.0/8; set in iptables mode alone. */
  readonly localhostNodePorts?: boolean;
  /** Whether the node answers no ARP requests for the addresses on kube-ipvs0; set in ipvs mode alone. */
  readonly strictArp?: boolean;
  /** Set in ipvs mode alone. */
  readonly scheduler?: string;
  /** Set where kube-proxy is bound to a certain address. */
  readonly bindAddress?: IpAddress;
}

/** How kube-proxy tells the traffic of pods from other traffic. */
export type LocalDetection =
  | { readonly mode: 'ClusterCIDR'; readonly cidrs: readonly Cidr[] }
  | { readonly mode: 'NodeCIDR' }
  | { readonly mode: 'BridgeInterface'; readonly interfaceName: string }
  | { readonly mode: 'InterfaceNamePrefix'; readonly prefix: string };

export type NodePortAddress = Cidr | NodePortKeyword;
export type NodePortKeyword = 'primary' | 'localhost' | 'all';

const DEFAULT_MASQUERADE_BIT = 14;

/**
 * Which section of the configuration a mode reads masquerading from, and on which addresses NodePorts answer by default
 * (upstream: cmd/kube-proxy/app, createProxier; proxy/util, NewNodePortAddresses).
 */
const MODE_DEFAULTS: Record<KubeProxyMode, { readonly section: 'iptables' | 'nftables'; readonly nodePortAddresses: readonly NodePortKeyword[] }> = {
  iptables: { section: 'iptables', nodePortAddresses: [] },
  ipvs: { section: 'iptables', nodePortAddresses: [] },
  nftables: { section: 'nftables', nodePortAddresses: ['primary'] },
};
const DETECTION_MODES = ['ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix'] as const;
const KEYWORDS: readonly string[] = ['primary', 'localhost', 'all'];
/** Interface names reach the rules unquoted. The kernel allows more, but no such name is in use for pods. */
const INTERFACE_NAME = /^[A-Za-z0-9._-]{1,15}$/;

/**
 * Takes from a KubeProxyConfiguration what acts on packets in a mode, whatever mode the configuration names.
 *
 * @throws InputError naming the field
 */
export function readSettings(configuration: PlainObject, features: Features, proxyMode: KubeProxyMode = 'nftables'): Settings {
  const reader = new ConfigurationReader();
  const { section, nodePortAddresses } = MODE_DEFAULTS[proxyMode];
  const masquerading = reader.map(configuration[section], section);
  const masqueradeBit = reader.integer(masquerading.masqueradeBit, `${section}.masqueradeBit`, 0, 31) ?? DEFAULT_MASQUERADE_BIT;
  return {
    masqueradeMark: 2 ** masqueradeBit,
    masqueradeAll: reader.boolean(masquerading.masqueradeAll, `${section}.masqueradeAll`) ?? false,
    localDetection: readLocalDetection(configuration, reader),
    nodePortAddresses: readNodePortAddresses(configuration, features, reader) ?? nodePortAddresses,
    ...readModeSettings(configuration, proxyMode, reader),
    bindAddress: readBindAddress(configuration, reader),
  };
}

function readModeSettings(
  configuration: PlainObject, mode: KubeProxyMode, reader: FieldReader,
): Pick<Settings, 'localhostNodePorts' | 'strictArp' | 'scheduler'> {
  switch (mode) {
    case 'iptables': {
      const iptables = reader.map(configuration.iptables, 'iptables');
      return { localhostNodePorts: reader.boolean(iptables.localhostNodePorts, 'iptables.localhostNodePorts') ?? true };
    }
    case 'ipvs': {
      const ipvs = reader.map(configuration.ipvs, 'ipvs');
      const scheduler = reader.text(ipvs.scheduler, 'ipvs.scheduler') ?? '';
      return { strictArp: reader.boolean(ipvs.strictARP, 'ipvs.strictARP') ?? false, scheduler: scheduler === '' ? DEFAULT_SCHEDULER : scheduler };
    }
    case 'nftables': return {};
  }
}

function readLocalDetection(configuration: PlainObject, reader: FieldReader): LocalDetection {
  const mode = reader.oneOf(configuration.detectLocalMode, 'detectLocalMode', DETECTION_MODES) ?? 'ClusterCIDR';
  const names = reader.map(configuration.detectLocal, 'detectLocal');
  switch (mode) {
    case 'ClusterCIDR': return { mode, cidrs: readClusterCidrs(configuration.clusterCIDR, reader) };
    case 'NodeCIDR': return { mode };
    case 'BridgeInterface': return { mode, interfaceName: readInterfaceName(names.bridgeInterface, 'detectLocal.bridgeInterface', reader) };
    case 'InterfaceNamePrefix': return { mode, prefix: readInterfaceName(names.interfaceNamePrefix, 'detectLocal.interfaceNamePrefix', reader) };
  }
}

function readClusterCidrs(value: unknown, reader: FieldReader): Cidr[] {
  if (value === undefined || value === null || value === '') return [];
  return reader.text(value, 'clusterCIDR')!.split(',').map(text => {
    const cidr = parseCidr(text.trim());
    if (!cidr) throw reader.error('clusterCIDR', `${quoted(text)} is not a CIDR: expected one as in 10.244.0.0/16, or two joined by a comma`);
    return cidr;
  });
}

function readInterfaceName(value: unknown, field: string, reader: FieldReader): string {
  if (typeof value !== 'string' || !INTERFACE_NAME.test(value)) {
    throw reader.error(field, `${quoted(value ?? '')} is not an interface name: expected 1 to 15 letters, digits, '.', '_' or '-'`);
  }
  return value;
}

function readNodePortAddresses(configuration: PlainObject, features: Features, reader: FieldReader): NodePortAddress[] | undefined {
  const list = reader.list(configuration.nodePortAddresses, 'nodePortAddresses');
  if (list.length === 0) return undefined;
  const known = features.nodePortAddressKeywords === 'primary-alone' ? (list.length === 1 ? ['primary'] : []) : KEYWORDS;
  return list.map((entry, i) => {
    if (known.includes(entry as string)) return entry as NodePortKeyword;
    const cidr = typeof entry === 'string' ? parseCidr(entry) : undefined;
    if (!cidr) {
      const words = features.nodePortAddressKeywords === 'primary-alone' ? '["primary"] alone' : KEYWORDS.join(', ');
      throw reader.error(`nodePortAddresses[${i}]`, `${quoted(entry)} is not a CIDR: expected one as in 192.168.0.0/16, or ${words}`);
    }
    return cidr;
  });
}

function readBindAddress(configuration: PlainObject, reader: FieldReader): IpAddress | undefined {
  const { bindAddress } = configuration;
  return bindAddress === undefined || bindAddress === null || bindAddress === '' ? undefined : reader.ip(bindAddress, 'bindAddress');
}

/** A KubeProxyConfiguration has no name, so only its kind stands in front of a message. */
class ConfigurationReader extends FieldReader {
  constructor() {
    super({});
  }

  public error(field: string, text: string): InputError {
    return new InputError(`KubeProxyConfiguration: ${field}: ${text}`);
  }
}
