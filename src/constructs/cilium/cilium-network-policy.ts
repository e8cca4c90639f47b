import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector } from './label-selector';
import { policyObject } from './policy-object';
import { PolicyRules } from './policy-rule';

/** Properties of `CiliumNetworkPolicy`. */
export interface CiliumNetworkPolicyProps extends PolicyRules {
  /**
   * Name, namespace, labels and annotations.
   *
   * @default - a name is made from the construct's path, and the namespace is the chart's
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * The pods of the namespace that it is for.
   *
   * @default - all of them
   */
  readonly pods?: LabelSelector;
  /**
   * The version of Cilium, whose validators have to accept it.
   *
   * @default - the newest one that is known
   */
  readonly ciliumVersion?: string;
}

/** A policy for pods of a namespace, which both the CustomResourceDefinition and the agent accept, and which is enforced as written. */
export class CiliumNetworkPolicy extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what a validator refuses
   */
  constructor(scope: Construct, id: string, props: CiliumNetworkPolicyProps) {
    super(scope, id);
    const { metadata, pods, ciliumVersion, ...rules } = props;
    this.apiObject = policyObject(this, { kind: 'CiliumNetworkPolicy', metadata, ciliumVersion, rules, subject: () => ({ endpointSelector: pods?._for('pods') ?? {} }) });
  }
}
