import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { createIstioObject } from './istio-object';
import { AmbientRules } from './policy-rules';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/** What a policy does with what matches a rule. */
export enum AuthorizationAction {
  /** Lets it through. Once there is such a policy, what matches none of them is denied. */
  ALLOW = 'ALLOW',
  /** Denies it, whatever else allows it. */
  DENY = 'DENY',
}

/** Properties of `AmbientAuthorizationPolicy`. */
export interface AmbientAuthorizationPolicyProps {
  /**
   * Name, namespace, labels and annotations.
   *
   * @default - a name is made from the construct's path, and the namespace is the chart's
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * What is done with what matches.
   *
   * @default AuthorizationAction.ALLOW
   */
  readonly action?: AuthorizationAction;
  /** The rules, and where they are enforced: `AmbientRules.fromL4` or `AmbientRules.fromL7`. */
  readonly rules: AmbientRules;
}

const PROPERTIES: PropertyNames<AmbientAuthorizationPolicyProps> = { metadata: true, action: true, rules: true };

/** A policy that holds in ambient mode: one about requests goes to a waypoint, one about connections to ztunnels. */
export class AmbientAuthorizationPolicy extends Construct {
  /** The AuthorizationPolicy. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what istiod's webhook refuses
   */
  constructor(scope: Construct, id: string, props: AmbientAuthorizationPolicyProps) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    const { metadata, action = AuthorizationAction.ALLOW, rules } = props;
    this.apiObject = createIstioObject(this, 'Resource', {
      apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata, spec: { action, ...rules._toSpec() },
    });
  }
}
