import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { CalicoPatch } from './calico-patch';
import { createDefaultObject } from './default-object';
import { CalicoFelixApi } from './felix-api';
import { CalicoPatchOptions } from './patch-options';
import { defaultObjectProblems, releaseOf, throwProblems } from './problems';
import { labelNameProblem } from '../../base/objects/names';
import { Problem } from '../../base/schema/problem';
import { CalicoRelease } from '../../programs/calico/features';
import {
  felixBack, felixEnvironmentCommand, felixFollowsKubeProxy, felixModeForNftables, felixToNftables,
} from '../../programs/calico/felix-configuration';
import { nftablesManifestNotices } from '../../programs/calico/notices';
import { textProblems } from '../objects/metadata-problems';

/**
 * How Felix of an installation without the operator is told of the nftables data plane.
 */
export enum CalicoFelixSetting {
  /** By the FelixConfiguration `default`. */
  FELIX_CONFIGURATION = 'FelixConfiguration',
  /** By the environment of calico-node, with a kubectl command: it wins over FelixConfiguration. */
  ENVIRONMENT = 'Environment',
}

/**
 * Properties of `CalicoManifestNftables`.
 */
export interface CalicoManifestNftablesProps {
  /**
   * The version of Calico, as `3.31` or `v3.31.2`.
   */
  readonly calicoVersion: string;

  /**
   * How Felix is told. With `ENVIRONMENT` no object is made: run `environmentCommand`.
   *
   * @default - CalicoFelixSetting.FELIX_CONFIGURATION
   */
  readonly setting?: CalicoFelixSetting;

  /**
   * The API of FelixConfiguration.
   *
   * @default - CalicoFelixApi.CRD_V1
   */
  readonly api?: CalicoFelixApi;

  /**
   * The namespace of the DaemonSet calico-node.
   *
   * @default - kube-system
   */
  readonly calicoNodeNamespace?: string;

  /**
   * Labels, annotations and the like of the FelixConfiguration. Its name is always `default`, and it has no namespace.
   *
   * @default - none
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * The nftables data plane for Calico that was installed from `calico.yaml`, without the operator: up to 3.31 the FelixConfiguration
 * `default` with `nftablesMode: Enabled`, or the same in the environment of calico-node. From 3.32 on Felix follows kube-proxy by
 * itself: nothing is made, and `notices` says so.
 */
export class CalicoManifestNftables extends Construct {
  /**
   * The FelixConfiguration, where one is needed.
   */
  public readonly felixConfiguration?: ApiObject;

  /**
   * The command that sets the environment of calico-node, where that is needed. It restarts calico-node, node by node.
   */
  public readonly environmentCommand?: string;

  /**
   * The command that takes the setting from the environment of calico-node again.
   */
  public readonly environmentRollbackCommand?: string;

  private readonly release: CalicoRelease;
  private readonly api: CalicoFelixApi;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: CalicoManifestNftablesProps) {
    super(scope, id);
    this.release = releaseOf(this.node.path, props.calicoVersion);
    this.api = props.api ?? CalicoFelixApi.CRD_V1;
    const namespace = props.calicoNodeNamespace ?? 'kube-system';
    throwProblems(this.node.path, [...namespaceProblems(namespace), ...defaultObjectProblems(props.metadata, 'FelixConfiguration')]);
    if (felixFollowsKubeProxy(this.release)) return;

    const nftablesMode = felixModeForNftables(this.release);
    if (props.setting === CalicoFelixSetting.ENVIRONMENT) {
      this.environmentCommand = felixEnvironmentCommand(namespace, nftablesMode);
      this.environmentRollbackCommand = felixEnvironmentCommand(namespace, undefined);
    } else {
      this.felixConfiguration = createDefaultObject(this, 'Resource', {
        apiVersion: this.api, kind: 'FelixConfiguration', spec: { nftablesMode }, notices: this.notices, metadata: props.metadata,
      });
    }
  }

  /**
   * What to know about the nftables data plane in this version of Calico, and from 3.32 on that nothing is needed. The
   * FelixConfiguration has the same in its annotation `cdk8s-nftables/notice`.
   */
  public get notices(): string[] {
    return nftablesManifestNotices(this.release);
  }

  /**
   * The patch for a FelixConfiguration that is in the cluster already and stays as it is otherwise.
   *
   * @param options what is known of the cluster
   * @returns nothing where the FelixConfiguration is right as it is: from 3.32 on if it says Auto, or nothing, of nftablesMode
   */
  public patch(options: CalicoPatchOptions = {}): CalicoPatch | undefined {
    const change = felixToNftables(this.release, this.api, options.current);
    return change && CalicoPatch._of(change, felixBack(this.release, this.api, options.current));
  }
}

// Besides being wrong, another text could break out of the command.
function namespaceProblems(namespace: string): Problem[] {
  return textProblems(namespace, 'calicoNodeNamespace', labelNameProblem);
}
