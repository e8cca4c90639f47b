import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

const TIMEOUTS = ['tcpTimeout', 'tcpFinTimeout', 'udpTimeout'] as const;

export const ipvsTimeouts: NftablesRule = {
  id: 'ipvs-timeouts',
  title: 'nftables mode does not have IPVS timeouts',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'IPVS drops a connection that is idle for ipvs.tcpTimeout (kernel default: 900 s) and answers its next packet with a reset; for '
    + 'UDP, the timeout is ipvs.udpTimeout (300 s). In nftables mode, only the timeouts of conntrack apply: an established TCP connection may be '
    + 'idle for conntrack.tcpEstablishedTimeout (24 h), and a UDP flow selects its endpoint again after 30 s without a packet, or 120 s if both '
    + 'sides have sent. tcpFinTimeout is about closing connections, for which conntrack has its own timeouts.',
  remediation: 'If clients need longer idle times than conntrack allows, set conntrack.tcpEstablishedTimeout, conntrack.udpTimeout or '
    + 'conntrack.udpStreamTimeout. If a short tcpTimeout was meant to remove dead connections, use TCP keepalive in the applications.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-KubeProxyIPVSConfiguration',
    'https://github.com/kubernetes/kubernetes/issues/80298',
  ],
  * check({ configuration: { ipvs }, configurationObjects }) {
    const set = TIMEOUTS.filter(name => isSet(ipvs?.[name]));
    if (set.length === 0) return;
    const detail = set.map(name => `ipvs.${name} ${ipvs?.[name]}`).join(', ');
    yield {
      message: 'The timeouts of IPVS do not have a counterpart: conntrack alone determines how long a connection may be idle.',
      objects: configurationObjects.map(({ object }) => ({ object, detail })),
    };
  },
};
