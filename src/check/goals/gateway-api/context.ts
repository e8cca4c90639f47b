import { InputError, quoted } from '../../../base/errors';
import { isPlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';
import { leadingVersion, minorTextOf } from '../../../base/version/version';
import { Cluster } from '../../../cluster/cluster';
import { GatewayApiObject } from '../../../cluster/gateway-api/gateway-api-objects';
import { describeReference, ObjectReference } from '../../../cluster/inventory/object-reference';
import { attach, Attachment, gatewayParents, ParentResult } from '../../../dataplane/requests/gateway/attachment';
import { GatewayModel, ObjectName, Route } from '../../../dataplane/requests/gateway/model';
import { ReadableObject, readGatewayModel } from '../../../dataplane/requests/gateway/read';
import { ConformanceReport, conformanceReportOf } from '../../../programs/gateway-api/implementations';
import { GATEWAY_API_MINORS, GatewayApiChannel, GatewayApiMinor, GatewayApiTarget } from '../../../programs/gateway-api/target';
import { validateGatewayObject } from '../../../programs/gateway-api/validate';
import { FindingSeverity } from '../../findings/finding';
import { GoalAnswers } from '../question';

/** A route with one of its parents that are in the input, and how it fares there. */
export interface RouteParent {
  readonly route: Route;
  readonly result: ParentResult;
}

/** What rules look at: the objects of Gateway API, what the CRDs refuse of them, and what the others make of requests. */
export class GatewayApiContext {
  /** The Gateway API that objects are checked against. */
  public readonly target: GatewayApiTarget;
  /** The one that the CustomResourceDefinitions in the input are from; undefined where there are none, or their release is not known. */
  public readonly installed?: GatewayApiTarget;
  public readonly report?: ConformanceReport;
  public readonly objects: readonly GatewayApiObject[];
  /** What the CRDs of the target refuse. */
  public readonly problems = new Map<GatewayApiObject, readonly Problem[]>();
  /** Of the objects that the CRDs accept. */
  public readonly model: GatewayModel;
  /** The parents of routes that are in the input, and accepted by the CRDs. */
  public readonly parents: readonly RouteParent[];

  /** @throws InputError where the release, the channel or the implementation is not known */
  constructor(public readonly cluster: Cluster, { gatewayApi, channel, implementation }: GoalAnswers) {
    this.installed = installedTarget(cluster);
    this.target = {
      minor: gatewayApi === undefined ? this.installed?.minor ?? GATEWAY_API_MINORS.at(-1)! : readMinor(gatewayApi),
      channel: channel === undefined ? this.installed?.channel ?? 'standard' : readChannel(channel),
    };
    this.report = implementation === undefined ? undefined : conformanceReportOf(implementation, this.target.minor);
    this.objects = [...cluster.gatewayApiObjects.values()];
    for (const each of this.objects) {
      const problems = validateGatewayObject(each.object, this.target);
      if (problems.length > 0) this.problems.set(each, problems);
    }
    this.model = readGatewayModel(readable(cluster, this.objects.filter(each => !this.problems.has(each))), this.target);
    this.parents = this.model.routes.flatMap(route => gatewayParents(route)
      .filter(parent => this.isKnown(parent))
      .map(parent => ({ route, result: attach(route, parent, this.model) })));
  }

  /** Which routes are attached to which listeners. */
  public get attachments(): Attachment[] {
    return this.parents.flatMap(({ result }) => result.attachments);
  }

  /** Whether an object is in the input, and accepted by the CRDs. */
  public isKnown(name: ObjectName): boolean {
    const object = this.cluster.gatewayApiObjects.get(describeReference(name));
    return object !== undefined && !this.problems.has(object);
  }

  /** Whether an object is in the input, be it accepted or not. */
  public isInInput(name: ObjectName): boolean {
    return this.cluster.gatewayApiObjects.has(describeReference(name));
  }

  /** The object of a name, with the place in the input. */
  public referenceOf(name: ObjectName): ObjectReference {
    return this.cluster.gatewayApiObjects.get(describeReference(name)) ?? name;
  }

  /** Whether the input shows a cluster, and is not just manifests: what is missing there may be elsewhere. */
  public get showsCluster(): boolean {
    return this.cluster.hasStoredServices || this.objects.some(({ object: { metadata } }) => isPlainObject(metadata) && metadata.uid !== undefined);
  }

  /** How severe it is that something is not in the input. */
  public get severityOfMissing(): FindingSeverity {
    return this.showsCluster ? FindingSeverity.BLOCKER : FindingSeverity.WARNING;
  }
}

function* readable(cluster: Cluster, accepted: readonly GatewayApiObject[]): Generator<ReadableObject> {
  yield* accepted;
  for (const { name, labels } of cluster.namespaces.values()) yield { object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } } };
  for (const { namespace, name, ports } of cluster.services.values()) {
    yield { object: { apiVersion: 'v1', kind: 'Service', metadata: { namespace, name }, spec: { ports } } };
  }
}

function installedTarget({ gatewayApiDefinitions }: Cluster): GatewayApiTarget | undefined {
  for (const { bundleVersion, channel } of gatewayApiDefinitions.values()) {
    const minor = minorOf(bundleVersion ?? '');
    if (minor && isChannel(channel)) return { minor, channel };
  }
  return undefined;
}

/** The release that a version is of, as far as it is known. */
export function minorOf(version: string): GatewayApiMinor | undefined {
  const parsed = leadingVersion(version);
  return parsed && GATEWAY_API_MINORS.find(known => known === minorTextOf(parsed));
}

function readMinor(version: string): GatewayApiMinor {
  const minor = minorOf(version);
  if (minor) return minor;
  throw new InputError(`Gateway API version: ${quoted(version)} is not a known release; expected ${GATEWAY_API_MINORS.join(', ')}`);
}

function isChannel(channel: string | undefined): channel is GatewayApiChannel {
  return channel === 'standard' || channel === 'experimental';
}

function readChannel(channel: string): GatewayApiChannel {
  if (isChannel(channel)) return channel;
  throw new InputError(`channel: ${quoted(channel)} is not a channel of Gateway API; expected standard or experimental`);
}
