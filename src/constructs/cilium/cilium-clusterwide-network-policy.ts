import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector } from './label-selector';
import { policyObject } from './policy-object';
import { PolicyRules } from './policy-rule';
import { InputError } from '../../base/errors';

/** Properties of `CiliumClusterwideNetworkPolicy`. */
export interface CiliumClusterwideNetworkPolicyProps extends PolicyRules {
  /**
   * Name, labels and annotations.
   *
   * @default - a name is made from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * The pods of all namespaces that it is for.
   *
   * @default - all of them, unless nodes are given
   */
  readonly pods?: LabelSelector;
  /**
   * The nodes that it is for, where the host firewall is on.
   *
   * @default - none
   */
  readonly nodes?: LabelSelector;
  /**
   * The version of Cilium, whose validators have to accept it.
   *
   * @default - the newest one that is known
   */
  readonly ciliumVersion?: string;
}

/** A policy for pods of all namespaces, or for nodes. */
export class CiliumClusterwideNetworkPolicy extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what a validator refuses
   */
  constructor(scope: Construct, id: string, props: CiliumClusterwideNetworkPolicyProps) {
    super(scope, id);
    const { metadata, pods, nodes, ciliumVersion, ...rules } = props;
    if (pods && nodes) throw new InputError(`${this.node.path}: nodes: cannot be combined with pods; set only one of them`);
    const subject = (): object => nodes ? { nodeSelector: nodes._for('others') } : { endpointSelector: pods?._for('pods') ?? {} };
    this.apiObject = policyObject(this, { kind: 'CiliumClusterwideNetworkPolicy', metadata, ciliumVersion, rules, subject });
  }
}
