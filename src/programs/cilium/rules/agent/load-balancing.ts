import { AgentOptions, AgentRule, wordsRule } from './rule';
import { quoted } from '../../../../base/errors';
import { parseCidr } from '../../../../base/ip/cidr';
import { alternatives } from '../../../../base/text/words';

const CONFIG = 'pkg/loadbalancer/config.go';
const INITIALIZER = 'pkg/kpr/initializer/kube_proxy_replacement.go (up to 1.18: daemon/cmd/kube_proxy_replacement.go)';

/** Words that an option knows. Up to 1.17 nobody looks at them unless NodePorts are served. */
function words(id: string, option: string, allowed: readonly string[]): AgentRule {
  const rule = wordsRule(id, option, allowed, CONFIG);
  return { ...rule, check: options => options.minor === '1.17' && !options.servesNodePorts ? undefined : rule.check(options) };
}

/** The sizes of Maglev's tables: primes, in pkg/maglev/maglev.go. */
export const MAGLEV_TABLE_SIZES: readonly number[] = [251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071];

export const LOAD_BALANCER_MODES: readonly string[] = ['snat', 'dsr', 'hybrid'];
export const LOAD_BALANCER_ALGORITHMS: readonly string[] = ['random', 'maglev'];
export const DSR_DISPATCHES: readonly string[] = ['opt', 'ipip', 'geneve'];

function portRangeProblem(text: string, most: number): string | undefined {
  const expected = 'expected the first and the last port, as in "30000,32767"';
  const ports = text.split(text.includes(',') ? ',' : /\s+/);
  if (ports.length !== 2 || ports.some(port => !/^\d+$/.test(port) || Number(port) > most)) return `${quoted(text)} is not a range of ports; ${expected}`;
  return Number(ports[0]) < Number(ports[1]) ? undefined : `${quoted(text)} ends before it starts; ${expected}`;
}

/** What asks for DSR, for messages. */
function dsrName(options: AgentOptions): string {
  return ['dsr', 'hybrid'].includes(options.text('bpf-lb-mode'))
    ? `${options.name('bpf-lb-mode')} "${options.text('bpf-lb-mode')}"` : options.name('bpf-lb-mode-annotation');
}

/** What 1.17 knows of a dispatch depends on what asks for DSR; 1.18 looks at no word, and later minors at all of them. */
function dispatchesOf(options: AgentOptions): readonly string[] | undefined {
  if (options.minor === '1.18') return undefined;
  if (options.minor !== '1.17') return DSR_DISPATCHES;
  if (!options.servesNodePorts) return undefined;
  if (options.isOn('bpf-lb-mode-annotation')) return ['ipip'];
  return { dsr: DSR_DISPATCHES, hybrid: ['opt', 'geneve'] }[options.text('bpf-lb-mode')];
}

/** Whether replies to clients are wrapped in IPIP. */
const usesIpip = (options: AgentOptions): boolean => options.usesDsr && options.text('bpf-lb-dsr-dispatch') === 'ipip';

/** Whether DSR counts as asked for in tunnels: from 1.20, annotations alone are taken. */
const asksForDsr = (options: AgentOptions): boolean => options.servesNodePorts
  && (options.minor === '1.20' ? options.text('bpf-lb-mode') !== 'snat' : options.usesDsr);

/** Linux's own ephemeral ports, where nobody has changed net.ipv4.ip_local_port_range. */
const EPHEMERAL = { first: 32768, last: 60999 };

export const LOAD_BALANCING_RULES: readonly AgentRule[] = [
  wordsRule('kpr-enum', 'kube-proxy-replacement', ['true', 'false'], 'daemon/cmd/kube_proxy_replacement.go, pkg/kpr/kpr.go', { last: '1.18' }),
  words('lb-algorithm-enum', 'bpf-lb-algorithm', LOAD_BALANCER_ALGORITHMS),
  words('lb-mode-enum', 'bpf-lb-mode', LOAD_BALANCER_MODES),
  {
    id: 'lb-dispatch-enum',
    source: CONFIG,
    check: options => {
      const allowed = dispatchesOf(options);
      const dispatch = options.text('bpf-lb-dsr-dispatch');
      return !allowed || allowed.includes(dispatch) ? undefined
        : { option: 'bpf-lb-dsr-dispatch', message: `${quoted(dispatch)} is not supported${options.minor === '1.17' ? ` with ${dsrName(options)}` : ''}; expected ${alternatives(allowed)}` };
    },
  },
  {
    id: 'lb-acceleration-enum',
    source: 'pkg/datapath/xdp/cell.go',
    // Upstream has testing-only for its tests.
    check: options => ['', 'disabled', 'native', 'best-effort', 'testing-only'].includes(options.text('bpf-lb-acceleration')) ? undefined
      : { option: 'bpf-lb-acceleration', message: `${quoted(options.text('bpf-lb-acceleration'))} is not supported; expected disabled, native or best-effort` },
  },
  {
    id: 'lb-map-size',
    source: CONFIG,
    check: options => Number(options.text('bpf-lb-map-max')) > 0 ? undefined
      : { option: 'bpf-lb-map-max', message: `${options.text('bpf-lb-map-max')} is too little; expected a size above 0, for example, 65536` },
  },
  {
    id: 'maglev-table',
    source: 'pkg/maglev/maglev.go',
    check: options => MAGLEV_TABLE_SIZES.map(String).includes(options.text('bpf-lb-maglev-table-size')) ? undefined
      : { option: 'bpf-lb-maglev-table-size', message: `${options.text('bpf-lb-maglev-table-size')} is not supported; expected one of ${MAGLEV_TABLE_SIZES.join(', ')}` },
  },
  {
    id: 'maglev-seed',
    source: 'pkg/maglev/maglev.go',
    check: options => !options.isSet('bpf-lb-maglev-hash-seed') || /^[A-Za-z0-9+/]{16}$/.test(options.text('bpf-lb-maglev-hash-seed')) ? undefined
      : { option: 'bpf-lb-maglev-hash-seed', message: 'is not the base64 of 12 bytes; expected what "head -c12 /dev/urandom | base64" prints' },
  },
  {
    id: 'lb-annotation-hybrid',
    source: CONFIG,
    check: options => options.isOn('bpf-lb-mode-annotation') && options.text('bpf-lb-mode') === 'hybrid' && (options.minor !== '1.17' || options.servesNodePorts)
      ? { option: 'bpf-lb-mode', message: `"hybrid" cannot be combined with ${options.name('bpf-lb-mode-annotation')}; expected snat or dsr` } : undefined,
  },
  {
    id: 'dsr-vxlan',
    source: INITIALIZER,
    check: options => asksForDsr(options) && options.isTunneling && options.text('tunnel-protocol') === 'vxlan'
      ? {
        option: 'bpf-lb-mode',
        message: `${dsrName(options)} cannot be combined with VXLAN tunneling; use ${options.name('routing-mode')} native, or `
          + `${options.name('tunnel-protocol')} geneve with ${options.name('bpf-lb-dsr-dispatch')} geneve`,
      } : undefined,
  },
  {
    id: 'dsr-annotation-vxlan',
    since: '1.20',
    source: INITIALIZER,
    check: options => options.servesNodePorts && options.isOn('bpf-lb-mode-annotation') && options.isTunneling && options.text('tunnel-protocol') === 'vxlan'
      && options.text('bpf-lb-dsr-dispatch') !== 'ipip'
      ? { option: 'bpf-lb-dsr-dispatch', message: `${quoted(options.text('bpf-lb-dsr-dispatch'))} cannot be used with ${options.name('bpf-lb-mode-annotation')} in VXLAN tunnels; expected ipip` }
      : undefined,
  },
  {
    id: 'dsr-geneve-tunnel-dispatch',
    source: INITIALIZER,
    check: options => asksForDsr(options) && options.isTunneling && options.text('tunnel-protocol') === 'geneve' && options.text('bpf-lb-dsr-dispatch') !== 'geneve'
      ? { option: 'bpf-lb-dsr-dispatch', message: `"${options.text('bpf-lb-dsr-dispatch')}" cannot be used in tunnel mode with ${dsrName(options)}; expected geneve` } : undefined,
  },
  {
    id: 'dsr-geneve-protocol',
    source: INITIALIZER,
    check: options => options.servesNodePorts && options.usesDsr && options.text('bpf-lb-dsr-dispatch') === 'geneve' && options.text('tunnel-protocol') !== 'geneve'
      ? { option: 'tunnel-protocol', message: `"${options.text('tunnel-protocol')}" cannot carry ${options.name('bpf-lb-dsr-dispatch')} geneve; expected geneve` } : undefined,
  },
  {
    id: 'dsr-ipip-datapath',
    last: '1.17',
    source: INITIALIZER,
    check: options => options.servesNodePorts && options.text('bpf-lb-dsr-dispatch') === 'ipip' && options.text('bpf-lb-mode') === 'dsr' && options.text('datapath-mode') !== 'lb-only'
      ? { option: 'bpf-lb-dsr-dispatch', message: '"ipip" works in load balancers without pods only; expected opt or geneve' } : undefined,
  },
  {
    id: 'dsr-ipip-acceleration',
    last: '1.18',
    source: INITIALIZER,
    check: options => options.servesNodePorts && usesIpip(options) && (options.minor === '1.18' || options.text('bpf-lb-mode') === 'dsr') && options.text('bpf-lb-acceleration') === 'disabled'
      ? { option: 'bpf-lb-dsr-dispatch', message: `"ipip" needs XDP; set ${options.name('bpf-lb-acceleration')} to native, or use opt or geneve` } : undefined,
  },
  {
    id: 'dsr-rss',
    source: INITIALIZER,
    check: options => {
      const option = ['bpf-lb-rss-ipv4-src-cidr', 'bpf-lb-rss-ipv6-src-cidr'].find(each => options.isSet(each));
      if (option === undefined || !options.servesNodePorts) return undefined;
      const cidr = parseCidr(options.text(option));
      if (cidr?.family !== (option.includes('ipv4') ? 'ip' : 'ip6') || cidr.prefixLength === 0) return { option, message: `${quoted(options.text(option))} is not a CIDR of its family; expected one with a prefix` };
      return usesIpip(options) && (options.minor !== '1.17' || options.text('bpf-lb-mode') === 'dsr') ? undefined
        : { option, message: `works with DSR by ${options.name('bpf-lb-dsr-dispatch')} ipip only; expected none` };
    },
  },
  {
    id: 'dsr-ipip-sock-mark',
    since: '1.18',
    source: INITIALIZER,
    check: options => options.servesNodePorts && options.isOn('bpf-lb-ipip-sock-mark') && !usesIpip(options)
      ? { option: 'bpf-lb-ipip-sock-mark', message: `works with DSR by ${options.name('bpf-lb-dsr-dispatch')} ipip only; expected false` } : undefined,
  },
  {
    id: 'xdp-underlay',
    since: '1.18',
    source: INITIALIZER,
    check: options => options.servesNodePorts && options.isTunneling && options.text('underlay-protocol') === 'ipv6' && options.text('bpf-lb-acceleration') !== 'disabled'
      ? { option: 'bpf-lb-acceleration', message: `cannot be combined with ${options.name('underlay-protocol')} ipv6; expected disabled` } : undefined,
  },
  {
    id: 'nodeport-range-order',
    source: `${CONFIG}; ${INITIALIZER}`,
    check: options => {
      const problem = options.isSet('node-port-range') ? portRangeProblem(options.text('node-port-range'), options.minor === '1.17' ? Infinity : 65535) : undefined;
      return problem === undefined ? undefined : { option: 'node-port-range', message: problem };
    },
  },
  {
    id: 'nodeport-range-ephemeral',
    source: INITIALIZER,
    check: options => {
      if (!options.servesNodePorts || !options.isSet('node-port-range')) return undefined;
      const [first, last] = options.items('node-port-range').map(Number);
      const where = 'the ephemeral ports of Linux (net.ipv4.ip_local_port_range, by default 32768 to 60999)';
      if (first > EPHEMERAL.last) return { option: 'node-port-range', message: `starts above ${where}; expected a range below, for example, "30000,32767"` };
      return last >= EPHEMERAL.first && !options.isOn('enable-auto-protect-node-port-range')
        ? { option: 'node-port-range', message: `overlaps with ${where}, and ${options.name('enable-auto-protect-node-port-range')} is off; expected a range below, for example, "30000,32767"` }
        : undefined;
    },
  },
  {
    id: 'kpr-iptables-rules',
    source: 'daemon/cmd/daemon.go',
    since: '1.20',
    check: options => (options.isOn('kube-proxy-replacement') || options.isOn('enable-bpf-masquerade')) && !options.isOn('install-iptables-rules')
      ? { option: 'install-iptables-rules', message: 'is off, which kube-proxy\'s replacement and BPF masquerading do not work without; set it to true' } : undefined,
  },
  wordsRule('no-backend-response', 'service-no-backend-response', ['', 'reject', 'drop'], 'pkg/option/config.go'),
  {
    id: 'nat46x64-families',
    source: 'pkg/option/config.go',
    check: options => {
      const option = ['enable-nat46x64-gateway', ...options.minor === '1.17' ? [] : ['bpf-lb-nat46x64']].find(each => options.isOn(each));
      const off = ['enable-ipv4', 'enable-ipv6'].find(each => !options.isOn(each));
      return option !== undefined && off !== undefined ? { option, message: `needs both families; set ${options.name(off)} to true` } : undefined;
    },
  },
  {
    id: 'nat46x64-mode',
    since: '1.18',
    source: INITIALIZER,
    check: options => options.isOn('bpf-lb-nat46x64') && options.text('bpf-lb-mode') !== 'snat'
      ? { option: 'bpf-lb-mode', message: `"${options.text('bpf-lb-mode')}" cannot be combined with ${options.name('bpf-lb-nat46x64')}; expected snat` } : undefined,
  },
];
