import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { createObject } from './create-object';
import { GatewayObject, GatewayObjectProps } from './gateway-object';
import { GATEWAY_GROUP } from '../../programs/gateway-api/kinds';

/** The kind and namespace of objects that may refer to others. */
export interface GrantSource {
  /**
   * The API group.
   *
   * @default 'gateway.networking.k8s.io'
   */
  readonly group?: string;
  /** The kind, as in `HTTPRoute`. */
  readonly kind: string;
  /** The namespace. */
  readonly namespaceName: string;
}

/** Objects that may be referred to. */
export interface GrantTarget {
  /**
   * The API group, which is empty for Service and Secret.
   *
   * @default ''
   */
  readonly group?: string;
  /** The kind, as in `Service`. */
  readonly kind: string;
  /**
   * The name of one of them.
   *
   * @default - all of the kind
   */
  readonly name?: string;
}

/** Properties of `ReferenceGrant`. */
export interface ReferenceGrantProps extends GatewayObjectProps {
  /** The objects that may refer. */
  readonly sources: GrantSource[];
  /** What they may refer to, in the namespace of the grant. */
  readonly targets: GrantTarget[];
}

/**
 * Allows objects of other namespaces to refer to some of this one: routes to Services, Gateways to Secrets. Constructs that refer to
 * another namespace add theirs.
 */
export class ReferenceGrant extends GatewayObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: ReferenceGrantProps) {
    super(scope, id);
    const { metadata, sources, targets, ...unknown } = props;
    const spec = {
      ...unknown,
      from: sources.map(({ group = GATEWAY_GROUP, namespaceName: namespace, ...rest }) => ({ group, ...rest, namespace })),
      to: targets.map(({ group = '', ...rest }) => ({ group, ...rest })),
    };
    this.apiObject = createObject(this, {
      kind: 'ReferenceGrant', metadata, spec, propertyOfField: field => field.replace(/^from\b/, 'sources').replace(/^to\b/, 'targets').replace(/\.namespace$/, '.namespaceName'),
    });
  }
}
