import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeProxySettings } from '../kube-proxy/settings';

/** Properties that the objects of all distributions have. */
export interface DistributionObjectProps extends KubeProxySettings {
  /**
   * Name, namespace, labels and annotations.
   *
   * @default - a name is made from the construct's path, and the namespace is the chart's
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The rest of the object's `spec`, as plain data. What it says of kube-proxy's mode is replaced, and what is for the other modes alone is
   * left out.
   *
   * @default - nothing but what nftables mode needs
   */
  readonly spec?: any;

  /**
   * The version of the distribution itself, where it is another one than that of Kubernetes: of Gardener, KKP, OpenShift or kOps.
   *
   * @default - not known, and checked by the version of Kubernetes alone
   */
  readonly distributionVersion?: string;
}

/**
 * The object of a distribution that sets kube-proxy's mode: in nftables mode, with what changes together with it. It is checked by the
 * versions of Kubernetes and of the distribution.
 */
export abstract class DistributionObject extends Construct {
  /** The object. */
  public abstract readonly apiObject: ApiObject;

  /**
   * What the change says of itself.
   * @internal
   */
  protected _notices: readonly string[] = [];

  /** The name of the object. */
  public get name(): string {
    return this.apiObject.name;
  }

  /** What to know before the object is applied, each in a sentence: what happens beside the change of the mode. */
  public get notices(): string[] {
    return [...this._notices];
  }
}
