import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { CalicoPatch } from './calico-patch';
import { createDefaultObject } from './default-object';
import { INSTALLATION_PROPERTIES } from './installation-names';
import { planInstallation } from './installation-plan';
import { CalicoInstallationProps } from './installation-props';
import { CalicoPatchOptions } from './patch-options';
import { releaseOf, throwProblems } from './problems';
import { CalicoRelease, calicoRelease } from '../../programs/calico/features';
import { installationBack, installationToNftables } from '../../programs/calico/installation-patch';
import { nftablesInstallationNotices } from '../../programs/calico/notices';
import { refuseUnknown } from '../props/known-properties';

/**
 * Properties of `CalicoNftablesInstallation`.
 */
export interface CalicoNftablesInstallationProps extends CalicoInstallationProps {
}

/**
 * The Tigera operator's Installation `default` with the nftables data plane, which is for clusters whose kube-proxy runs in nftables
 * mode. Calico has it from 3.29 (tech preview), GA from 3.31.
 */
export class CalicoNftablesInstallation extends Construct {
  /**
   * The patch for an Installation that stays as it is otherwise. Nothing is added to a chart.
   *
   * @param calicoVersion the version of Calico, as `3.31` or `v3.31.2`
   * @param options what is known of the cluster
   * @throws an error for a version before 3.29
   */
  public static patchFor(calicoVersion: string, options: CalicoPatchOptions = {}): CalicoPatch {
    return patchOf(calicoRelease(calicoVersion), options);
  }

  /**
   * The Installation.
   */
  public readonly installation: ApiObject;

  private readonly release: CalicoRelease;

  /**
   * Checks all properties, by the rules of the operator that belongs to this version of Calico, and makes the Installation.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: CalicoNftablesInstallationProps) {
    super(scope, id);
    refuseUnknown(this.node.path, props, INSTALLATION_PROPERTIES);
    this.release = releaseOf(this.node.path, props.calicoVersion, props.operatorVersion);
    const { spec, problems } = planInstallation(props, { linuxDataplane: 'Nftables' }, this.release);
    throwProblems(this.node.path, problems);
    this.installation = createDefaultObject(this, 'Resource', {
      apiVersion: 'operator.tigera.io/v1', kind: 'Installation', spec, notices: this.notices, metadata: props.metadata,
    });
  }

  /**
   * The name of the Installation: `default`.
   */
  public get name(): string {
    return this.installation.name;
  }

  /**
   * What to know about the nftables data plane in this version of Calico. The Installation has the same in its annotation
   * `cdk8s-nftables/notice`.
   */
  public get notices(): string[] {
    return nftablesInstallationNotices(this.release);
  }

  /**
   * The patch for an Installation that is in the cluster already and stays as it is otherwise: it sets the data plane and, for
   * Calico 3.29 and 3.30, removes linuxPolicySetupTimeoutSeconds, which applying the manifest does not.
   *
   * @param options what is known of the cluster
   */
  public patch(options: CalicoPatchOptions = {}): CalicoPatch {
    return patchOf(this.release, options);
  }
}

function patchOf(release: CalicoRelease, { current }: CalicoPatchOptions): CalicoPatch {
  return CalicoPatch._of(installationToNftables(release, current), installationBack(release, current));
}
