import { auditCommands, helm, RESTART } from './commands';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { shellWord } from '../../../base/text/shell';
import { removalSteps } from '../../../programs/cilium/removal/steps';
import { ChartValues } from '../../../programs/cilium/values/chart-values';
import { shell } from '../../markdown';
import { Block } from '../../step';
import { MIGRATION_LABEL, PATHS } from '../paths';
import { CiliumPlan } from '../plan';
import { removalMarkdown } from '../removal-markdown';

/** Policies again, when all nodes have moved. */
export function enforce(plan: CiliumPlan): Block[] {
  const { policies, values } = plan;
  const path = values.moved ? PATHS.movedValues : PATHS.finalValues;
  return [
    '## 4. When all nodes have moved',
    'No pod has an address of Calico any more, but for those in the network of their node:',
    shell('kubectl get pods -A -o wide'),
    ...policies.some(({ policy }) => policy) ? ['The translated policies. They are not enforced yet:', shell(`kubectl apply -f ${PATHS.policies}`, 'kubectl get ciliumnetworkpolicies,ciliumclusterwidenetworkpolicies -A')] : [],
    ...(values.moved ?? values.final).routingMode === 'native' ? ['The values route natively: while agents restart, traffic between nodes of the two modes is lost. Choose a time for it, or go on with the tunnel.'] : [],
    ...usesIpsec(values.final) ? [
      `The values encrypt by IPsec: agents do not start before there is the Secret ${ipsecSecret(values.final)}. If there is none:`,
      shell(`kubectl create secret generic -n kube-system ${shellWord(ipsecSecret(values.final))} --from-literal=keys="3+ rfc4106(gcm(aes)) $(openssl rand -hex 20) 128"`),
    ] : [],
    'The values for the new network, first with policyAuditMode, which reports what would be dropped and drops nothing:',
    shell(helm(plan, path, '--set policyAuditMode=true'), ...RESTART, ...auditCommands(plan)),
    'Leave it on for as long as it takes to see all traffic. When nothing is reported that should pass, policies are enforced:',
    shell(helm(plan, path), ...RESTART, `kubectl delete -f ${PATHS.nodeConfig}`),
  ];
}

function encryptionOf({ encryption }: PlainObject): PlainObject {
  return isPlainObject(encryption) ? encryption : {};
}

function usesIpsec(values: PlainObject): boolean {
  const { enabled, type = 'ipsec' } = encryptionOf(values);
  return enabled === true && type === 'ipsec';
}

function ipsecSecret(values: PlainObject): string {
  const { ipsec } = encryptionOf(values);
  return isPlainObject(ipsec) && typeof ipsec.secretName === 'string' ? ipsec.secretName : 'cilium-ipsec-keys';
}

/** Calico goes, and with it the way back. */
export function removeCalico({ calico, clusterCidr, kubeProxy, podCidrs }: CiliumPlan): Block[] {
  const { isOperator, isOfRke2, namespace, hasApiServer, announces, protectsNodes } = calico;
  return [
    '## 5. Remove Calico',
    'This step cannot be taken back.',
    ...announces.length > 0 ? ['Cilium announces what Calico did, and the routers have its routes.'] : [],
    ...protectsNodes.length > 0 ? ['Policies for nodes are those of Cilium.'] : [],
    ...isOfRke2 ? rke2() : isOperator ? ofOperator(calico) : [
      'With manifests, delete what they have made but for its CustomResourceDefinitions:',
      shell(
        `kubectl delete daemonset -n ${shellWord(namespace)} calico-node`,
        `kubectl delete deployment -n ${shellWord(namespace)} calico-kube-controllers calico-typha --ignore-not-found`,
        `kubectl delete configmap -n ${shellWord(namespace)} calico-config --ignore-not-found`,
        ...hasApiServer ? ['kubectl delete apiservice v3.projectcalico.org --ignore-not-found', 'kubectl delete namespace calico-apiserver --ignore-not-found'] : [],
      ),
    ],
    'On each node, as root. A reboot then removes the rules and interfaces that calico-node has made again since the last one, and no files: drain the node before.',
    shell('rm -f /etc/cni/net.d/10-calico.conflist* /etc/cni/net.d/calico-kubeconfig /opt/cni/bin/calico /opt/cni/bin/calico-ipam'),
    'The CustomResourceDefinitions go last: deleting them deletes Calico\'s policies and pools, which calico-saved.yaml and policies-saved.yaml have.',
    shell('kubectl get crds -o name | grep -E \'\\.(crd\\.)?projectcalico\\.org$|\\.operator\\.tigera\\.io$\' | xargs kubectl delete', `kubectl label nodes --all ${MIGRATION_LABEL}-`),
    ...clusterCidr && !kubeProxy ? [`kube-proxy's clusterCIDR may be that of Cilium's pods alone now: ${podCidrs.map(({ text }) => text).join(',')}.`] : [],
  ];
}

function ofOperator({ operatorRelease }: CiliumPlan['calico']): Block[] {
  return [
    'The operator removes what it has made, and has to run until it has. Its API server goes first: an APIService that nothing answers for keeps namespaces from being deleted.',
    shell(
      'kubectl delete apiservers.operator.tigera.io default --ignore-not-found',
      'kubectl delete goldmanes.operator.tigera.io,whiskers.operator.tigera.io default --ignore-not-found   # from Calico 3.30 on',
      'kubectl delete installations.operator.tigera.io default --timeout=15m',
      'kubectl get pods -n calico-system   # No resources found',
      operatorRelease === undefined ? 'kubectl delete deployment -n tigera-operator tigera-operator' : `helm uninstall ${shellWord(operatorRelease)} --namespace tigera-operator`,
      'kubectl get apiservices v3.projectcalico.org   # not found',
    ),
  ];
}

function rke2(): Block[] {
  return [
    'RKE2 installs Calico by itself, and would do so again. In /etc/rancher/rke2/config.yaml of each server, then restart rke2-server, one after the other:',
    ['```yaml', 'cni: none', '```'],
    'RKE2 does not support a change of the plugin in an existing cluster. Then delete its charts, which remove the operator and what it has made:',
    shell(
      'kubectl delete installations.operator.tigera.io default --timeout=15m',
      'kubectl delete helmcharts.helm.cattle.io -n kube-system rke2-calico',
      'kubectl delete helmchartconfigs.helm.cattle.io -n kube-system rke2-calico --ignore-not-found',
    ),
  ];
}

/** kube-proxy goes at last, where the values say so. */
export function replaceKubeProxy(plan: CiliumPlan): Block[] {
  const { kubeProxy, services, values, minor } = plan;
  if (kubeProxy === undefined) return [];
  const title = '## 6. Replace kube-proxy';
  if (kubeProxy === 'none') {
    return [title, 'The input shows that kube-proxy does not run: the final values serve Services.', shell(helm(plan, PATHS.finalValues), ...RESTART)];
  }
  if ('noWay' in kubeProxy) {
    return [title, `${kubeProxy.distribution} has no way to leave kube-proxy out of a cluster that runs: ${kubeProxy.noWay}. With kubeProxyReplacement, both would translate Services, with tables that do not know of each other. `
      + `Stay with ${PATHS.movedValues}, or set kubeProxyReplacement: false in the final values.`];
  }
  const final = new ChartValues(values.final, minor);
  const answersHealthChecks = final.text('kubeProxyReplacementHealthzBindAddr') !== '';
  const steps = removalSteps({
    ...kubeProxy.facts,
    files: {
      nodeConfig: PATHS.replacementNodeConfig,
      // kube-proxy listens on that port: daemon/healthz/kube_proxy_healthz.go
      turnOn: helm(plan, PATHS.finalValues, ...answersHealthChecks ? ['--set kubeProxyReplacementHealthzBindAddr='] : []),
      all: helm(plan, PATHS.finalValues),
      back: helm(plan, PATHS.movedValues),
      node: plan.nodes.at(0),
      answersHealthChecks,
    },
    hasApiServer: ['k8sServiceHost', 'k8sServiceHostRef.name', 'k8s.apiServerURLs'].some(path => final.isTrue(path)),
  }).map(step => step.title === 'The way back' ? { ...step, title: 'Back to kube-proxy' } : step);
  return [
    title,
    ...services ? [`${PATHS.services} says what that changes for Services: look through it before.`] : ['The input does not show how kube-proxy is configured, so what changes for Services is not known: add its ConfigMap.'],
    removalMarkdown(steps, true).slice(0, -1),
  ];
}
