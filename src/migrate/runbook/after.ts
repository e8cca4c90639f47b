import { calicoOffCanary, calicoStep } from './calico';
import { Names } from './names';
import { isBefore } from '../../base/version/version';
import { CANARY_LABEL, CANARY_NAME } from '../canary';
import { paragraphs, shell } from '../markdown';
import { MigrationPlan } from '../plan';

/** What upgrades, new nodes and other tools do to the mode. */
export function lastSection({ kubeadm, version, distributions, paths }: MigrationPlan, { namespace, configMap, daemonSet }: Names): string[] {
  const isKubeadm = kubeadm !== undefined || distributions.length === 0;
  return paragraphs(
    `Whatever writes the ConfigMap ${namespace}/${configMap} (GitOps, Helm, an installer) has to write the new one: commit ${paths.configMap} there.`,
    isKubeadm ? [
      'With kubeadm:',
      '',
      '- New nodes need nothing: `kubeadm join` ignores a KubeProxyConfiguration in its file, and the node gets its mode from the cluster\'s ConfigMap.',
      version.minor >= 30
        ? '- `kubeadm upgrade` keeps the mode: it takes the KubeProxyConfiguration from the cluster. It writes the ConfigMap anew, without comments and unknown fields.'
        : '- `kubeadm upgrade apply --config` with an InitConfiguration or ClusterConfiguration in the file, and no KubeProxyConfiguration, resets the mode. Upgrade without --config, or '
          + `with ${paths.kubeadm}/upgrade.conf.`,
      '- `kubeadm init phase addon kube-proxy` is the one command that resets the mode to what its file says, and to the default without one. An edit of the ConfigMap kubeadm-config '
      + 'changes nothing about the mode.',
      `- \`kubeadm upgrade\` does not restart the pods for a new configuration: \`kubectl -n ${namespace} rollout restart daemonset/${daemonSet}\`.`,
    ] : [],
    kubeadm ? `${paths.kubeadm}/kube-proxy-addon.conf has the ClusterConfiguration of this cluster and the new KubeProxyConfiguration: another way to switch, and what a rebuild of the add-on needs. `
      + `The commands are in ${paths.kubeadm}/COMMANDS.txt.` : [],
  );
}

/** What the old mode leaves on the nodes. */
export function cleanupSection({ currentMode, calico, version }: MigrationPlan): string[] {
  const calicoLeaves = calico?.change !== undefined && isBefore(calico.version, 3, 31) !== false;
  return paragraphs(
    'kube-proxy removes the rules of the old mode when it starts in nftables mode. Some things stay until the node is restarted, which is the simplest way to be rid of them:',
    [
      ...currentMode === 'ipvs' ? [
        '- the IP sets whose names begin with `KUBE-6-`, and the sysctls that IPVS mode has set (`net.ipv4.vs.*`; with strictARP `arp_ignore` and `arp_announce`)',
        '- after a restart nothing of kube-proxy sets `net.ipv4.ip_forward=1` any more: something else has to, such as a file in /etc/sysctl.d',
      ] : ['- the chain `KUBE-FIREWALL` and the sysctl `net.ipv4.conf.all.route_localnet=1`'],
      ...version.minor <= 33 ? ['- the chains `KUBE-MARK-MASQ`, `KUBE-PROXY-FIREWALL` and `KUBE-PROXY-CANARY`'] : [],
      ...calicoLeaves ? ['- Calico\'s iptables rules: before 3.31 it does not remove what its old data plane has left'] : [],
    ],
    'Do not flush conntrack: that drops connections.',
  );
}

/** The way back, at any moment. */
export function rollbackSection(plan: MigrationPlan, { namespace, daemonSet }: Names): string[] {
  const { currentMode, calico, canary, canaryNodes, kubeadm, paths } = plan;
  return paragraphs(
    `kube-proxy deletes its nftables tables when it starts in ${currentMode} mode. Connections survive the way back.`,
    shell(
      `kubectl apply -f ${paths.rollbackConfigMap}`,
      `kubectl -n ${namespace} rollout restart daemonset/${daemonSet}`,
      `kubectl -n ${namespace} rollout status daemonset/${daemonSet}`,
      ...canary ? [
        `kubectl label nodes -l ${CANARY_LABEL.key} ${CANARY_LABEL.key}-   # without it a later canary would change these nodes at once`,
        `kubectl delete --ignore-not-found -f ${paths.canary}   # while the canary ${CANARY_NAME} is there`,
        `kubectl -n ${namespace} patch daemonset ${daemonSet} --type=strategic --patch-file=${paths.canaryBackPatch}`,
        ...calico ? calicoOffCanary(calico, canaryNodes) : [],
      ] : [],
    ),
    ...calico ? calicoStep(calico, 'rollback') : [],
    kubeadm ? `With kubeadm: ${paths.rollbackKubeadm}/kube-proxy-addon.conf has the old configuration.` : [],
    'Where a node is left with nftables rules (kube-proxy was removed, say), as root:',
    shell('nft delete table ip kube-proxy; nft delete table ip6 kube-proxy'),
    'Go back before a downgrade of kube-proxy below 1.29, which knows nothing of nftables mode and would leave the tables.',
  );
}
