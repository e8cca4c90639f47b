import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** The paths of the node through which a container sees its modules. */
const MODULE_PATHS = ['/', '/lib', '/lib/modules', '/usr', '/usr/lib', '/usr/lib/modules'];

export const kubeProxyModulesMount: NftablesRule = {
  id: 'kube-proxy-modules-mount',
  title: 'IPVS is not cleaned up without /lib/modules',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'From 1.34, kube-proxy removes what IPVS mode has left only if modprobe -va ip_vs succeeds, and logs nothing if it fails because '
    + 'the image lacks modprobe or the container lacks the node\'s /lib/modules. Virtual servers and kube-ipvs0 then stay and are never updated: '
    + 'deleted Services stay reachable, NodePorts still answer on all addresses, and the mode really changes only at the next reboot. Masquerade '
    + 'rules are removed nevertheless, so new connections that need them fail until the first sync in nftables mode is done.',
  remediation: 'Before you change the mode, mount the node\'s /lib/modules read-only in kube-proxy\'s container, as kubeadm does. Otherwise, '
    + 'reboot each node after the change, or clean up by hand: ipvsadm --clear, and ip link delete kube-ipvs0.',
  references: ['https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/proxy/ipvs', 'https://kep.k8s.io/5495'],
  * check({ targetMinor, kubeProxyDaemonSet: object }) {
    if (!object || targetMinor < 34) return;
    if (object.hostPaths.some(path => MODULE_PATHS.includes(path.replace(/(.)\/+$/, '$1')))) return;
    yield { message: 'kube-proxy\'s pods do not mount the node\'s /lib/modules, so the cleanup of IPVS is silently skipped.', objects: [{ object }] };
  },
};
