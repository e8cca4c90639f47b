import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Backend } from './backend';
import { createObject } from './create-object';
import { GatewayObject, GatewayObjectProps } from './gateway-object';
import { addGrants } from './grants';
import { HttpFilter } from './http-filters';
import { HttpRouteRule } from './http-rule';
import { Parent } from './parent';
import { propertyOf, sessionField, valueField } from './route-fields';

/** Properties of `HttpRoute`. */
export interface HttpRouteProps extends GatewayObjectProps {
  /** The listeners that it is attached to: `gateway.listener('https')`. */
  readonly parents: Parent[];
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
    const { metadata, parents, hostnames, rules } = props;
    const spec = { parentRefs: parents, hostnames, rules: rules.map(ruleField) };
    this.apiObject = createObject(this, { kind: 'HTTPRoute', metadata, spec, propertyOfField: propertyOf });
    addGrants(this, rules.flatMap(({ backends = [], filters = [] }) => [
      ...backends.map((backend: Backend) => backend._reference),
      ...filters.flatMap((filter: HttpFilter) => filter._references),
    ]));
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
