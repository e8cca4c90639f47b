import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { GatewayObject } from './gateway-object';
import { HttpRouteRule } from './http-rule';
import { createRoute } from './route';
import { propertyOf, sessionField, valueField } from './route-fields';
import { RouteProps } from './route-props';

/** Properties of `HttpRoute`. */
export interface HttpRouteProps extends RouteProps {
  /**
   * The hosts of its requests, as in `app.example.com` or `*.example.com`.
   *
   * @default - all that its listeners take
   */
  readonly hostnames?: string[];
  /** What is done to which requests. Which of several rules takes a request does not depend on their order, but on what they match. */
  readonly rules: HttpRouteRule[];
}

/**
 * A route of HTTP requests from listeners to Services. The application's developer makes it. For Services in other namespaces it adds
 * ReferenceGrants there.
 */
export class HttpRoute extends GatewayObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id);
    const { metadata, parents, rules, ...fields } = props;
    const references = rules.flatMap(({ backends = [], filters = [] }) => [...backends, ...filters].flatMap(({ _references }) => _references));
    const spec = { ...fields, rules: rules.map(ruleField) };
    this.apiObject = createRoute(this, { kind: 'HTTPRoute', metadata, parents, spec, propertyOfField: propertyOf, references });
  }
}

function ruleField({ matches, backends, sessionPersistence, ...rest }: HttpRouteRule): object {
  return {
    ...rest,
    matches: matches?.map(({ headers, queryParams, ...match }) => ({
      ...match, headers: headers?.map(valueField), queryParams: queryParams?.map(valueField),
    })),
    backendRefs: backends,
    ...sessionField(sessionPersistence),
  };
}
