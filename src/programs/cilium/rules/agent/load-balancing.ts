import { AgentOptions, AgentRule } from './rule';
import { quoted } from '../../../../base/errors';
import { alternatives } from '../../../../base/text/words';
import { Period } from '../../target';

const CONFIG = 'pkg/loadbalancer/config.go';
const INITIALIZER = 'pkg/kpr/initializer/kube_proxy_replacement.go (up to 1.18: daemon/cmd/kube_proxy_replacement.go)';

/** Words that an option knows. Up to 1.17 nobody looks at them unless NodePorts are served. */
function words(id: string, option: string, allowed: readonly string[], period: Period = {}): AgentRule {
  return {
    id,
    ...period,
    source: CONFIG,
    check: options => (options.minor === '1.17' && !options.servesNodePorts) || allowed.includes(options.text(option)) ? undefined
      : { option, message: `${quoted(options.text(option))} is not supported; expected ${alternatives(allowed)}` },
  };
}

/** The sizes of Maglev's tables: primes, in pkg/maglev/maglev.go. */
export const MAGLEV_TABLE_SIZES: readonly number[] = [251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071];

export const LOAD_BALANCER_MODES: readonly string[] = ['snat', 'dsr', 'hybrid'];
export const LOAD_BALANCER_ALGORITHMS: readonly string[] = ['random', 'maglev'];
export const DSR_DISPATCHES: readonly string[] = ['opt', 'ipip', 'geneve'];

function portRangeProblem(text: string): string | undefined {
  const expected = 'expected the first and the last port, as in "30000,32767"';
  const ports = text.split(',');
  if (ports.length !== 2 || ports.some(port => !/^\d+$/.test(port) || Number(port) > 65535)) return `${quoted(text)} is not a range of ports; ${expected}`;
  return Number(ports[0]) < Number(ports[1]) ? undefined : `${quoted(text)} ends before it starts; ${expected}`;
}

const usesServedDsr = (options: AgentOptions): boolean => options.servesNodePorts && options.usesDsr;

/** What asks for DSR, for messages. */
function dsrName(options: AgentOptions): string {
  return ['dsr', 'hybrid'].includes(options.text('bpf-lb-mode'))
    ? `${options.name('bpf-lb-mode')} "${options.text('bpf-lb-mode')}"` : options.name('bpf-lb-mode-annotation');
}

export const LOAD_BALANCING_RULES: readonly AgentRule[] = [
  words('lb-algorithm-enum', 'bpf-lb-algorithm', LOAD_BALANCER_ALGORITHMS),
  words('lb-mode-enum', 'bpf-lb-mode', LOAD_BALANCER_MODES),
  words('lb-dispatch-enum', 'bpf-lb-dsr-dispatch', DSR_DISPATCHES, { since: '1.18' }),
  {
    ...words('lb-dispatch-enum', 'bpf-lb-dsr-dispatch', DSR_DISPATCHES, { last: '1.17' }),
    check: options => options.servesNodePorts && options.usesDsr && !DSR_DISPATCHES.includes(options.text('bpf-lb-dsr-dispatch'))
      ? { option: 'bpf-lb-dsr-dispatch', message: `${quoted(options.text('bpf-lb-dsr-dispatch'))} is not supported; expected ${alternatives(DSR_DISPATCHES)}` } : undefined,
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
    check: options => usesServedDsr(options) && options.isTunneling && options.text('tunnel-protocol') === 'vxlan'
      ? {
        option: 'bpf-lb-mode',
        message: `${dsrName(options)} cannot be combined with VXLAN tunneling; use ${options.name('routing-mode')} native, or `
          + `${options.name('tunnel-protocol')} geneve with ${options.name('bpf-lb-dsr-dispatch')} geneve`,
      } : undefined,
  },
  {
    id: 'dsr-geneve-tunnel-dispatch',
    source: INITIALIZER,
    check: options => usesServedDsr(options) && options.isTunneling && options.text('tunnel-protocol') === 'geneve' && options.text('bpf-lb-dsr-dispatch') !== 'geneve'
      ? { option: 'bpf-lb-dsr-dispatch', message: `"${options.text('bpf-lb-dsr-dispatch')}" cannot be used in tunnel mode with ${dsrName(options)}; expected geneve` } : undefined,
  },
  {
    id: 'dsr-geneve-protocol',
    source: INITIALIZER,
    check: options => usesServedDsr(options) && options.text('bpf-lb-dsr-dispatch') === 'geneve' && options.text('tunnel-protocol') !== 'geneve'
      ? { option: 'tunnel-protocol', message: `"${options.text('tunnel-protocol')}" cannot carry ${options.name('bpf-lb-dsr-dispatch')} geneve; expected geneve` } : undefined,
  },
  {
    id: 'dsr-ipip-datapath',
    last: '1.17',
    source: INITIALIZER,
    check: options => options.servesNodePorts && options.text('bpf-lb-dsr-dispatch') === 'ipip' && ['dsr', 'hybrid'].includes(options.text('bpf-lb-mode'))
      && options.text('datapath-mode') !== 'lb-only'
      ? { option: 'bpf-lb-dsr-dispatch', message: '"ipip" works in load balancers without pods only; expected opt or geneve' } : undefined,
  },
  {
    id: 'dsr-ipip-acceleration',
    since: '1.18',
    last: '1.18',
    source: INITIALIZER,
    check: options => usesServedDsr(options) && options.text('bpf-lb-dsr-dispatch') === 'ipip' && options.text('bpf-lb-acceleration') === 'disabled'
      ? { option: 'bpf-lb-dsr-dispatch', message: `"ipip" needs XDP; set ${options.name('bpf-lb-acceleration')} to native, or use opt or geneve` } : undefined,
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
      const problem = options.isSet('node-port-range') ? portRangeProblem(options.text('node-port-range')) : undefined;
      return problem === undefined ? undefined : { option: 'node-port-range', message: problem };
    },
  },
  {
    id: 'nodeport-range-ephemeral',
    source: INITIALIZER,
    check: options => {
      // Linux's own range ends at 60999 where nobody has changed net.ipv4.ip_local_port_range; above it, a node may have room.
      const [first] = options.text('node-port-range').split(',');
      return options.servesNodePorts && Number(first) > 60999
        ? { option: 'node-port-range', message: 'starts above the ephemeral ports of Linux (net.ipv4.ip_local_port_range, by default 32768 to 60999); expected a range below, for example, "30000,32767"' }
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
  {
    id: 'no-backend-response',
    source: 'pkg/option/config.go',
    check: options => ['', 'reject', 'drop'].includes(options.text('service-no-backend-response')) ? undefined
      : { option: 'service-no-backend-response', message: `${quoted(options.text('service-no-backend-response'))} is not supported; expected reject or drop` },
  },
  {
    id: 'nat46x64',
    source: INITIALIZER,
    check: options => options.isOn('enable-nat46x64-gateway') && options.servesNodePorts && options.text('bpf-lb-mode') !== 'snat'
      ? { option: 'bpf-lb-mode', message: `"${options.text('bpf-lb-mode')}" cannot be combined with ${options.name('enable-nat46x64-gateway')}; expected snat` } : undefined,
  },
];
