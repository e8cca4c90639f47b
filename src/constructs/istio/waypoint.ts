import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { createIstioObject } from './istio-object';
import { addLabel, isPodMaker } from './labels';
import { InputError, quoted } from '../../base/errors';
import { HBONE_PORT, ISTIO } from '../../programs/istio/names';
import { AllowedNamespaces } from '../gateway/allowed-namespaces';
import { Gateway } from '../gateway/gateway';
import { Listener } from '../gateway/listener';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/** What goes through a waypoint. */
export enum WaypointTraffic {
  /** What is addressed to Services. */
  SERVICE = 'service',
  /** What is addressed to pods themselves, such as those of headless Services. */
  WORKLOAD = 'workload',
  /** Both. */
  ALL = 'all',
}

/** Properties of `Waypoint`. */
export interface WaypointProps {
  /**
   * Name, namespace, labels and annotations.
   *
   * @default - the name is waypoint, and the namespace is the chart's
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * What goes through it.
   *
   * @default WaypointTraffic.SERVICE
   */
  readonly traffic?: WaypointTraffic;
  /**
   * From which namespaces objects may name it.
   *
   * @default gateway.AllowedNamespaces.fromSame()
   */
  readonly allowFrom?: AllowedNamespaces;
}

const PROPERTIES: PropertyNames<WaypointProps> = { metadata: true, traffic: true, allowFrom: true };

/**
 * A waypoint: a proxy that reads the requests to what names it, for policies and routes that ztunnel cannot tell. A waypoint that is missing does not
 * block anything, so pods that must not be reached around it need `requireFor`.
 */
export class Waypoint extends Construct {
  /** The Gateway. */
  public readonly gateway: Gateway;

  private readonly traffic: WaypointTraffic;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error where the name or a property is not allowed
   */
  constructor(scope: Construct, id: string, props: WaypointProps = {}) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    const { metadata, traffic = WaypointTraffic.SERVICE, allowFrom } = props;
    if (metadata?.name === 'none') throw new InputError(`${this.node.path}: metadata.name: "none" stands for no waypoint; expected another name, for example "waypoint"`);
    this.traffic = traffic;
    this.gateway = new Gateway(this, 'Gateway', {
      metadata: { name: 'waypoint', ...metadata, labels: { [ISTIO.waypointFor]: traffic, ...metadata?.labels } },
      gatewayClassName: 'istio-waypoint',
      listeners: [Listener._hbone(HBONE_PORT, allowFrom)],
    });
  }

  /** Its name. */
  public get name(): string {
    return this.gateway.name;
  }

  /** Its namespace. Not set where it has none of its own. */
  public get namespaceName(): string | undefined {
    return this.gateway.namespaceName;
  }

  /**
   * The identity that ztunnels at the destination see as the source of what comes through it.
   *
   * @param trustDomain the trust domain of the mesh
   */
  public principal(trustDomain: string = 'cluster.local'): string {
    return `${trustDomain}/ns/${this.namespaceName ?? 'default'}/sa/${this.name}`;
  }

  /**
   * Sends what is addressed to an object through it, with labels on that object.
   *
   * @param target a Namespace, Service, ServiceEntry, Pod, or what makes pods
   * @throws an error where it does not take what is addressed to it
   */
  public serve(target: ApiObject): void {
    const isPod = target.kind === 'Pod' || isPodMaker(target);
    if (target.kind !== 'Namespace' && this.traffic !== WaypointTraffic.ALL && (this.traffic === WaypointTraffic.WORKLOAD) !== isPod) {
      throw new InputError(`${this.node.path}: traffic: ${quoted(this.traffic)} is not for a ${target.kind}; expected "all" or ${quoted(isPod ? 'workload' : 'service')}`);
    }
    for (const [label, value] of Object.entries(this.labelsFor(target))) addLabel(target, label, value);
  }

  /**
   * Denies what reaches pods around it: clients that address pods, those outside of the mesh, and sidecars.
   *
   * @param podLabels labels that select the pods, in the namespace of the waypoint
   * @returns the AuthorizationPolicy
   */
  public requireFor(podLabels: { readonly [label: string]: string }): ApiObject {
    const key = Object.entries(podLabels).map(([label, value]) => `${label}-${value}`).join('-').toLowerCase().replace(/[^a-z0-9]+/g, '-');
    return createIstioObject(this, `Require-${key}`, {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: `${this.name}-required-${key}`.slice(0, 63).replace(/-+$/, ''), ...this.namespaceName !== undefined && { namespace: this.namespaceName } },
      spec: { selector: { matchLabels: podLabels }, action: 'DENY', rules: [{ from: [{ source: { notPrincipals: [this.principal()] } }] }] },
    });
  }

  private labelsFor({ kind, name, metadata: { namespace: own } }: ApiObject): Readonly<Record<string, string>> {
    const namespace = kind === 'Namespace' ? name : own;
    const isElsewhere = this.namespaceName !== undefined && namespace !== this.namespaceName;
    return { [ISTIO.useWaypoint]: this.name, ...isElsewhere && { [ISTIO.useWaypointNamespace]: this.namespaceName! } };
  }
}
