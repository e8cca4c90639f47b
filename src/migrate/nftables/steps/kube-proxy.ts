import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { KubeProxyConfiguration } from '../../../programs/kube-proxy/kube-proxy-configuration';
import { KubeProxyMigrationDecision, MigrationAction } from '../../../programs/kube-proxy/migration-decision';
import { renderKubeProxyConfiguration } from '../../../programs/kube-proxy/render';
import { KUBEADM_HASH, manifestOf } from '../../manifest';
import { MigrationStep, textFile } from '../../step';
import { yamlText } from '../../yaml-text';
import { MigrationPaths } from '../paths';

/** kube-proxy's ConfigMap, now and in nftables mode; both can be applied. */
export interface ConfigMapChange {
  readonly before: PlainObject;
  readonly after: PlainObject;
  readonly configuration: KubeProxyConfiguration;
  readonly decisions: readonly KubeProxyMigrationDecision[];
  readonly paths: MigrationPaths;
}

/** The change that all is about: another configuration in the ConfigMap. The runbook's chapters are written around it. */
export function kubeProxyStep({ before, after, configuration, decisions, paths }: ConfigMapChange): MigrationStep {
  const solves = [
    'ipvs-deprecation',
    'iptables-default-mode',
    ...configuration.nftables?.masqueradeAll === true ? ['masquerade-all'] : [],
    ...decisions.some(({ field, action }) => field === 'iptables.masqueradeBit' && action === MigrationAction.MOVED) ? ['masquerade-bit'] : [],
  ];
  return {
    id: 'kube-proxy',
    solves: new Set(solves),
    files: [textFile(paths.configMap, yamlText(after)), textFile(paths.rollbackConfigMap, yamlText(before))],
    pages: {},
  };
}

/** The cluster's own ConfigMap with another configuration. */
export function migratedConfigMap(object: PlainObject, key: string, configuration: KubeProxyConfiguration): PlainObject {
  const data = isPlainObject(object.data) ? object.data : {};
  return { ...manifestOf(object, [KUBEADM_HASH]), data: { ...data, [key]: renderKubeProxyConfiguration(configuration) } };
}
