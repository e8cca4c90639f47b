import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Backend } from './backend';
import { createObject } from './create-object';
import { GatewayObject, GatewayObjectProps } from './gateway-object';
import { addGrants } from './grants';
import { Parent } from './parent';

/** Properties of `TcpRoute` and `UdpRoute`. */
export interface ConnectionRouteProps extends GatewayObjectProps {
  /** The listeners that it is attached to: `gateway.listener('tcp')`. */
  readonly parents: Parent[];
  /** The Services that connections go to, by their weights. */
  readonly backends: Backend[];
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
    this.apiObject = createRoute(this, 'TLSRoute', props, { hostnames: props.hostnames });
    addGrants(this, props.backends.map(({ _reference }) => _reference));
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
    this.apiObject = createRoute(this, 'TCPRoute', props);
    addGrants(this, props.backends.map(({ _reference }) => _reference));
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
    this.apiObject = createRoute(this, 'UDPRoute', props);
    addGrants(this, props.backends.map(({ _reference }) => _reference));
  }
}

/** These kinds have exactly one rule, and it has nothing but backends. */
function createRoute(scope: GatewayObject, kind: string, { metadata, parents, backends }: ConnectionRouteProps, more: object = {}): ApiObject {
  const spec = { parentRefs: parents, ...more, rules: [{ backendRefs: backends }] };
  const propertyOfField = (field: string): string => field.replace(/^parentRefs/, 'parents').replace(/^rules\[0\]\.backendRefs/, 'backends');
  return createObject(scope, { kind, metadata, spec, propertyOfField });
}
