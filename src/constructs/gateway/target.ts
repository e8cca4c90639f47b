import { Construct, IConstruct } from 'constructs';
import { GatewayObject } from './gateway-object';
import { CONTEXT, readTarget } from './target-of';
import { InputError } from '../../base/errors';
import { IMPLEMENTATIONS } from '../../programs/gateway-api/implementations';
import { GATEWAY_API_MINORS } from '../../programs/gateway-api/target';

/** The two sets of CustomResourceDefinitions of each release of Gateway API. */
export enum Channel {
  /** What is generally available. */
  STANDARD = 'standard',
  /** All of that, and fields and kinds that may still change. */
  EXPERIMENTAL = 'experimental',
}

/** The Gateway API that a cluster has. */
export interface GatewayApiTarget {
  /**
   * The release, as in `1.6` or `v1.6.1`. The annotation `gateway.networking.k8s.io/bundle-version` of the CustomResourceDefinitions
   * shows it.
   *
   * @default - the newest one that is known, 1.6
   */
  readonly version?: string;

  /**
   * The channel. The annotation `gateway.networking.k8s.io/channel` shows it.
   *
   * @default Channel.STANDARD
   */
  readonly channel?: Channel;

  /**
   * The implementation, by its name in conformance reports, as in `envoy-gateway`. An object that needs a feature which the implementation
   * reports as unsupported is an error.
   *
   * @default - none: objects may need any feature
   */
  readonly implementation?: string;

  /**
   * Features that objects may need although the implementation reports them as unsupported, as in `HTTPRouteCORS`.
   *
   * @default - none
   */
  readonly acceptedFeatures?: string[];
}

/**
 * Which Gateway API the objects of an app are for. It decides over their apiVersions, and over the fields and values that they may have.
 */
export class GatewayApi {
  /**
   * Says which Gateway API the cluster has, for all that is in a scope. It has to be said before anything is put into the scope.
   *
   * @param scope the app, a chart, or a construct
   * @param target the release and channel
   * @throws an error where the release is not known
   */
  public static use(scope: Construct, target: GatewayApiTarget): void {
    // The path of an app is empty.
    const path = scope.node.path === '' ? 'GatewayApi.use' : scope.node.path;
    if (scope.node.children.length > 0) throw new InputError(`${path}: something is in the scope already; expected the target first, for example, right after new App()`);
    scope.node.setContext(CONTEXT, readTarget(target, path));
  }

  /**
   * What the objects of a scope need and the implementation does not report, be it as supported or not: it may not have it. One line for
   * each feature of each object; none where no implementation is named.
   *
   * @param scope the app, a chart, or a construct
   */
  public static unreportedFeatures(scope: IConstruct): string[] {
    return scope.node.findAll().filter((each): each is GatewayObject => each instanceof GatewayObject).flatMap(each => each._unreportedFeatures);
  }

  /**
   * The names of implementations that have reported which features they support.
   */
  public static knownImplementations(): string[] {
    return [...IMPLEMENTATIONS];
  }

  /**
   * The releases that are known, the oldest first.
   */
  public static supportedVersions(): string[] {
    return [...GATEWAY_API_MINORS];
  }

  private constructor() {}
}
