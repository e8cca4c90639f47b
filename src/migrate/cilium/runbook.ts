import { decisiveUnknown, howToState, titlesOf } from './decisive-kinds';
import { MIGRATION_LABEL, PATHS } from './paths';
import { CiliumPlan } from './plan';
import { cidrContains, parseCidr } from '../../base/ip/cidr';
import { codeSpan } from '../../base/text/markdown';
import { isTranslated } from '../../programs/cilium/translate/calico-policies';
import { paragraphs, shell } from '../markdown';

const CHART = 'helm upgrade --install cilium cilium --repo https://helm.cilium.io --namespace kube-system';

/** The commands of the live way from Calico to Cilium, in their order. */
export function runbook(plan: CiliumPlan): string[] {
  return [
    ...paragraphs(
      `# From Calico to Cilium ${plan.minor}`,
      `Nodes move one by one: pods of a node get addresses of ${plan.podCidr.text}, and reach those that are still in Calico (${plan.calicoPools.map(({ text }) => text).join(', ') || 'its pools'}) by the routes `
      + 'of the nodes. Calico\'s VXLAN is on UDP port 4789 and Cilium\'s on 8472, which has to be open between the nodes. Read findings.md first: blockers have to be solved before the first step.',
    ),
    ...paragraphs(
      'What guides for this move often have wrong, or leave out:',
      [
        '- Calico\'s VXLAN is on UDP port 4789. A tunnelPort other than 8472 is for those who come from flannel.',
        '- Without `operator.unmanagedPodWatcher.restart: false`, the operator of Cilium deletes CoreDNS pods that Calico still serves, again and again.',
        '- Calico can take an address of cilium_host for the node\'s, unless its autodetection is set to the address that Kubernetes has.',
        '- A CiliumNodeConfig without `write-cni-conf-when-ready` changes nothing on a node that gets its label. It is of cilium.io/v2: v2alpha1 is gone in 1.20.',
        '- Policies: on a node that has moved nothing is enforced until the end, and Calico on the others may drop traffic from pods that have moved.',
      ].join('\n'),
    ),
    ...before(plan),
    ...install(plan),
    ...perNode(plan),
    ...atTheEnd(plan),
    ...back(plan),
  ];
}

function before(plan: CiliumPlan): string[] {
  const { clusterCidrs, podCidr, isOperator, policies, coveringCidr } = plan;
  const isCovered = clusterCidrs.length === 0 || clusterCidrs.some(text => {
    const cidr = parseCidr(text);
    return cidr !== undefined && cidr.prefixLength <= podCidr.prefixLength && cidrContains(cidr, podCidr.text.split('/')[0]);
  });
  return paragraphs(
    '## 1. Before',
    'What is unprotected meanwhile: on nodes that have moved, no policy is enforced. On the others, Calico goes on enforcing; policies that select pods may drop traffic of pods that have moved where these '
    + 'are seen with the address of a node.',
    coveringCidr
      ? `Against that, neither masquerades what goes to the other: Cilium within ${coveringCidr.text}, and Calico towards a disabled pool with the new addresses.`
      : 'Cilium masquerades what goes to Calico\'s pods, since no CIDR covers both pools without covering most networks: Calico\'s policies see addresses of nodes. Allow the nodes and the new addresses in them.',
    'Keep what is there:',
    shell(
      'kubectl get installations.operator.tigera.io,felixconfigurations,ippools,bgpconfigurations,bgppeers -o yaml > calico-saved.yaml',
      'kubectl get networkpolicies,networkpolicies.projectcalico.org,globalnetworkpolicies.projectcalico.org,networksets.projectcalico.org,globalnetworksets.projectcalico.org -A -o yaml > policies-saved.yaml',
    ),
    'Calico must not take an address of Cilium for that of a node, and must not masquerade towards the new addresses:',
    shell(
      isOperator ? `kubectl patch installation default --type=merge --patch-file=${PATHS.installationPatch}`
        : 'kubectl set env -n kube-system daemonset/calico-node IP_AUTODETECTION_METHOD=kubernetes-internal-ip',
      `kubectl rollout status -n ${isOperator ? 'calico-system' : 'kube-system'} daemonset/calico-node --timeout=30m`,
      `kubectl apply -f ${PATHS.pool}`,
    ),
    ...isCovered ? [] : [
      `kube-proxy masquerades what pods of ${podCidr.text} send to Services, since its clusterCIDR is ${clusterCidrs.join(',')}. Add the new addresses before the first node moves: clusterCIDR takes one CIDR for each `
      + 'family, so it has to be one that covers both.',
    ],
    ...policyKinds(plan),
    ...policies.some(each => !isTranslated(each)) ? [`Some policies of Calico are not translated: ${PATHS.policiesPage} says which, and why. Decide about each now.`] : [],
  );
}

/** What has to be known of policies before any of them is relied on. */
function policyKinds(plan: CiliumPlan): (string | string[])[] {
  const kinds = decisiveUnknown(plan);
  if (kinds.length === 0) return [];
  const { command, option } = howToState(kinds);
  return [
    `The input has no ${titlesOf(kinds)}, on which the translation of policies depends. Get them, and run the migration again before the first step:`,
    shell(command),
    `Or state that the cluster has none of them: ${codeSpan(option)}`,
  ];
}

function install({ version }: CiliumPlan): string[] {
  return paragraphs(
    '## 2. Cilium beside Calico',
    `Agents start on all nodes, and take nothing over yet.${/\.\d+\./.test(version) ? '' : ` ${version} stands for its newest patch.`}`,
    shell(
      `${CHART} --version ${version} --values ${PATHS.values}`,
      'kubectl rollout status -n kube-system daemonset/cilium --timeout=15m',
      `kubectl apply -f ${PATHS.nodeConfig}`,
    ),
    'All pods are still in Calico:',
    shell('kubectl get ciliumendpoints -A', 'kubectl get pods -A -o wide'),
  );
}

function perNode({ nodes, podCidr }: CiliumPlan): string[] {
  return paragraphs(
    '## 3. Node by node',
    `Workers first, the control plane last${nodes.length > 0 ? `: ${nodes.join(', ')}` : ''}. Let the first one run under real traffic before the others.`,
    shell(
      `NODE=${nodes[0] ?? 'worker-1'}`,
      'kubectl cordon "$NODE"',
      'kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data',
      `kubectl label node "$NODE" --overwrite ${MIGRATION_LABEL}=true`,
      'kubectl delete pod -n kube-system -l k8s-app=cilium --field-selector spec.nodeName="$NODE"',
      'kubectl rollout status -n kube-system daemonset/cilium --timeout=10m',
    ),
    'Reboot the node, which restarts pods of DaemonSets in the new network and removes interfaces and rules of Calico. Then see that a pod there has one of the new addresses, and reaches the API server:',
    shell(
      'kubectl wait --for=condition=Ready "node/$NODE" --timeout=10m',
      'kubectl run move-test --image=busybox --restart=Never --overrides="{\\"spec\\":{\\"nodeName\\":\\"$NODE\\",\\"tolerations\\":[{\\"operator\\":\\"Exists\\"}]}}" -- '
      + 'sh -c "ip -4 -o addr show eth0; nc -z -w 5 kubernetes.default.svc 443 && echo reached"',
      'kubectl wait --for=jsonpath=\'{.status.phase}\'=Succeeded pod/move-test --timeout=2m',
      `kubectl logs move-test   # an address of ${podCidr.text}, and reached`,
      'kubectl delete pod move-test',
      'kubectl uncordon "$NODE"',
    ),
  );
}

function atTheEnd({ policies, version, finalValues, services }: CiliumPlan): string[] {
  return paragraphs(
    '## 4. When all nodes have moved',
    ...policies.some(({ policy }) => policy) ? ['The translated policies. They are not enforced yet:', shell(`kubectl apply -f ${PATHS.policies}`, 'kubectl get ciliumnetworkpolicies,ciliumclusterwidenetworkpolicies -A')] : [],
    ...finalValues.routingMode === 'native' ? ['The final values route natively: while agents restart, traffic between nodes of the two modes is lost. Choose a time for it, or go on with the tunnel.'] : [],
    ...services ? [`The final values replace kube-proxy. ${PATHS.services} says what that changes for Services: look through it before.`] : [],
    'The final values, first with policyAuditMode, which reports what would be dropped and drops nothing:',
    shell(
      `${CHART} --version ${version} --values ${PATHS.finalValues} --set policyAuditMode=true`,
      'kubectl rollout restart -n kube-system daemonset/cilium',
      'kubectl rollout status -n kube-system daemonset/cilium --timeout=30m',
      'kubectl exec -n kube-system daemonset/cilium -- hubble observe --verdict AUDIT',
    ),
    'When nothing is reported that should pass, policies are enforced:',
    shell(
      `${CHART} --version ${version} --values ${PATHS.finalValues}`,
      'kubectl rollout restart -n kube-system daemonset/cilium',
      'kubectl rollout status -n kube-system daemonset/cilium --timeout=30m',
      `kubectl delete -f ${PATHS.nodeConfig}`,
    ),
    '## 5. Remove Calico',
    'From here there is no way back. The CustomResourceDefinitions go last: deleting them deletes the policies. On nodes, a reboot removes rules and interfaces, and not files.',
    shell(
      'kubectl delete installations.operator.tigera.io default',
      'kubectl delete -n tigera-operator deployment tigera-operator',
      '# on each node, as root:',
      'rm -f /etc/cni/net.d/10-calico.conflist* /etc/cni/net.d/calico-kubeconfig /opt/cni/bin/calico /opt/cni/bin/calico-ipam',
    ),
  );
}

function back({ isOperator }: CiliumPlan): string[] {
  return paragraphs(
    '## The way back',
    'It works until step 5. Of one node, after it is drained:',
    shell(
      'kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data',
      `kubectl label node "$NODE" ${MIGRATION_LABEL}-`,
      '# on the node, as root; other files have got the ending .cilium_bak',
      'rm /etc/cni/net.d/05-cilium.conflist && for f in /etc/cni/net.d/*.cilium_bak; do mv "$f" "${f%.cilium_bak}"; done',
      'kubectl delete pod -n kube-system -l k8s-app=cilium --field-selector spec.nodeName="$NODE"',
      '# reboot the node',
      'kubectl uncordon "$NODE"',
    ),
    'As a whole: each node in this way, then Cilium, and then the settings of Calico from calico-saved.yaml.',
    shell(
      'helm uninstall cilium --namespace kube-system',
      `kubectl delete -f ${PATHS.pool}`,
      `kubectl ${isOperator ? 'get installation default' : 'get daemonset -n kube-system calico-node'} -o yaml   # compare with calico-saved.yaml`,
    ),
  );
}
