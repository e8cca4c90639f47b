import { spawn } from './run';
import { CLUSTER, FIXTURES } from './work-folder';
import { daemonSet, kubeProxy, machine } from '../check/findings/findings';
import { Plain, slice, storedService } from '../support/builders';

/** The compiled command in a process of its own, on the reference cluster. */
export function check(...args: string[]) {
  const { status, stdout, stderr } = spawn(['check', ...CLUSTER, '--target-version', '1.36', ...args], { cwd: FIXTURES });
  return { status, stdout, stderr };
}

/** A cluster that nothing is in the way of, since it is in nftables mode already. */
export const NODE = machine('worker-1', { kernelVersion: '6.8.0-49-generic', kubeletVersion: 'v1.36.3' });
const COMPLETE = [
  NODE,
  daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', { container: { command: ['kube-proxy', '--config=/var/lib/kube-proxy/config.conf'] } }),
  storedService('shop/cart', { clusterIP: '10.96.0.9' }),
  slice('shop/cart-1', 'cart', []),
];
export const CLEAN = [kubeProxy({ mode: 'nftables', clusterCIDR: '10.244.0.0/16', nodePortAddresses: ['primary'] }), ...COMPLETE];
/** One that there are warnings about, and no blocker: its scheduler, among others. */
export const WARNED = [kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16', ipvs: { scheduler: 'lc' } }), ...COMPLETE];

/** The findings of the reference cluster that are as certain as its objects. Rules may be added, so reports are not compared as a whole. */
const CONFIG_MAP = { kind: 'ConfigMap', namespace: 'kube-system', name: 'kube-proxy', file: 'kube-proxy.yaml', line: 3 };
const INSTALLATION = { kind: 'Installation', name: 'default', file: 'calico.yaml', line: 3 };
export const EXPECTED: { readonly [ruleId: string]: Plain } = {
  'calico-dataplane': {
    severity: 'blocker',
    confidence: 'manifest',
    title: 'Calico stays on its iptables dataplane',
    message: 'Calico stays on its iptables dataplane, which does not work together with kube-proxy in nftables mode.',
    objects: [{ ...INSTALLATION, detail: 'linuxDataplane Iptables' }],
  },
  'calico-policy-setup-timeout': {
    severity: 'blocker',
    confidence: 'needs-node-check',
    title: 'The operator refuses Nftables with linuxPolicySetupTimeoutSeconds',
    message: 'The operator refuses linuxDataplane Nftables as long as linuxPolicySetupTimeoutSeconds is set, even to 0.',
    objects: [{ ...INSTALLATION, detail: 'linuxPolicySetupTimeoutSeconds 0' }],
  },
  'ipvs-exclude-cidrs': {
    severity: 'blocker',
    confidence: 'manifest',
    title: 'excludeCIDRs no longer protects other users of IPVS',
    message: 'excludeCIDRs currently protects virtual servers of other software; in nftables mode, kube-proxy removes them each time it starts.',
    objects: [{ ...CONFIG_MAP, detail: 'excludeCIDRs 10.77.0.0/16' }],
  },
  'node-kernel-too-old': {
    severity: 'blocker',
    confidence: 'manifest',
    title: 'Kernel too old for nftables mode',
    message: 'kube-proxy in nftables mode requires kernel 5.13 or later, which the node does not have.',
    objects: [{ kind: 'Node', name: 'worker-3', detail: 'kernel 5.10.0-33-amd64', file: 'networking.yaml', line: 171 }],
  },
  'ipvs-scheduler': {
    severity: 'warning',
    confidence: 'manifest',
    title: 'nftables mode does not have IPVS schedulers',
    message: 'The IPVS scheduler lc does not have a counterpart: endpoints are selected at random. New connections currently go to the endpoint '
      + 'with the fewest connections from this node. With random selection, long-lived connections (gRPC, database pools) spread unevenly, and a '
      + 'restarted endpoint gets no more than its share.',
    objects: [CONFIG_MAP],
  },
  'masquerade-all': {
    severity: 'warning',
    confidence: 'manifest',
    title: 'iptables.masqueradeAll has no effect in nftables mode',
    message: 'iptables.masqueradeAll is true, but nftables.masqueradeAll is not.',
    objects: [CONFIG_MAP],
  },
  'ipvs-strict-arp': {
    severity: 'info',
    confidence: 'manifest',
    title: 'strictARP is no longer needed',
    message: 'strictARP has no effect without kube-ipvs0, but its sysctls stay on the nodes until they are changed.',
    objects: [CONFIG_MAP],
  },
};
