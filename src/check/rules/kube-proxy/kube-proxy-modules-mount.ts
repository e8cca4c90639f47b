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
  description: 'From 1.34 on kube-proxy removes what IPVS mode has left only if modprobe -va ip_vs succeeds, and says nothing where it doesn\'t: for want of '
    + 'modprobe in the image, or of the node\'s /lib/modules. Virtual servers and kube-ipvs0 then stay as they are and are never updated: deleted '
    + 'Services stay reachable, NodePorts go on answering on all addresses, and the real change of the mode comes with the next reboot.',
  remediation: 'Mount the node\'s /lib/modules, read-only, in kube-proxy\'s container as kubeadm does, before the mode is changed. Otherwise reboot each '
    + 'node after the change, or clean up by hand: ipvsadm --clear, and ip link delete kube-ipvs0.',
  references: ['https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/proxy/ipvs', 'https://kep.k8s.io/5495'],
  * check({ targetMinor, kubeProxyDaemonSet: object }) {
    if (!object || targetMinor < 34) return;
    if (object.hostPaths.some(path => MODULE_PATHS.includes(path.replace(/(.)\/+$/, '$1')))) return;
    yield { message: 'kube-proxy\'s pods do not mount the node\'s /lib/modules, so the cleanup of IPVS is skipped silently.', objects: [{ object }] };
  },
};
