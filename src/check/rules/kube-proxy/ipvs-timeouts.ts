import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

const TIMEOUTS = ['tcpTimeout', 'tcpFinTimeout', 'udpTimeout'] as const;

export const ipvsTimeouts: NftablesRule = {
  id: 'ipvs-timeouts',
  title: 'No IPVS timeouts in nftables mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'IPVS forgets a connection that is idle for ipvs.tcpTimeout (the kernel\'s default is 900 s) and answers its next packet with a reset; '
    + 'for UDP the time is ipvs.udpTimeout (300 s). In nftables mode there is conntrack alone: an established TCP connection may be idle for '
    + 'conntrack.tcpEstablishedTimeout (24 h), and a UDP flow chooses its endpoint anew after 30 s without a packet, or 120 s where both sides have '
    + 'sent. tcpFinTimeout is about connections that are being closed, for which conntrack has timeouts of its own.',
  remediation: 'Where clients need longer idle times than conntrack has, set conntrack.tcpEstablishedTimeout, conntrack.udpTimeout or '
    + 'conntrack.udpStreamTimeout. Where a short tcpTimeout was to get rid of dead connections, use TCP keepalive in the applications.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-KubeProxyIPVSConfiguration',
    'https://github.com/kubernetes/kubernetes/issues/80298',
  ],
  * check({ configuration: { ipvs }, configurationObjects }) {
    const set = TIMEOUTS.filter(name => isSet(ipvs?.[name]));
    if (set.length === 0) return;
    const detail = set.map(name => `ipvs.${name} ${ipvs?.[name]}`).join(', ');
    yield {
      message: 'The timeouts of IPVS have no counterpart: conntrack alone decides how long a connection may be idle.',
      objects: configurationObjects.map(({ object }) => ({ object, detail })),
    };
  },
};
