import { AgentOptions, AgentRule, wordsRule } from './rule';
import { quoted } from '../../../../base/errors';
import { parseCidr } from '../../../../base/ip/cidr';
import { alternatives } from '../../../../base/text/words';

const OPTION = 'pkg/option/config.go';
const DAEMON = 'daemon/cmd/daemon.go';
const TUNNEL = 'pkg/datapath/tunnel/tunnel.go';
const MAIN = 'daemon/cmd/daemon_main.go';

export const IPAM_MODES: readonly string[] = ['cluster-pool', 'kubernetes', 'multi-pool', 'crd', 'eni', 'azure', 'alibabacloud', 'delegated-plugin'];

/** A CIDR of native routing that the agent cannot read. */
function cidrRule(family: 'IPv4' | 'IPv6'): AgentRule {
  const option = `${family.toLowerCase()}-native-routing-cidr`;
  return {
    id: `native-cidr-${family.toLowerCase()}-format`,
    source: OPTION,
    check: options => {
      if (!options.isSet(option)) return undefined;
      const cidr = parseCidr(options.text(option));
      const isOfFamily = cidr !== undefined && options.text(option).includes(':') === (family === 'IPv6');
      return isOfFamily ? undefined
        : { option, message: `${quoted(options.text(option))} is not an ${family} CIDR; expected one as in "${family === 'IPv4' ? '10.0.0.0/8' : 'fd00::/104'}"` };
    },
  };
}

function underlayProblem(options: AgentOptions): string | undefined {
  const underlay = options.text('underlay-protocol');
  if (underlay === '') return undefined;
  const known = options.minor === '1.20' ? ['ipv4', 'ipv6', 'auto'] : ['ipv4', 'ipv6'];
  if (!known.includes(underlay)) return `${quoted(underlay)} is not supported; expected ${alternatives(known)}`;
  const isOff = underlay !== 'auto' && options.minor === '1.20' && !options.isOn(`enable-${underlay}`);
  return isOff ? `is ${underlay}, which is off; set ${options.name(`enable-${underlay}`)} to true` : undefined;
}

export const ROUTING_RULES: readonly AgentRule[] = [
  {
    id: 'no-family',
    source: MAIN,
    check: options => options.isOn('enable-ipv4') || options.isOn('enable-ipv6') ? undefined
      : { option: 'enable-ipv4', message: `is off, and so is ${options.name('enable-ipv6')}; set at least one of them to true` },
  },
  wordsRule('routing-mode-enum', 'routing-mode', ['tunnel', 'native'], OPTION),
  wordsRule('tunnel-protocol-enum', 'tunnel-protocol', ['vxlan', 'geneve'], TUNNEL),
  {
    id: 'underlay-protocol',
    since: '1.18',
    source: TUNNEL,
    check: options => {
      const problem = underlayProblem(options);
      return problem === undefined ? undefined : { option: 'underlay-protocol', message: problem };
    },
  },
  {
    id: 'tunnel-source-port-range',
    source: TUNNEL,
    check: options => {
      const text = options.text('tunnel-source-port-range');
      const [, ...ports] = /^\s*(\d+)-(\d+)/.exec(text) ?? [];
      return text === '' || (ports.length > 0 && ports.every(port => Number(port) <= 65535)) ? undefined
        : { option: 'tunnel-source-port-range', message: `${quoted(text)} is not a range of ports; expected one as in "0-0" or "40000-50000"` };
    },
  },
  {
    id: 'ipam-enum',
    source: 'pkg/ipam/ipam.go',
    check: options => IPAM_MODES.includes(options.text('ipam')) ? undefined
      : { option: 'ipam', message: `${quoted(options.text('ipam'))} is not supported; expected one of ${IPAM_MODES.join(', ')}` },
  },
  {
    id: 'eni-tunnel',
    source: MAIN,
    check: options => options.text('ipam') === 'eni' && options.isTunneling
      ? { option: 'routing-mode', message: `is tunnel, which ${options.name('ipam')} eni does not work with; expected native` } : undefined,
  },
  {
    id: 'eni-ipv6',
    last: '1.19',
    source: OPTION,
    check: options => options.text('ipam') === 'eni' && options.isOn('enable-ipv6')
      ? { option: 'enable-ipv6', message: `is on, which ${options.name('ipam')} eni does not work with up to 1.19; set it to false` } : undefined,
  },
  {
    id: 'multi-pool-tunnel',
    last: '1.17',
    source: MAIN,
    check: options => options.text('ipam') === 'multi-pool' && options.isTunneling
      ? { option: 'routing-mode', message: `is tunnel, which ${options.name('ipam')} multi-pool does not work with up to 1.17; expected native` } : undefined,
  },
  {
    id: 'masquerade-interfaces',
    since: '1.19',
    source: 'pkg/datapath/iptables/iptables.go',
    check: options => options.masqueradesWithIptables && !options.isSet('egress-masquerade-interfaces') && !['cluster-pool', 'kubernetes'].includes(options.text('ipam'))
      ? {
        option: 'egress-masquerade-interfaces',
        message: `is missing: with ${options.name('ipam')} ${options.text('ipam')}, iptables masquerades by interface, and the agent ends in a panic without one; name them, or set `
          + `${options.name('enable-bpf-masquerade')} to true`,
      } : undefined,
  },
  {
    id: 'local-router',
    source: MAIN,
    check: options => {
      const option = ['local-router-ipv4', 'local-router-ipv6'].find(each => options.isSet(each));
      if (option === undefined) return undefined;
      if (options.isTunneling) return { option, message: `cannot be set with tunneling; set ${options.name('routing-mode')} to native` };
      if (options.minor !== '1.20' && !options.isOn('enable-endpoint-routes')) return { option, message: `needs ${options.name('enable-endpoint-routes')} up to 1.19; set it to true` };
      return options.isOn('enable-ipsec') ? { option, message: 'cannot be combined with IPsec' } : undefined;
    },
  },
  {
    id: 'remote-node-masquerade',
    since: '1.19',
    source: MAIN,
    check: options => options.isOn('enable-remote-node-masquerade') && !options.isOn('enable-bpf-masquerade')
      ? { option: 'enable-remote-node-masquerade', message: `needs ${options.name('enable-bpf-masquerade')}; set it to true` } : undefined,
  },
  {
    id: 'srv6',
    source: MAIN,
    check: options => options.isOn('enable-srv6') && !options.isOn('enable-ipv6')
      ? { option: 'enable-srv6', message: `needs IPv6; set ${options.name('enable-ipv6')} to true` } : undefined,
  },
  {
    id: 'native-cidr-v4',
    source: OPTION,
    check: options => options.text('routing-mode') === 'native' && options.isOn('enable-ipv4') && options.isOn('enable-ipv4-masquerade')
      && !options.isOn('enable-ip-masq-agent') && !options.isSet('ipv4-native-routing-cidr') && !['eni', 'alibabacloud'].includes(options.text('ipam'))
      ? {
        option: 'ipv4-native-routing-cidr',
        message: `is missing: ${options.name('routing-mode')} is native, and addresses are masqueraded outside of this CIDR; set it, for example, to "10.0.0.0/8"`,
      } : undefined,
  },
  {
    id: 'native-cidr-v6',
    source: OPTION,
    check: options => options.text('routing-mode') === 'native' && options.isOn('enable-ipv6') && options.isOn('enable-ipv6-masquerade')
      && !options.isOn('enable-ip-masq-agent') && !options.isSet('ipv6-native-routing-cidr')
      ? {
        option: 'ipv6-native-routing-cidr',
        message: `is missing: ${options.name('routing-mode')} is native, and addresses are masqueraded outside of this CIDR; set it, for example, to "fd00::/104"`,
      } : undefined,
  },
  cidrRule('IPv4'),
  cidrRule('IPv6'),
  {
    id: 'direct-routes-tunnel',
    source: MAIN,
    check: options => options.isOn('auto-direct-node-routes') && options.isTunneling
      ? { option: 'auto-direct-node-routes', message: `cannot be combined with tunneling, which has no routes to other nodes; set ${options.name('routing-mode')} to native` } : undefined,
  },
  {
    id: 'direct-routes-skip',
    source: OPTION,
    check: options => options.isOn('direct-routing-skip-unreachable') && !options.isOn('auto-direct-node-routes')
      ? { option: 'direct-routing-skip-unreachable', message: `has no meaning without ${options.name('auto-direct-node-routes')}, and the agent refuses it; set that to true` } : undefined,
  },
  {
    id: 'bpf-masquerade',
    source: DAEMON,
    check: options => options.isOn('enable-bpf-masquerade') && !options.masquerades
      ? { option: 'enable-bpf-masquerade', message: 'is on, but no family is masqueraded; turn masquerading on for one, or this off' } : undefined,
  },
  {
    id: 'bpf-masquerade-interfaces',
    source: DAEMON,
    check: options => options.isOn('enable-bpf-masquerade') && options.masquerades && options.isSet('egress-masquerade-interfaces')
      ? { option: 'egress-masquerade-interfaces', message: `cannot be combined with ${options.name('enable-bpf-masquerade')}; name devices in ${options.name('devices')}` } : undefined,
  },
  {
    id: 'bpf-masquerade-route-source',
    source: DAEMON,
    check: options => options.isOn('enable-bpf-masquerade') && options.masquerades && options.isOn('enable-masquerade-to-route-source')
      ? { option: 'enable-masquerade-to-route-source', message: `cannot be combined with ${options.name('enable-bpf-masquerade')}; set only one of them` } : undefined,
  },
  {
    id: 'bpf-masquerade-nodeport',
    last: '1.18',
    source: DAEMON,
    check: options => options.isOn('enable-bpf-masquerade') && options.masquerades && !options.servesNodePorts
      ? { option: 'enable-bpf-masquerade', message: `needs BPF NodePorts up to 1.18; set ${options.name('kube-proxy-replacement')} or ${options.name('enable-node-port')} to true` } : undefined,
  },
  {
    id: 'ip-masq-agent',
    source: DAEMON,
    check: options => options.isOn('enable-ip-masq-agent') && !(options.masquerades && options.isOn('enable-bpf-masquerade'))
      ? { option: 'enable-ip-masq-agent', message: `needs ${options.name('enable-bpf-masquerade')} and a family that is masqueraded; set it to true` } : undefined,
  },
  {
    id: 'no-conntrack-rules',
    source: `${MAIN}, pkg/kpr/initializer/kube_proxy_replacement.go`,
    check: options => {
      const option = 'install-no-conntrack-iptables-rules';
      if (!options.isOn(option)) return undefined;
      if (options.isTunneling) return { option, message: `cannot be combined with tunneling; set ${options.name('routing-mode')} to native` };
      if (!options.isOn('enable-ipv4')) return { option, message: `needs IPv4; set ${options.name('enable-ipv4')} to true` };
      if (!options.replacesKubeProxy) return { option, message: `needs kube-proxy's replacement; set ${options.name('kube-proxy-replacement')} to true` };
      return options.masquerades && !options.isOn('enable-bpf-masquerade')
        ? { option, message: `needs BPF masquerading; set ${options.name('enable-bpf-masquerade')} to true` } : undefined;
    },
  },
  {
    id: 'l7-iptables-rules',
    source: MAIN,
    check: options => options.isOn('enable-l7-proxy') && !options.isOn('install-iptables-rules') && !(options.minor === '1.20' && options.isOn('enable-bpf-tproxy'))
      ? { option: 'install-iptables-rules', message: `is off, but ${options.name('enable-l7-proxy')} needs it; set it to true` } : undefined,
  },
  {
    id: 'delegated-ipam',
    source: OPTION,
    check: options => {
      if (options.text('ipam') !== 'delegated-plugin') return undefined;
      const router = (['ipv4', 'ipv6'] as const).find(family => options.isOn(`enable-${family}`) && !options.isSet(`local-router-${family}`));
      if (router) return { option: 'ipam', message: `is delegated-plugin without local-router-${router}; set it in extraConfig` };
      if (options.isOn('enable-endpoint-health-checking')) return { option: 'ipam', message: `is delegated-plugin; set ${options.name('enable-endpoint-health-checking')} to false` };
      return options.isOn('enable-envoy-config') ? { option: 'ipam', message: 'is delegated-plugin, which Ingress, Gateway API and Envoy configurations do not work with' } : undefined;
    },
  },
  wordsRule('policy-deny-response', 'policy-deny-response', ['', 'none', 'icmp'], OPTION, { since: '1.19' }),
  {
    id: 'policy-cidr-match-mode',
    source: OPTION,
    check: options => {
      const known = options.minor === '1.20' ? ['nodes', 'pods'] : ['nodes'];
      const unknown = options.list('policy-cidr-match-mode').find(mode => !known.includes(mode));
      return unknown === undefined ? undefined : { option: 'policy-cidr-match-mode', message: `${quoted(unknown)} is not supported; expected ${alternatives(known)}` };
    },
  },
];
