import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { targetOf } from './target-of';
import { PlainObject } from '../../base/objects/fields';
import { neededFeatures } from '../../programs/gateway-api/features';
import { reportedSupport } from '../../programs/gateway-api/implementations';

/** What all objects of Gateway API have. */
export interface GatewayObjectProps {
  /**
   * Name, namespace, labels and annotations.
   *
   * @default - a name is made from the construct's path, and the namespace is the chart's
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * An object of Gateway API. Its apiVersion is the newest that the target's CustomResourceDefinitions serve, and its content is checked by
 * their schema and their validation rules.
 */
export abstract class GatewayObject extends Construct {
  /** The object. */
  public abstract readonly apiObject: ApiObject;

  /** The name of the object. */
  public get name(): string {
    return this.apiObject.name;
  }

  /** The namespace of the object. Not set where it has none of its own: it is then that of the context in which it is applied. */
  public get namespaceName(): string | undefined {
    return this.apiObject.metadata.namespace;
  }

  /** The kind of the object. */
  public get kind(): string {
    return this.apiObject.kind;
  }

  /** The apiVersion of the object. */
  public get apiVersion(): string {
    return this.apiObject.apiVersion;
  }

  /** Features that it needs and that the implementation does not report, a line each. @internal */
  public get _unreportedFeatures(): string[] {
    const { report } = targetOf(this);
    if (!report) return [];
    return neededFeatures(this.apiObject.toJson() as PlainObject).filter(({ name }) => reportedSupport(report, name) === 'not reported')
      .map(({ name, field }) => `${this.node.path}: ${field}: ${report.implementation} ${report.version} does not report whether it supports ${name}`);
  }
}
