import { summary } from './findings';
import { findingsOf } from '../../../src/check/findings/find';
import { CiliumContext } from '../../../src/check/goals/cilium/context';
import { CiliumRule } from '../../../src/check/goals/cilium/rule';
import { GoalAnswers } from '../../../src/check/goals/question';
import { Cluster } from '../../../src/cluster/cluster';
import { Plain } from '../../support/builders';

/** What one rule finds in values and objects: its severity, its message, and the objects with their details. */
export function foundInCilium(rule: CiliumRule, values: Plain | undefined, objects: readonly Plain[] = [], answers: GoalAnswers = {}): Plain[] {
  const cluster = Cluster.of([...objects, ...values === undefined ? [] : [values]].map(object => ({ object })), [], { valuesOf: 'cilium' });
  return summary(findingsOf([rule], new CiliumContext(cluster, { ciliumVersion: '1.20', ...answers }), {}).findings);
}

/** The objects of what a rule finds, each with its severity and details. */
export function details(rule: CiliumRule, values: Plain | undefined, objects: readonly Plain[] = [], answers: GoalAnswers = {}): string[] {
  return foundInCilium(rule, values, objects, answers).flatMap(({ severity, objects: found }) => (found as string[]).map(each => `${String(severity)} ${each}`));
}

/** Values with which Cilium replaces kube-proxy. */
export const REPLACING: Plain = { kubeProxyReplacement: true, k8sServiceHost: '192.168.0.10', k8sServicePort: 6443 };

export function policy(spec: Plain, kind = 'CiliumNetworkPolicy'): Plain {
  return { apiVersion: 'cilium.io/v2', kind, metadata: { name: 'web', ...kind === 'CiliumNetworkPolicy' && { namespace: 'shop' } }, spec };
}

/** Calico as the Tigera operator installs it, ready for Cilium beside it. */
export function calico(network: Plain = {}): Plain {
  const calicoNetwork = { linuxDataplane: 'Nftables', nodeAddressAutodetectionV4: { kubernetes: 'NodeInternalIP' }, ...network };
  return { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec: { calicoNetwork } };
}

/** The object of a Flux release with values, in the namespace networking. */
export function helmRelease(values: Plain): Plain {
  const chart = { spec: { chart: 'cilium', version: '1.20.0', sourceRef: { kind: 'HelmRepository', name: 'cilium' } } };
  return { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'cilium', namespace: 'networking' }, spec: { chart, values } };
}

/** The same for Argo CD. */
export function application(values: Plain): Plain {
  const source = { chart: 'cilium', repoURL: 'https://helm.cilium.io', targetRevision: '1.20.0', helm: { valuesObject: values } };
  const spec = { destination: { namespace: 'kube-system', name: 'in-cluster' }, source };
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'cilium', namespace: 'argocd' }, spec };
}
