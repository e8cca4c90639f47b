import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Backend } from './backend';
import { GatewayObject } from './gateway-object';
import { createRoute } from './route';
import { RouteProps } from './route-props';

/** Properties of `TcpRoute` and `UdpRoute`. */
export interface ConnectionRouteProps extends RouteProps {
  /** The Services that connections go to, by their weights. */
  readonly backends: Backend[];
  /**
   * The name of its only rule.
   *
   * @default - none
   */
  readonly ruleName?: string;
}

/** Properties of `TlsRoute`. */
export interface TlsRouteProps extends ConnectionRouteProps {
  /** The server names of its connections, as in `app.example.com` or `*.example.com`. */
  readonly hostnames: string[];
}

/**
 * A route of TLS connections from listeners to Services, by server name. The standard channel has it from Gateway API 1.5 on. For Services in
 * other namespaces it adds ReferenceGrants there.
 */
export class TlsRoute extends GatewayObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: TlsRouteProps) {
    super(scope, id);
    this.apiObject = createConnectionRoute(this, 'TLSRoute', props);
  }
}

/**
 * A route of TCP connections from listeners to Services. The standard channel has it from Gateway API 1.6 on. For Services in other
 * namespaces it adds ReferenceGrants there.
 */
export class TcpRoute extends GatewayObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: ConnectionRouteProps) {
    super(scope, id);
    this.apiObject = createConnectionRoute(this, 'TCPRoute', props);
  }
}

/**
 * A route of UDP packets from listeners to Services. The standard channel has it from Gateway API 1.6 on. For Services in other
 * namespaces it adds ReferenceGrants there.
 */
export class UdpRoute extends GatewayObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: ConnectionRouteProps) {
    super(scope, id);
    this.apiObject = createConnectionRoute(this, 'UDPRoute', props);
  }
}

/** These kinds have exactly one rule, and it has nothing but backends. */
function createConnectionRoute(route: GatewayObject, kind: string, props: ConnectionRouteProps): ApiObject {
  const { metadata, parents, backends, ruleName: name, ...fields } = props;
  return createRoute(route, {
    kind,
    metadata,
    parents,
    spec: { ...fields, rules: [{ name, backendRefs: backends }] },
    propertyOfField: field => field.replace(/^parentRefs/, 'parents').replace(/^rules\[0\]\.backendRefs/, 'backends').replace(/^rules\[0\]\.name/, 'ruleName'),
    references: backends.flatMap(({ _references }) => _references),
  });
}
