import { leftoverChains } from '../../../programs/kube-proxy/leftovers';
import { paragraphs, shell } from '../../markdown';
import { Block, pagesOf } from '../../step';
import { MigrationPlan } from '../plan';

/** What upgrades, new nodes and other tools do to the mode, and other programs to its rules. */
export function lastSection({ names: { namespace, configMap, daemonSet }, reconcilers, steps, paths }: MigrationPlan): string[] {
  return paragraphs(
    `Whatever writes the ConfigMap ${namespace}/${configMap} (GitOps, Helm, an installer) has to write the new one: commit ${paths.configMap} there.`
    + `${reconcilers.length > 0 ? ' Then let it continue:' : ' Then let it continue, if you paused it in step 1.'}`,
    reconcilers.length > 0 ? shell(...reconcilers.map(({ resume }) => resume)) : [],
    ...pagesOf(steps, 'last'),
    ...flushLines(),
    'If it has happened, restart the kube-proxy of the node:',
    shell(`kubectl -n ${namespace} rollout restart daemonset/${daemonSet}   # of all nodes; or delete the pod of the one`),
  );
}

/** Other programs that remove kube-proxy's rules. */
export function flushLines(): Block[] {
  return [
    '`nft flush ruleset` on a node removes kube-proxy\'s rules with all others, and with them every Service, until kube-proxy\'s next full sync, which may take up to an hour: '
    + 'nftables mode does not notice that its rules are gone, as iptables mode does. A start, restart or stop of nftables.service does that with the /etc/nftables.conf of most distributions, and so do '
    + 'hardening scripts and firewall tools. Have them replace only their own tables (`flush table inet my-firewall`). Where nothing needs the service, mask it, but do not stop it, since that flushes as well:',
    shell('systemctl mask nftables.service   # on each node, as root'),
  ];
}

/** What the old mode leaves on the nodes. */
export function cleanupSection({ currentMode, version, steps }: MigrationPlan): string[] {
  const chains = leftoverChains(version.minor).map(chain => `\`${chain}\``);
  return paragraphs(
    'kube-proxy removes the rules of the old mode when it starts in nftables mode. Some things remain until the node is restarted, which is the simplest way to remove them:',
    [
      ...currentMode === 'ipvs' ? [
        '- the IP sets whose names begin with `KUBE-6-`, and the sysctls that IPVS mode has set (`net.ipv4.vs.*`; with strictARP `arp_ignore` and `arp_announce`)',
        '- after a restart nothing in kube-proxy sets `net.ipv4.ip_forward=1` anymore: something else has to, such as a file in /etc/sysctl.d',
      ] : ['- the chain `KUBE-FIREWALL` and the sysctl `net.ipv4.conf.all.route_localnet=1`'],
      ...chains.length > 0 ? [`- the chains ${chains.slice(0, -1).join(', ')} and ${chains.at(-1)}`] : [],
      ...pagesOf(steps, 'leftovers').map(line => `- ${line}`),
    ],
    'Do not flush conntrack: that drops connections.',
  );
}
