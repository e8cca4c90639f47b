import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { createObject, ObjectKind } from './create-object';
import { DistributionObject } from './distribution-object';
import { InputError } from '../../base/errors';
import { isPlainObject } from '../../base/objects/fields';
import { yamlText } from '../../migrate/yaml-text';
import { refuseUnknown } from '../props/known-properties';

/** RKE2's network plugins that are told of kube-proxy's mode. */
export enum Rke2NetworkPlugin {
  /** Canal, which is RKE2's default. */
  CANAL = 'canal',
  /** Calico, with the Tigera operator. */
  CALICO = 'calico',
  /** Flannel. */
  FLANNEL = 'flannel',
}

/** Properties of `Rke2NetworkPluginConfig`. */
export interface Rke2NetworkPluginConfigProps {
  /** The version of RKE2, as `v1.36.3+rke2r1`, or its minor. */
  readonly kubernetesVersion: string;

  /** The network plugin. */
  readonly networkPlugin: Rke2NetworkPlugin;

  /**
   * Further values of its chart, as plain data.
   *
   * @default - none
   */
  readonly values?: any;
}

/**
 * What tells RKE2's network plugin of nftables mode: the HelmChartConfig of its chart, in kube-system. The mode itself is in config.yaml on
 * every node, which `InstallerFiles` writes.
 */
export class Rke2NetworkPluginConfig extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: Rke2NetworkPluginConfigProps) {
    super(scope, id);
    const { kubernetesVersion, networkPlugin, values = {} } = props;
    const { path } = this.node;
    refuseUnknown(path, props, { kubernetesVersion: true, networkPlugin: true, values: true });
    const plugins: readonly string[] = Object.values(Rke2NetworkPlugin);
    if (!plugins.includes(networkPlugin)) throw new InputError(`${path}: networkPlugin: "${networkPlugin}" is not one of ${plugins.join(', ')}`);
    if (!isPlainObject(values)) throw new InputError(`${path}: values: is not a mapping; expected values of the chart rke2-${networkPlugin}`);
    const kind: ObjectKind = {
      id: 'rke2', apiVersion: 'helm.cattle.io/v1', kind: 'HelmChartConfig', metadata: { name: `rke2-${networkPlugin}`, namespace: 'kube-system' },
    };
    const spec = Object.keys(values).length > 0 ? { valuesContent: yamlText(values) } : undefined;
    const { apiObject, notices } = createObject(this, { kubernetesVersion, spec }, kind);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}
