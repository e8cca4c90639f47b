import { AgentOptions, AgentRule } from './rule';
import { quoted } from '../../../../base/errors';
import { parseCidr } from '../../../../base/ip/cidr';

const DAEMON = 'daemon/cmd/daemon.go';
const MAIN = 'daemon/cmd/daemon_main.go';

function strictCidrProblem(options: AgentOptions, option: string): string | undefined {
  const text = options.text(option);
  const cidr = parseCidr(text);
  if (cidr && !text.includes(':')) return undefined;
  return `${text === '' ? 'is missing' : `${quoted(text)} is not an IPv4 CIDR`}: strict mode drops what is not encrypted within this CIDR; expected the CIDR of pods, for example, "10.0.0.0/8"`;
}

export const ENCRYPTION_RULES: readonly AgentRule[] = [
  {
    id: 'encryption-two',
    source: DAEMON,
    check: options => options.isOn('enable-ipsec') && options.isOn('enable-wireguard')
      ? { option: 'enable-ipsec', message: `cannot be combined with ${options.name('enable-wireguard')}; set only one of them` } : undefined,
  },
  {
    id: 'encryption-ipsec-dns',
    source: DAEMON,
    check: options => options.isOn('enable-ipsec') && options.isOn('enable-l7-proxy') && !options.isOn('dnsproxy-enable-transparent-mode')
      && !options.isOn('dnsproxy-insecure-skip-transparent-mode-check')
      ? {
        option: 'dnsproxy-enable-transparent-mode',
        message: `is off, which IPsec with the L7 proxy does not work with; set it to true, or ${options.name('enable-l7-proxy')} to false`,
      } : undefined,
  },
  {
    id: 'encryption-ipsec-hostfw',
    source: DAEMON,
    check: options => options.isOn('enable-ipsec') && options.isOn('enable-host-firewall')
      ? { option: 'enable-host-firewall', message: 'cannot be combined with IPsec; use WireGuard, or turn the host firewall off' } : undefined,
  },
  {
    id: 'encryption-ipsec-ipv4',
    last: '1.17',
    source: MAIN,
    check: options => options.isOn('enable-ipsec') && !options.isOn('enable-ipv4')
      ? { option: 'enable-ipv4', message: 'is off, which IPsec does not work with up to 1.17; set it to true' } : undefined,
  },
  {
    id: 'encryption-ipsec-multi-pool',
    last: '1.18',
    source: MAIN,
    check: options => options.isOn('enable-ipsec') && options.text('ipam') === 'multi-pool' && (options.minor === '1.17' || !options.isTunneling)
      ? {
        option: 'ipam',
        message: options.minor === '1.17' ? 'is multi-pool, which IPsec does not work with up to 1.17; use WireGuard'
          : `is multi-pool, which IPsec works with in tunnel mode only in 1.18; set ${options.name('routing-mode')} to tunnel, or use WireGuard`,
      } : undefined,
  },
  {
    id: 'encryption-wireguard-underlay',
    since: '1.18',
    last: '1.18',
    source: DAEMON,
    check: options => options.isOn('enable-wireguard') && options.isTunneling && options.text('underlay-protocol') === 'ipv6'
      ? { option: 'underlay-protocol', message: 'is ipv6, which WireGuard does not work with in 1.18; expected ipv4' } : undefined,
  },
  {
    id: 'encryption-ipsec-overlay',
    last: '1.18',
    source: DAEMON,
    check: options => options.isOn('enable-ipsec-encrypted-overlay') && options.isOn('enable-ipsec') && !(options.isTunneling && options.text('tunnel-protocol') === 'vxlan')
      ? { option: 'enable-ipsec-encrypted-overlay', message: `needs VXLAN tunneling; set ${options.name('routing-mode')} to tunnel, and ${options.name('tunnel-protocol')} to vxlan` } : undefined,
  },
  {
    id: 'encryption-strict-ingress',
    since: '1.19',
    source: DAEMON,
    check: options => options.isOn('enable-encryption-strict-mode-ingress') && options.isOn('enable-ipsec')
      ? { option: 'enable-encryption-strict-mode-ingress', message: 'cannot be combined with IPsec; it is for WireGuard' } : undefined,
  },
  {
    id: 'encryption-strict-ingress-native',
    since: '1.19',
    last: '1.19',
    source: DAEMON,
    check: options => options.isOn('enable-encryption-strict-mode-ingress') && !options.isTunneling
      ? { option: 'enable-encryption-strict-mode-ingress', message: `needs tunneling in 1.19; set ${options.name('routing-mode')} to tunnel` } : undefined,
  },
  {
    id: 'encryption-strict-cidr',
    source: 'pkg/option/config.go',
    check: options => {
      // The agent of 1.19 has both names.
      const isOld = options.minor !== '1.20' && options.isOn('enable-encryption-strict-mode');
      const isNew = ['1.19', '1.20'].includes(options.minor) && options.isOn('enable-encryption-strict-mode-egress');
      if (!isOld && !isNew) return undefined;
      const option = isOld ? 'encryption-strict-mode-cidr' : 'encryption-strict-egress-cidr';
      const message = strictCidrProblem(options, option);
      return message === undefined ? undefined : { option, message };
    },
  },
];
