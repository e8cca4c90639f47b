import { Features } from './versions/features';
import { InputError, quoted } from '../base/errors';
import { IpAddress, parseIp } from '../base/ip/address';
import { Cidr, parseCidr } from '../base/ip/cidr';
import { PlainObject } from '../base/objects/fields';
import { Problem } from '../base/schema/problem';
import { DEFAULT_SCHEDULER } from '../programs/kube-proxy/ipvs-schedulers';
import { KubeProxyConfiguration, NftablesConfiguration } from '../programs/kube-proxy/kube-proxy-configuration';
import type { ProxyMode } from '../programs/kube-proxy/proxy-mode';
import { readKubeProxyConfiguration } from '../programs/kube-proxy/read-configuration';

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
 * What acts on packets in a mode, of a KubeProxyConfiguration, whatever mode it names.
 *
 * @throws InputError naming a field that the mode needs and that kube-proxy could not read, or not use
 */
export function readSettings(document: PlainObject, features: Features, proxyMode: KubeProxyMode = 'nftables'): Settings {
  const fields = new UsedFields(document);
  const { configuration } = fields;
  const { section, nodePortAddresses } = MODE_DEFAULTS[proxyMode];
  const masquerading = fields.readable(section, configuration[section]);
  return {
    masqueradeMark: 2 ** masqueradeBit(fields, section, masquerading),
    masqueradeAll: fields.readable(`${section}.masqueradeAll`, masquerading?.masqueradeAll) ?? false,
    localDetection: localDetection(fields),
    nodePortAddresses: configuredNodePortAddresses(fields, features) ?? nodePortAddresses,
    ...modeSettings(fields, proxyMode),
    bindAddress: bindAddress(fields),
  };
}

function masqueradeBit(fields: UsedFields, section: string, masquerading: NftablesConfiguration | undefined): number {
  const field = `${section}.masqueradeBit`;
  const bit = fields.readable(field, masquerading?.masqueradeBit) ?? DEFAULT_MASQUERADE_BIT;
  if (bit < 0 || bit > 31) throw fields.error(field, `${bit} is out of range: expected an integer from 0 to 31`);
  return bit;
}

function modeSettings(fields: UsedFields, mode: KubeProxyMode): Pick<Settings, 'localhostNodePorts' | 'strictArp' | 'scheduler'> {
  const { iptables, ipvs } = fields.configuration;
  switch (mode) {
    case 'iptables': return { localhostNodePorts: fields.readable('iptables.localhostNodePorts', iptables?.localhostNodePorts) ?? true };
    case 'ipvs': return {
      strictArp: fields.readable('ipvs.strictARP', ipvs?.strictARP) ?? false,
      scheduler: fields.readable('ipvs.scheduler', ipvs?.scheduler) || DEFAULT_SCHEDULER,
    };
    case 'nftables': return {};
  }
}

function localDetection(fields: UsedFields): LocalDetection {
  const { configuration } = fields;
  const mode = fields.readable('detectLocalMode', configuration.detectLocalMode) || 'ClusterCIDR';
  const names = fields.readable('detectLocal', configuration.detectLocal);
  switch (mode) {
    case 'ClusterCIDR': return { mode, cidrs: clusterCidrs(fields) };
    case 'NodeCIDR': return { mode };
    case 'BridgeInterface': return { mode, interfaceName: interfaceName(fields, 'detectLocal.bridgeInterface', names?.bridgeInterface) };
    case 'InterfaceNamePrefix': return { mode, prefix: interfaceName(fields, 'detectLocal.interfaceNamePrefix', names?.interfaceNamePrefix) };
    default: throw fields.error('detectLocalMode', `${quoted(mode)} is not supported: expected ${DETECTION_MODES.join(', ')}`);
  }
}

function clusterCidrs(fields: UsedFields): Cidr[] {
  const list = fields.readable('clusterCIDR', fields.configuration.clusterCIDR);
  if (!list) return [];
  return list.split(',').map(text => {
    const cidr = parseCidr(text.trim());
    if (!cidr) throw fields.error('clusterCIDR', `${quoted(text)} is not a CIDR: expected one as in 10.244.0.0/16, or two joined by a comma`);
    return cidr;
  });
}

function interfaceName(fields: UsedFields, field: string, value: string | undefined): string {
  const name = fields.readable(field, value) ?? '';
  if (!INTERFACE_NAME.test(name)) {
    throw fields.error(field, `${quoted(name)} is not an interface name: expected 1 to 15 letters, digits, '.', '_' or '-'`);
  }
  return name;
}

function configuredNodePortAddresses(fields: UsedFields, features: Features): NodePortAddress[] | undefined {
  const list = fields.readable('nodePortAddresses', fields.configuration.nodePortAddresses) ?? [];
  if (list.length === 0) return undefined;
  const known = features.nodePortAddressKeywords === 'primary-alone' ? (list.length === 1 ? ['primary'] : []) : KEYWORDS;
  return list.map((entry, i) => {
    if (known.includes(entry)) return entry as NodePortKeyword;
    const cidr = parseCidr(entry);
    if (!cidr) {
      const words = features.nodePortAddressKeywords === 'primary-alone' ? '["primary"] alone' : KEYWORDS.join(', ');
      throw fields.error(`nodePortAddresses[${i}]`, `${quoted(entry)} is not a CIDR: expected one as in 192.168.0.0/16, or ${words}`);
    }
    return cidr;
  });
}

function bindAddress(fields: UsedFields): IpAddress | undefined {
  const text = fields.readable('bindAddress', fields.configuration.bindAddress);
  if (!text) return undefined;
  const address = parseIp(text);
  if (!address) throw fields.error('bindAddress', `${quoted(text)} is not an IP address: expected one as in 10.9.8.7 or 2001:db8::ffff`);
  return address;
}

/** The fields of a configuration, where one that could not be read matters only if it is used. */
class UsedFields {
  public readonly configuration: KubeProxyConfiguration;
  private readonly problems: readonly Problem[];

  constructor(document: PlainObject) {
    // Every minor has the fields that act on packets.
    const { configuration = {}, problems } = readKubeProxyConfiguration(document);
    this.configuration = configuration;
    this.problems = problems;
  }

  /**
   * The value at a field.
   *
   * @throws InputError where the document has something else there than the field takes
   */
  public readable<T>(field: string, value: T): T {
    const problem = this.problems.find(({ field: wrong }) => wrong === field || wrong.startsWith(`${field}[`));
    if (problem) throw this.error(problem.field, problem.message);
    return value;
  }

  /** A KubeProxyConfiguration has no name, so only its kind is before a message. */
  public error(field: string, text: string): InputError {
    return new InputError(`KubeProxyConfiguration: ${field}: ${text}`);
  }
}
