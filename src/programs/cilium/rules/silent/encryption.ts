import { cidrContainsBytes, parseCidr } from '../../../../base/ip/cidr';
import { agentConfigOf } from '../../values/agent-config';
import { ChartValues } from '../../values/chart-values';
import { problemAt } from '../rule';
import { podCidrsOf } from './installation';
import { SilentRule } from './rule';

const isWireGuard = (values: ChartValues): boolean => values.isTrue('encryption.enabled') && values.text('encryption.type') === 'wireguard';

/** Strict mode looks at the addresses of pods alone: bpf/lib/encrypt.h, strict_allow. */
export const STRICT_CIDR_OF_PODS: SilentRule = {
  id: 'encryption-strict-cidr-of-pods',
  weight: 'warning',
  source: 'bpf/lib/encrypt.h',
  check: values => {
    const name = ['strictMode.egress', 'strictMode'].map(each => `encryption.${each}`).find(path => values.isTrue(`${path}.enabled`) && values.isGiven(`${path}.cidr`));
    const strict = name === undefined ? undefined : parseCidr(values.text(`${name}.cidr`));
    const pods = podCidrsOf(values, '4');
    return !isWireGuard(values) || !strict || pods.length === 0
      || pods.some(cidr => cidrContainsBytes(cidr, strict.network) || cidrContainsBytes(strict, cidr.network)) ? undefined
      : problemAt(`${name}.cidr`, `is ${strict.text}, and pods have addresses of ${pods.map(({ text }) => text).join(', ')}: strict mode drops nothing; expected the CIDR of pods`);
  },
};

/** Traffic that stays plain although encryption is on, and traffic that strict mode drops. */
export const ENCRYPTION_GAPS: readonly SilentRule[] = [
  STRICT_CIDR_OF_PODS,
  {
    id: 'encryption-xdp',
    weight: 'warning',
    source: 'pkg/kpr/initializer/kube_proxy_replacement.go, Documentation/security/network/encryption-wireguard.rst',
    check: values => isWireGuard(values) && values.isTrue('encryption.nodeEncryption') && ['native', 'best-effort'].includes(values.text('loadBalancer.acceleration'))
      ? problemAt('loadBalancer.acceleration', `is ${values.text('loadBalancer.acceleration')}: with XDP, traffic from outside that one node forwards to another is not encrypted; expected disabled`)
      : undefined,
  },
  {
    id: 'encryption-dsr',
    weight: 'warning',
    source: 'Documentation/security/network/encryption-wireguard.rst',
    check: values => isWireGuard(values) && values.isTrue('encryption.nodeEncryption') && ['dsr', 'hybrid'].includes(values.text('loadBalancer.mode'))
      && values.text('loadBalancer.dsrDispatch') !== 'geneve'
      ? problemAt('loadBalancer.dsrDispatch', `is ${values.text('loadBalancer.dsrDispatch') || 'opt'}: with DSR, traffic from outside that one node forwards to another is encrypted with geneve only`)
      : undefined,
  },
  {
    id: 'encryption-strict-remote-nodes',
    weight: 'warning',
    since: '1.19',
    source: 'daemon/cmd/daemon_main.go, flag encryption-strict-egress-allow-remote-node-identities',
    check: values => {
      const config = agentConfigOf(values);
      return config['enable-encryption-strict-mode-egress'] === 'true' && config['routing-mode'] === 'tunnel'
        && config['encryption-strict-egress-allow-remote-node-identities'] !== 'true'
        ? problemAt('encryption.strictMode.egress.allowRemoteNodeIdentities', 'is false with tunneling, where strict mode drops what pods send to other nodes; set it to true') : undefined;
    },
  },
];
