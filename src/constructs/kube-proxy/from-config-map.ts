import { ApiObjectMetadata } from 'cdk8s';
import { readConfigMapSource } from './config-map-source';
import { merge } from './configuration-from-props';
import { KubeProxyFromConfigMapOptions } from './from-config-map-options';
import { NftablesKubeProxyProps } from './nftables-kube-proxy-props';
import { InputError } from '../../base/errors';
import { isPlainObject } from '../../base/objects/fields';
import { noKubernetesVersion, parseKubernetesVersion } from '../../base/version/kubernetes-version';
import { migrateKubeProxyConfiguration } from '../../programs/kube-proxy/migrate';
import { KubeProxyMigrationDecision } from '../../programs/kube-proxy/migration-decision';
import { withPath } from '../props/with-path';

/** The properties of a kube-proxy in nftables mode that takes the place of another one, and what became of its settings. */
export interface MigratedProps {
  readonly props: NftablesKubeProxyProps;
  readonly decisions: readonly KubeProxyMigrationDecision[];
}

/**
 * @param path the construct's path, for messages
 * @throws InputError where the source holds no configuration, or one that kube-proxy could not read
 */
export function migratedProps(given: unknown, options: KubeProxyFromConfigMapOptions, path: string): MigratedProps {
  const version = parseKubernetesVersion(options.kubernetesVersion);
  if (!version) throw new InputError(`${path}: kubernetesVersion: ${noKubernetesVersion(options.kubernetesVersion)}`);
  const { nodePortAddresses, extraConfiguration, metadata, ...others } = options;
  const source = withPath(path, () => readConfigMapSource(given));
  const request = { kubernetesMinor: version.minorText, nodePortAddresses };
  const { configuration, decisions } = withPath(path, () => migrateKubeProxyConfiguration(source.document, request, source.description));
  const { name, namespace, labels } = source.metadata as ApiObjectMetadata;
  return {
    props: {
      ...others,
      metadata: { name, namespace, ...metadata, labels: { ...labels, ...metadata?.labels } },
      configurationKey: source.key,
      extraData: source.otherData,
      extraConfiguration: merge({ ...configuration }, isPlainObject(extraConfiguration) ? extraConfiguration : {}),
    },
    decisions,
  };
}
