import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Backend } from './backend';
import { GatewayObject } from './gateway-object';
import { HttpFilter } from './http-filters';
import { SessionPersistence, ValueMatch, ValueMatchType } from './http-rule';
import { createRoute } from './route';
import { propertyOf, sessionField, valueField } from './route-fields';
import { RouteProps } from './route-props';

/** What a gRPC request is like. All that is given has to be true of it. */
export interface GrpcRouteMatch {
  /**
   * The service that is called, as in `shop.Cart`.
   *
   * @default - any; with `methodName` every service that has such a method
   */
  readonly serviceName?: string;
  /**
   * The method that is called, as in `AddItem`.
   *
   * @default - any
   */
  readonly methodName?: string;
  /**
   * How service and method are compared.
   *
   * @default ValueMatchType.EXACT
   */
  readonly matchType?: ValueMatchType;
  /**
   * Its headers.
   *
   * @default - any
   */
  readonly headers?: ValueMatch[];
}

/** What is done to the gRPC requests that match. */
export interface GrpcRouteRule {
  /**
   * Which requests: those of any of these.
   *
   * @default - all
   */
  readonly matches?: GrpcRouteMatch[];
  /**
   * The Services that they go to, by their weights.
   *
   * @default - none: such requests fail
   */
  readonly backends?: Backend[];
  /**
   * What is done to them on the way: changes of headers, mirrors, and filters of the implementation.
   *
   * @default - nothing
   */
  readonly filters?: HttpFilter[];
  /**
   * The name of the rule.
   *
   * @default - none
   */
  readonly name?: string;
  /**
   * Whether requests of a session go to one endpoint.
   *
   * @default - they do not
   */
  readonly sessionPersistence?: SessionPersistence;
}

/** Properties of `GrpcRoute`. */
export interface GrpcRouteProps extends RouteProps {
  /**
   * The hosts of its requests, as in `app.example.com` or `*.example.com`.
   *
   * @default - all that its listeners take
   */
  readonly hostnames?: string[];
  /** What is done to which requests. Which of several rules takes a request does not depend on their order, but on what they match. */
  readonly rules: GrpcRouteRule[];
}

/** A route of gRPC requests from listeners to Services. For Services in other namespaces it adds ReferenceGrants there. */
export class GrpcRoute extends GatewayObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: GrpcRouteProps) {
    super(scope, id);
    const { metadata, parents, rules, ...fields } = props;
    const references = rules.flatMap(({ backends = [], filters = [] }) => [...backends, ...filters].flatMap(({ _references }) => _references));
    this.apiObject = createRoute(this, {
      kind: 'GRPCRoute',
      metadata,
      parents,
      spec: { ...fields, rules: rules.map(ruleField) },
      propertyOfField: field => propertyOf(field)
        .replace(/\.method\.type$/, '.matchType').replace(/\.method\.service$/, '.serviceName').replace(/\.method\.method$/, '.methodName'),
      references,
    });
  }
}

function ruleField({ matches, backends, sessionPersistence, ...rest }: GrpcRouteRule): object {
  return { ...rest, matches: matches?.map(matchField), backendRefs: backends, ...sessionField(sessionPersistence) };
}

function matchField({ serviceName, methodName, matchType, headers, ...unknown }: GrpcRouteMatch): object {
  const hasMethod = (serviceName ?? methodName ?? matchType) !== undefined;
  return { ...unknown, ...hasMethod && { method: { type: matchType, service: serviceName, method: methodName } }, headers: headers?.map(valueField) };
}
