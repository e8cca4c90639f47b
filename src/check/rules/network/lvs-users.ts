import { Container, Workload } from '../../../cluster/workloads/workload';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** Software that keeps virtual servers of its own in the node's IPVS table, and when it does. */
const LVS_USERS: readonly { readonly image: RegExp; readonly uses: (container: Container) => string | undefined }[] = [
  { image: /keepalived/, uses: () => 'keepalived, unless it is used for VRRP only (without virtual_server blocks)' },
  {
    image: /^kube-vip(?:-iptables)?$/,
    uses: ({ environment, command }) => isTrue(environment.lb_enable) || hasFlag(command, 'enableLoadBalancer')
      ? 'kube-vip with a load balancer for the API server' : undefined,
  },
  {
    image: /^kube-router$/,
    uses: ({ command }) => command.includes('--run-service-proxy=false') ? undefined : 'kube-router with its service proxy',
  },
  { image: /seesaw/, uses: () => 'seesaw' },
];

export const lvsUsers: NftablesRule = {
  id: 'lvs-users',
  title: 'Other users of IPVS lose their virtual servers',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'At every start in nftables mode, kube-proxy flushes the whole IPVS table of the node to clean up after IPVS mode, including the '
    + 'virtual servers of other software. In iptables mode, it does not touch them; in IPVS mode, it keeps only those inside excludeCIDRs. Known '
    + 'users of IPVS are keepalived, kube-vip with its load balancer for the control plane, the service proxy of kube-router, and seesaw. '
    + 'kube-vip and keepalived usually run as static pods or as services of the operating system, which no object of the cluster shows.',
  remediation: 'Check ipvsadm -Ln on the nodes; static pods count as well. Make the software balance without IPVS (kube-vip: lb_enable=false, the '
    + 'virtual IP stays), move it off the nodes, or restart it after each start of kube-proxy.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/134147',
    'https://github.com/kubesphere/kubekey/issues/1702',
    'https://kube-vip.io/docs/about/architecture/',
  ],
  * check({ cluster }) {
    const onHostNetwork = [...cluster.workloads.values()].filter(({ hostNetwork }) => hostNetwork);
    const objects = onHostNetwork.flatMap(object => usesOf(object).map(detail => ({ object, detail })));
    if (objects.length > 0) {
      yield { message: 'kube-proxy in nftables mode removes the virtual servers of other software from the node\'s IPVS table each time it '
        + 'starts.', objects };
    }
  },
};

function usesOf({ containers }: Workload): string[] {
  const uses = containers.flatMap(container => LVS_USERS.filter(({ image }) => image.test(container.image.name)).map(user => user.uses(container)));
  return [...new Set(uses.filter(use => use !== undefined))];
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:1|t|true)$/i.test(value);
}

function hasFlag(command: readonly string[], name: string): boolean {
  return command.includes(`--${name}`) || command.includes(`--${name}=true`);
}
