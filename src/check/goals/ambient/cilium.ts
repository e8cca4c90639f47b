import { valueIn } from './charts';
import { isPlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { referenceToValue } from '../../../cluster/helm/helm-values';
import { ObjectReference } from '../../../cluster/inventory/object-reference';

/** A setting of Cilium, as the agent's ConfigMap has it, or as it gets there from values of its chart. */
export interface CiliumSettings {
  /** `true`, `false` or a word; undefined where it is not set. */
  readonly value: (key: string) => string | undefined;
  readonly object: (key: string) => ObjectReference;
}

/** Keys of the ConfigMap, and the values of the chart that they are made of: install/kubernetes/cilium/templates/cilium-configmap.yaml. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'cni-exclusive': ['cni', 'exclusive'],
  'kube-proxy-replacement': ['kubeProxyReplacement'],
  'bpf-lb-sock': ['socketLB', 'enabled'],
  'bpf-lb-sock-hostns-only': ['socketLB', 'hostNamespaceOnly'],
  'enable-bpf-masquerade': ['bpf', 'masquerade'],
  'enable-host-legacy-routing': ['bpf', 'hostLegacyRouting'],
};

/** Defaults of the chart. */
const DEFAULTS: Readonly<Record<string, string>> = { 'cni-exclusive': 'true' };

/** Every Cilium that the input shows. */
export function ciliumSettings(cluster: Cluster): CiliumSettings[] {
  const { ciliumConfigMap } = cluster;
  const data = isPlainObject(ciliumConfigMap?.object.data) ? ciliumConfigMap.object.data : {};
  return [
    ...ciliumConfigMap ? [{
      value: (key: string) => data[key] === undefined
        ? undefined : String(data[key]),
      object: () => ciliumConfigMap.reference,
    }] : [],
    ...cluster.cilium.installations.map(values => ({
      value: (key: string) => {
        const value = valueIn(values.values, VALUES[key]);
        return value === undefined || value === null ? DEFAULTS[key] : String(value);
      },
      object: (key: string) => referenceToValue(values, VALUES[key]),
    })),
  ];
}
