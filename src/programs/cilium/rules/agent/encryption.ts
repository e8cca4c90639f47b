import { AgentOptions, AgentRule } from './rule';
import { quoted } from '../../../../base/errors';
import { parseCidr } from '../../../../base/ip/cidr';

const DAEMON = 'daemon/cmd/daemon.go';

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
      const strict = ['enable-encryption-strict-mode', 'enable-encryption-strict-mode-egress'].find(option => options.isOn(option));
      if (strict === undefined) return undefined;
      const option = strict === 'enable-encryption-strict-mode' ? 'encryption-strict-mode-cidr' : 'encryption-strict-egress-cidr';
      const message = strictCidrProblem(options, option);
      return message === undefined ? undefined : { option, message };
    },
  },
];
