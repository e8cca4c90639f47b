import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const ambientExcludedNamespace: AmbientRule = {
  id: 'ambient-excluded-namespace',
  title: 'Enrolled namespace that istio-cni excludes',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'istio-cni leaves out the namespaces in excludeNamespaces, kube-system by default: its plugin skips their pods, and its agent respects '
    + 'the list only from Istio 1.30 on, so that whether a pod is captured depends on the version and on how the pod started. istio-system has the '
    + 'control plane, which must not depend on ztunnel.',
  remediation: 'Remove the label istio.io/dataplane-mode from the namespace, or the namespace from excludeNamespaces of the chart cni.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/add-workloads/',
    'https://istio.io/latest/news/releases/1.30.x/announcing-1.30/change-notes/',
  ],
  * check(context) {
    const { mesh, cluster } = context;
    const settings = context.settings('cni');
    const ofValues = settings.flatMap(each => each.at('excludeNamespaces'));
    const data = context.dataOf(cluster.networkConfigMap('istio-system/istio-cni-config', 'kube-system/istio-cni-config'));
    const ofConfigMap = typeof data.EXCLUDE_NAMESPACES === 'string' ? data.EXCLUDE_NAMESPACES.split(',').map(name => name.trim()) : undefined;
    const excluded = settings.length > 0 ? ofValues : ofConfigMap ?? ['kube-system'];
    yield* whereAny([...mesh.namespaces.values()].filter(({ mode, name }) => mode === 'ambient' && (excluded.includes(name) || name === mesh.rootNamespace))
      .flatMap(({ object, name }) => object ? [{ object, detail: name === mesh.rootNamespace ? 'has the control plane' : 'in excludeNamespaces' }] : []), {
      message: 'A label enrolls a namespace that istio-cni leaves out, or that has the control plane.',
    });
  },
};
