import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { mappingOf } from '../../base/objects/loose';
import { manifestOf } from '../manifest';

/** The label of nodes whose kube-proxy is the canary; a DaemonSet's pods follow it at once. */
export const CANARY_LABEL = { key: 'cdk8s-nftables/proxy-mode', value: 'nftables' };

/** The name of the canary's ConfigMap and DaemonSet, and the value of its label `k8s-app`. */
export const CANARY_NAME = 'kube-proxy-nftables';

/** A second kube-proxy, in nftables mode, on the nodes that have the label; the first one leaves them. */
export interface Canary {
  /** The ConfigMap and the DaemonSet. */
  readonly objects: readonly PlainObject[];
  /** The strategic merge patch that keeps the cluster's own DaemonSet off the nodes. */
  readonly patch: PlainObject;
  /** The patch that undoes it. */
  readonly backPatch: PlainObject;
}

/**
 * @param daemonSet kube-proxy's DaemonSet in the cluster
 * @param configMap the ConfigMap in nftables mode
 */
export function canaryOf(daemonSet: PlainObject, configMap: PlainObject): Canary {
  const configMapName = String(mappingOf(configMap.metadata).name);
  const { affinity } = podSpecOf(daemonSet);
  const { nodeAffinity } = mappingOf(affinity);
  const required = mappingOf(nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution;
  return {
    objects: [
      { ...configMap, metadata: { ...mappingOf(configMap.metadata), name: CANARY_NAME } },
      canaryDaemonSet(daemonSet, configMapName),
    ],
    patch: affinityPatch({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: offCanaryNodes(required) } } }),
    // A strategic merge keeps what a patch does not name, so what was not there before has to become null.
    backPatch: affinityPatch(!isPlainObject(affinity) ? null : {
      nodeAffinity: !isPlainObject(nodeAffinity) ? null : { requiredDuringSchedulingIgnoredDuringExecution: required ?? null },
    }),
  };
}

/** The cluster's DaemonSet with a selector of its own, since two DaemonSets with one selector would both count the other's pods. */
function canaryDaemonSet(daemonSet: PlainObject, configMapName: string): PlainObject {
  const manifest = manifestOf(daemonSet);
  const spec = mappingOf(manifest.spec);
  const template = mappingOf(spec.template);
  const templateMetadata = mappingOf(template.metadata);
  const podSpec = mappingOf(template.spec);
  const selected = Object.keys(mappingOf(mappingOf(spec.selector).matchLabels));
  const labels = { ...withoutKeys(mappingOf(templateMetadata.labels), selected), 'k8s-app': CANARY_NAME };
  const volumes = (Array.isArray(podSpec.volumes) ? podSpec.volumes : []).map(volume => {
    const source = isPlainObject(volume) ? mappingOf(volume.configMap) : {};
    return source.name === configMapName ? { ...volume as PlainObject, configMap: { ...source, name: CANARY_NAME } } : volume as unknown;
  });
  return {
    ...manifest,
    metadata: { name: CANARY_NAME, namespace: mappingOf(manifest.metadata).namespace, labels: { 'k8s-app': CANARY_NAME } },
    spec: {
      ...spec,
      selector: { matchLabels: { 'k8s-app': CANARY_NAME } },
      template: {
        ...template,
        metadata: { ...templateMetadata, labels },
        spec: { ...podSpec, nodeSelector: { ...mappingOf(podSpec.nodeSelector), [CANARY_LABEL.key]: CANARY_LABEL.value }, volumes },
      },
    },
  };
}

/** Terms are alternatives, so each of them has to keep off the nodes; one that is empty matches no node, and stays so. */
function offCanaryNodes(required: unknown): PlainObject[] {
  const expression = { key: CANARY_LABEL.key, operator: 'NotIn', values: [CANARY_LABEL.value] };
  const { nodeSelectorTerms } = mappingOf(required);
  if (!Array.isArray(nodeSelectorTerms) || nodeSelectorTerms.length === 0) return [{ matchExpressions: [expression] }];
  return nodeSelectorTerms.map(mappingOf).map(term => {
    const [matchExpressions, matchFields] = [term.matchExpressions, term.matchFields].map(list => Array.isArray(list) ? list as unknown[] : []);
    return matchExpressions.length + matchFields.length === 0 ? term : { ...term, matchExpressions: [...matchExpressions, expression] };
  });
}

function affinityPatch(affinity: unknown): PlainObject {
  return { spec: { template: { spec: { affinity } } } };
}

function podSpecOf(daemonSet: PlainObject): PlainObject {
  return mappingOf(mappingOf(mappingOf(daemonSet.spec).template).spec);
}

function withoutKeys(object: PlainObject, keys: readonly string[]): PlainObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
