import { AgentOptions, AgentRule, wordsRule } from './rule';
import { quoted } from '../../../../base/errors';
import { parseIp } from '../../../../base/ip/address';
import { parseCidr } from '../../../../base/ip/cidr';
import { alternatives } from '../../../../base/text/words';


const CONFIG = 'pkg/option/config.go';
const BIG_TCP = ['enable-ipv4-big-tcp', 'enable-ipv6-big-tcp'];

/** Why BIG TCP cannot be had. Whether a kernel of 1.19 and later takes it in tunnels is a matter of nodes. */
function bigTcpProblem(options: AgentOptions): string | undefined {
  const isOld = ['1.17', '1.18'].includes(options.minor);
  const [dispatch, routing] = ['bpf-lb-dsr-dispatch', 'routing-mode'].map(option => options.name(option));
  if (!isOld && options.text('bpf-lb-dsr-dispatch') === 'ipip') return `cannot be combined with ${dispatch} ipip`;
  if (isOld && options.isTunneling) return `cannot be combined with tunneling up to 1.18; set ${routing} to native`;
  if (options.isOn('enable-ipsec')) return 'cannot be combined with IPsec';
  return options.isOn('enable-host-legacy-routing') ? `cannot be combined with ${options.name('enable-host-legacy-routing')}; set that to false` : undefined;
}

function egressGatewayProblem(options: AgentOptions): string | undefined {
  const mode = options.text('identity-allocation-mode');
  if (mode !== 'crd' && options.isSet('kvstore')) return `cannot be combined with ${options.name('identity-allocation-mode')} ${mode}`;
  if (options.isOn('enable-cilium-endpoint-slice')) return `cannot be combined with ${options.name('enable-cilium-endpoint-slice')}`;
  if (!options.masqueradesFamily('ipv4') || !options.isOn('enable-bpf-masquerade')) {
    return `needs ${options.name('enable-ipv4-masquerade')} and ${options.name('enable-bpf-masquerade')}; set both to true`;
  }
  const isIpv6 = options.text('underlay-protocol') === 'ipv6' || (options.minor === '1.20' && options.text('underlay-protocol') !== 'ipv4' && !options.isOn('enable-ipv4'));
  return ['1.19', '1.20'].includes(options.minor) && isIpv6 ? 'needs an underlay of IPv4' : undefined;
}

/** The modes in which pods get their devices. */
function datapathModes(options: AgentOptions): readonly string[] {
  return ['veth', 'netkit', 'netkit-l2', ...{ '1.17': ['lb-only'], '1.18': [], '1.19': [], '1.20': ['auto'] }[options.minor]];
}

function netkitProblem(options: AgentOptions): string | undefined {
  if (!options.text('datapath-mode').startsWith('netkit') || ['1.17', '1.18'].includes(options.minor)) return undefined;
  if (options.isOn('enable-bpf-tproxy')) return `cannot be combined with ${options.name('enable-bpf-tproxy')}; set that to false`;
  if (options.minor === '1.19') return undefined;
  if (options.isOn('enable-host-legacy-routing')) return `cannot be combined with ${options.name('enable-host-legacy-routing')}; set that to false`;
  if (options.masqueradesWithIptables) return `needs ${options.name('enable-bpf-masquerade')}; set it to true`;
  return options.isOn('kube-proxy-replacement') ? undefined : `needs ${options.name('kube-proxy-replacement')}; set it to true`;
}

function clusterProblem(options: AgentOptions): { option: string; message: string } | undefined {
  const [name, id, most] = [options.text('cluster-name'), options.number('cluster-id') ?? 0, options.number('max-connected-clusters') ?? 255];
  if (most !== 255 && most !== 511) return { option: 'max-connected-clusters', message: `${most} is not supported; expected 255 or 511` };
  if (id < 0 || id > most) return { option: 'cluster-id', message: `${id} is not supported; expected 0 to ${most}` };
  if (name.length > 32 || !/^(?:[a-z0-9][-a-z0-9]*)?[a-z0-9]$/.test(name)) {
    return { option: 'cluster-name', message: `${quoted(name)} is not a name; expected up to 32 small letters, digits and hyphens, with a letter or a digit at both ends` };
  }
  return id !== 0 && name === 'default' ? { option: 'cluster-name', message: `is default, which a cluster with ${options.name('cluster-id')} ${id} cannot have; expected a name of its own` } : undefined;
}

/** Lists whose items must be CIDRs. */
function cidrsRule(option: string, source: string): AgentRule {
  return {
    id: `${option}-format`,
    source,
    check: options => {
      const wrong = options.items(option).find(item => parseCidr(item) === undefined);
      return wrong === undefined ? undefined : { option, message: `has ${quoted(wrong)}, which is not a CIDR; expected, for example, "10.0.0.0/8"` };
    },
  };
}

const LEVELS: readonly string[] = ['', 'none', 'disabled', 'lowest', 'low', 'medium', 'max', 'maximum', '0', '1', '2', '3', '4'];
const TCP_FLAGS: readonly string[] = ['none', 'all', 'fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ece', 'cwr'];

export const FEATURE_RULES: readonly AgentRule[] = [
  {
    id: 'datapath-mode-enum',
    source: 'daemon/cmd/daemon_main.go (from 1.20: pkg/datapath/connector/config.go)',
    check: options => datapathModes(options).includes(options.text('datapath-mode')) ? undefined
      : { option: 'datapath-mode', message: `${quoted(options.text('datapath-mode'))} is not supported; expected ${alternatives(datapathModes(options))}` },
  },
  {
    id: 'netkit',
    since: '1.19',
    source: 'daemon/cmd/daemon_main.go (from 1.20: pkg/datapath/connector/config.go)',
    check: options => {
      const problem = netkitProblem(options);
      return problem === undefined ? undefined : { option: 'datapath-mode', message: `${options.text('datapath-mode')} ${problem}` };
    },
  },
  {
    id: 'bbr-host-routing',
    source: 'pkg/datapath/linux/bandwidth/bandwidth.go',
    // What the agent falls back to where it does not replace kube-proxy is decided after this check.
    check: options => options.isOn('enable-bandwidth-manager') && options.isOn('enable-bbr') && options.isOn('enable-host-legacy-routing')
      && !(options.minor !== '1.17' && options.isOn('enable-bbr-hostns-only'))
      ? { option: 'enable-bbr', message: `needs BPF host routing; set ${options.name('enable-host-legacy-routing')} to false` } : undefined,
  },
  {
    id: 'bbr-host-only',
    since: '1.18',
    source: 'pkg/datapath/linux/bandwidth/bandwidth.go',
    check: options => options.isOn('enable-bandwidth-manager') && options.isOn('enable-bbr-hostns-only') && !options.isOn('enable-bbr')
      ? { option: 'enable-bbr-hostns-only', message: `needs ${options.name('enable-bbr')}; set it to true` } : undefined,
  },
  {
    id: 'big-tcp',
    source: 'pkg/datapath/linux/bigtcp/bigtcp.go',
    check: options => {
      const option = BIG_TCP.find(each => options.isOn(each));
      const problem = option === undefined ? undefined : bigTcpProblem(options);
      return problem === undefined ? undefined : { option: option!, message: problem };
    },
  },
  {
    id: 'egress-gateway',
    source: 'pkg/egressgateway/manager.go',
    check: options => {
      const option = ['enable-egress-gateway', 'enable-ipv4-egress-gateway'].find(each => options.isOn(each));
      const problem = option === undefined ? undefined : egressGatewayProblem(options);
      return problem === undefined ? undefined : { option: option!, message: problem };
    },
  },
  {
    id: 'l2-pod-announcements',
    source: 'pkg/datapath/gneigh/processor.go',
    check: options => options.isOn('enable-l2-pod-announcements') && !options.isSet('l2-pod-announcements-interface-pattern')
      && !(['1.17', '1.18'].includes(options.minor) && options.isSet('l2-pod-announcements-interface'))
      ? { option: 'enable-l2-pod-announcements', message: `needs ${options.name('l2-pod-announcements-interface-pattern')}; name the device, for example, "eth0"` } : undefined,
  },
  {
    id: 'vtep',
    source: `${CONFIG}, pkg/datapath/vtep/cell.go`,
    check: options => {
      if (!options.isOn('enable-vtep')) return undefined;
      const [endpoints, cidrs, macs] = ['vtep-endpoint', 'vtep-cidr', 'vtep-mac'].map(option => options.minor === '1.20' ? options.items(option) : options.list(option));
      if (!parseIp(options.text('vtep-mask'))) return { option: 'vtep-mask', message: `${quoted(options.text('vtep-mask'))} is not a mask; expected one as in "255.255.255.0"` };
      if (endpoints.length < 1 || endpoints.length > 8) return { option: 'vtep-endpoint', message: `has ${endpoints.length} devices; expected 1 to 8` };
      if (endpoints.length !== cidrs.length || endpoints.length !== macs.length) {
        return { option: 'vtep-endpoint', message: `has ${endpoints.length}, ${options.name('vtep-cidr')} ${cidrs.length} and ${options.name('vtep-mac')} ${macs.length}; expected as many of each` };
      }
      const wrong = endpoints.find(endpoint => !parseIp(endpoint) || endpoint.includes(':'));
      if (wrong !== undefined) return { option: 'vtep-endpoint', message: `has ${quoted(wrong)}, which is not an IPv4 address` };
      const cidr = cidrs.find(each => !parseCidr(each));
      if (cidr !== undefined) return { option: 'vtep-cidr', message: `has ${quoted(cidr)}, which is not a CIDR` };
      const mac = macs.find(each => !/^[\da-f]{2}(?::[\da-f]{2}){5}$/i.test(each));
      return mac === undefined ? undefined : { option: 'vtep-mac', message: `has ${quoted(mac)}, which is not a MAC address; expected one as in "82:36:4c:98:2e:56"` };
    },
  },
  {
    id: 'ipv6-ndp',
    source: CONFIG,
    check: options => options.isOn('enable-ipv6-ndp') && (!options.isOn('enable-ipv6') || !options.isSet('ipv6-mcast-device'))
      ? { option: 'enable-ipv6-ndp', message: `needs ${options.isOn('enable-ipv6') ? 'ipv6-mcast-device; name the device' : `IPv6; set ${options.name('enable-ipv6')} to true`}` } : undefined,
  },
  {
    id: 'kvstore-address',
    source: 'pkg/kvstore/etcd.go',
    check: options => options.text('kvstore') === 'etcd' && !/etcd\.(?:config|address)/.test(options.text('kvstore-opt'))
      ? { option: 'kvstore', message: `is etcd without ${options.name('kvstore-opt')} that says where it is; expected none, or etcd.config or etcd.address there` } : undefined,
  },
  {
    id: 'client-burst',
    source: 'pkg/k8s/client/config.go',
    check: options => options.isSet('k8s-client-burst') && (options.number('k8s-client-burst') ?? 1) <= 0 && (options.number('k8s-client-qps') ?? 10) > 0
      ? { option: 'k8s-client-burst', message: `${options.text('k8s-client-burst')} is too little; expected more than 0, for example, 20` } : undefined,
  },
  { id: 'cluster-identity', source: 'pkg/clustermesh/types', check: clusterProblem },
  wordsRule('identity-allocation-enum', 'identity-allocation-mode', ['crd', 'kvstore', 'doublewrite-readkvstore', 'doublewrite-readcrd', ''], CONFIG),
  wordsRule('pmtud-enum', 'packetization-layer-pmtud-mode', ['always', 'blackhole', 'disabled', 'unset', ''], 'pkg/mtu/cell.go', { since: '1.19' }),
  {
    id: 'allow-localhost-enum',
    source: 'daemon/cmd/daemon_main.go',
    check: options => ['auto', 'always', 'policy'].includes(options.text('allow-localhost').toLowerCase()) ? undefined
      : { option: 'allow-localhost', message: `${quoted(options.text('allow-localhost'))} is not supported; expected auto, always or policy` },
  },
  {
    id: 'monitor-aggregation-enum',
    source: 'pkg/option/monitor.go',
    check: options => LEVELS.includes(options.text('monitor-aggregation').toLowerCase()) ? undefined
      : { option: 'monitor-aggregation', message: `${quoted(options.text('monitor-aggregation'))} is not a level; expected none, lowest, low, medium or maximum` },
  },
  {
    id: 'monitor-flags-enum',
    source: 'pkg/option/constants.go',
    check: options => {
      const unknown = options.list('monitor-aggregation-flags').find(flag => !TCP_FLAGS.includes(flag.toLowerCase()));
      return unknown === undefined ? undefined : { option: 'monitor-aggregation-flags', message: `has ${quoted(unknown)}, which is not a flag of TCP; expected ${alternatives(TCP_FLAGS)}` };
    },
  },
  {
    id: 'vlan-bypass-format',
    source: CONFIG,
    check: options => {
      const wrong = options.list('vlan-bpf-bypass').find(id => !/^[+-]?\d+$/.test(id));
      return wrong === undefined ? undefined : { option: 'vlan-bpf-bypass', message: `has ${quoted(wrong)}, which is not the number of a VLAN` };
    },
  },
  {
    id: 'reserved-ports-format',
    source: CONFIG,
    check: options => {
      const option = 'container-ip-local-reserved-ports';
      const text = options.text(option);
      return ['', 'auto'].includes(text) || /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(text) ? undefined
        : { option, message: `${quoted(text)} is not a list of ports; expected "auto", or one as in "11000,15000-16000"` };
    },
  },
  cidrsRule('nodeport-addresses', 'pkg/datapath/tables/node_address.go'),
  cidrsRule('lrp-address-matcher-cidrs', 'pkg/loadbalancer/redirectpolicy'),
];
