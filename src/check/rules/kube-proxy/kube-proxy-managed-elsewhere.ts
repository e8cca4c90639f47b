import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { KeptObject } from '../../../cluster/software-objects';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

/** What managers write on the objects they own. */
const LABELS = [
  'app.kubernetes.io/managed-by', 'addonmanager.kubernetes.io/mode', 'argocd.argoproj.io/instance',
  'kustomize.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/name',
];
const ANNOTATIONS = ['argocd.argoproj.io/tracking-id', 'meta.helm.sh/release-name'];

export const kubeProxyManagedElsewhere: NftablesRule = {
  id: 'kube-proxy-managed-elsewhere',
  title: 'kube-proxy is managed by another tool',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Labels and annotations of add-on managers, Argo CD, Flux and Helm on kube-proxy\'s ConfigMap or DaemonSet show that another tool '
    + 'writes it. Changes by hand or with kubectl apply, including the mode, are reverted at once or with the next release. The Tigera '
    + 'operator\'s kubeProxyManagement refuses a DaemonSet with the label app.kubernetes.io/managed-by or addonmanager.kubernetes.io/mode, or '
    + 'with Argo CD\'s tracking-id.',
  remediation: 'Change the configuration at its source (the Git repository, the values of the chart, the settings of the provider), or first '
    + 'remove the object from its management.',
  references: [
    'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/',
    'https://github.com/tigera/operator',
    'https://docs.tigera.io/calico/latest/operations/ebpf/enabling-ebpf',
  ],
  * check({ cluster, kubeProxyDaemonSet }) {
    const { kubeProxyConfigMap: configMap } = cluster;
    const configMapMarks = marksOf(metadataOf(configMap));
    const daemonSetMarks = kubeProxyDaemonSet ? marksOf(kubeProxyDaemonSet) : [];
    const objects = [
      ...configMap && configMapMarks.length > 0 ? [{ object: configMap.reference, detail: configMapMarks.join(', ') }] : [],
      ...kubeProxyDaemonSet && daemonSetMarks.length > 0 ? [{ object: kubeProxyDaemonSet, detail: daemonSetMarks.join(', ') }] : [],
    ];
    yield* whereAny(objects, { message: 'Another tool manages this object and reverts manual changes.', ...adviceOf(cluster) });
  },
};

/** Where a distribution writes kube-proxy's configuration, only its own setting lasts. */
function adviceOf({ recognition: { distribution } }: Cluster): { readonly remediation?: string } {
  return distribution?.lasts === 'own-setting' ? { remediation: `${distribution.name} writes this object itself. ${distribution.advice}` } : {};
}

function marksOf({ labels, annotations }: { readonly labels?: unknown; readonly annotations?: unknown }): string[] {
  const among = (map: unknown, names: readonly string[], kind: string) =>
    isPlainObject(map) ? names.filter(name => typeof map[name] === 'string').map(name => `${kind} ${name}: ${String(map[name])}`) : [];
  return [...among(labels, LABELS, 'label'), ...among(annotations, ANNOTATIONS, 'annotation')];
}

function metadataOf(kept: KeptObject | undefined): PlainObject {
  return isPlainObject(kept?.object.metadata) ? kept.object.metadata : {};
}
