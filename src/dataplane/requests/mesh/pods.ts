import { Hop, inRow, passed } from './hop';
import { MeshModel } from './model';
import { networkDecision, NetworkPeer } from './network';
import { Attributes, principalOf, RequestAttributes } from './policies/attributes';
import { decide } from './policies/decide';
import { mutualTlsAt, mutualTlsText } from './policies/peer-authentication';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { MeshWorkload, specOf } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { matchesSelector } from '../../../cluster/mesh/waypoint';
import { targetRefsOf } from '../../../programs/istio/l7';
import { HBONE_PORT } from '../../../programs/istio/names';
import { actionOf } from '../../../programs/istio/objects/authorization-policy';
import { WayStep } from '../explain/way';

/** Who opens a connection to pods. */
export interface Client extends NetworkPeer {
  /** `Gateway shop/waypoint` */
  readonly description: string;
  /** Who it is to those that it speaks with in the mesh. */
  readonly identity: Attributes['identity'];
  /** How it speaks with pods in ambient mode: in tunnels, as it is, or in a way that is not known. */
  readonly tunnels: boolean | undefined;
  /** Whether it can speak mutual TLS with a sidecar. */
  readonly hasSidecar: boolean;
}

/** Pods with labels in common, whether or not the input has what runs them. */
export interface Pods {
  readonly description: string;
  readonly namespace: string;
  readonly labels: PlainObject;
  /** Whether these are all of their labels. */
  readonly isWhole: boolean;
  readonly kind: 'ambient' | 'sidecar' | 'plain';
  readonly workload?: MeshWorkload;
}

export function podsOf(each: MeshWorkload): Pods {
  const { workload, isCaptured, isInjected } = each;
  return {
    description: workload.description,
    namespace: workload.namespace,
    labels: workload.podLabels,
    isWhole: true,
    kind: isInjected ? 'sidecar' : isCaptured ? 'ambient' : 'plain',
    workload: each,
  };
}

/** The pods of a Service of which the input shows nothing: they have the labels of its selector, and its namespace says how they take part. */
export function unseenPods(service: MeshObject, { mesh }: MeshModel): Pods {
  const { namespace = 'default', name } = service;
  const { mode, isInjected } = mesh.namespace(namespace);
  const { selector } = specOf(service);
  return {
    description: `the pods of Service ${namespace}/${name}`,
    namespace,
    labels: (selector ?? {}) as PlainObject,
    isWhole: false,
    kind: isInjected ? 'sidecar' : mode === 'ambient' ? 'ambient' : 'plain',
  };
}

/** A connection to pods, up to the application in them. */
export function toPods(client: Client, pods: Pods, port: number | undefined, request: RequestAttributes | undefined, model: MeshModel): Hop {
  const isTunnel = pods.kind === 'ambient' ? client.tunnels : pods.kind === 'sidecar' ? sidecarSpeaks(client, pods) : false;
  const identity = isTunnel === undefined ? undefined : isTunnel ? client.identity : 'none';
  const labels = pods.isWhole ? pods.labels : undefined;
  const server: NetworkPeer = { namespace: pods.namespace, labels, namedPorts: pods.workload?.workload.namedPorts };
  // A sidecar's own mutual TLS comes to the port of the application.
  const networkPort = isTunnel === true && pods.kind === 'ambient' ? HBONE_PORT : isTunnel === undefined && pods.kind === 'ambient' ? undefined : port;
  const attributes: Attributes = {
    identity, sourceAddresses: client.addresses, destinationPort: port, serverName: '', ...pods.kind === 'sidecar' && { request },
  };
  return inRow(
    () => passed([podStep(client, pods, port, isTunnel, identity)]),
    () => ({ ...networkDecision(client, server, networkPort, model.networkPolicies, model.mesh), notes: [] }),
    ...pods.kind === 'plain' ? [] : [() => mutualTls(pods, port, identity, model), () => policiesAt(pods, attributes, model)],
  );
}

/** Whether what comes to a sidecar has an identity: from another sidecar, or in a tunnel where the sidecar knows them. */
function sidecarSpeaks({ hasSidecar, tunnels }: Client, { labels }: Pods): boolean | undefined {
  if (hasSidecar) return true;
  if (tunnels === false) return false;
  // `networking.istio.io/tunnel: http` is set by the injector where the sidecar has ISTIO_META_ENABLE_HBONE.
  return tunnels === true && labels['networking.istio.io/tunnel'] === 'http' ? true : undefined;
}

function podStep(
  { description }: Client, pods: Pods, port: number | undefined, isTunnel: boolean | undefined, identity: Attributes['identity'],
): WayStep {
  const who = identity === undefined ? 'whose identity is not known' : identity === 'none' ? 'without an identity' : `as ${principalOf(identity)}`;
  const at = port === undefined ? 'a port that is not known' : `port ${port}`;
  const how = {
    ambient: isTunnel === undefined ? 'in a tunnel or in plain text' : isTunnel ? `in a tunnel on port ${HBONE_PORT}` : 'in plain text, outside of the mesh',
    sidecar: isTunnel === undefined ? 'with mutual TLS or in plain text' : isTunnel ? 'with mutual TLS' : 'in plain text',
    plain: 'in plain text, as the pods are not in the mesh',
  }[pods.kind];
  const text = `${pods.description}, ${at}, ${how}${pods.kind === 'plain' ? '' : `; from ${description}, ${who}`}`;
  return { kind: pods.kind === 'ambient' ? 'ztunnel' : 'pod', object: pods.description, text, source: pods.workload?.workload.source };
}

function mutualTls(pods: Pods, port: number | undefined, identity: Attributes['identity'], model: MeshModel): Hop {
  const proxy = pods.kind === 'ambient' ? 'ztunnel' : 'sidecar';
  const mode = mutualTlsAt(proxy, model.mesh, model.peerAuthentications, { namespace: pods.namespace, podLabels: pods.labels }, port);
  if (!mode.by || mode.isRequired === false) return passed([]);
  const text = mutualTlsText(mode);
  const step: WayStep = { kind: 'policy', object: text.split(' asks')[0], text, source: mode.by.source };
  const isKnown = typeof identity === 'object';
  const passes = isKnown ? true : mode.isRequired === true && identity === 'none' ? false : undefined;
  const why = passes === false ? `${text}, and the connection has none` : `${text}, and whether the connection has it is not known`;
  return { passes, why: isKnown ? '' : why, steps: [step], notes: [] };
}

/** The AuthorizationPolicies of a pod's own proxy: those without targets, of its namespace or the root namespace. */
function policiesAt(pods: Pods, attributes: Attributes, model: MeshModel): Hop {
  const { rootNamespace } = model.mesh;
  const isNear = model.authorizationPolicies.filter(policy => targetRefsOf(specOf(policy)).length === 0
    && (policy.namespace === pods.namespace || policy.namespace === rootNamespace));
  const isHeard = (policy: MeshObject): boolean => pods.kind === 'sidecar' || ['ALLOW', 'DENY'].includes(actionOf(specOf(policy)));
  const selecting = isNear.filter(policy => matchesSelector(specOf(policy).selector, pods.labels));
  const unsure = pods.isWhole ? [] : isNear.filter(policy => !selecting.includes(policy) && maySelect(policy, pods.labels));
  const { passes, why, steps } = decide(selecting.filter(isHeard), pods.kind === 'ambient' ? 'ztunnel' : 'proxy', attributes);
  const unheard = selecting.filter(policy => !isHeard(policy));
  const notes = unheard.map(policy => `AuthorizationPolicy ${policy.namespace}/${policy.name} has the action ${actionOf(specOf(policy))}, which ztunnel does not know: nothing enforces it`);
  if (passes === false || unsure.length === 0) return { passes, why, steps, notes };
  const names = unsure.map(policy => `AuthorizationPolicy ${policy.namespace}/${policy.name}`).join(', ');
  return { passes: undefined, why: [...passes === undefined ? [why] : [], `the labels of the pods are not known, and ${names} may select them`].join('; '), steps, notes };
}

/** Whether a policy may select pods of which only some labels are known. */
function maySelect(policy: MeshObject, labels: PlainObject): boolean {
  const wanted = mappingOf(mappingOf(specOf(policy).selector).matchLabels);
  return Object.entries(wanted).every(([key, value]) => labels[key] === undefined || labels[key] === value);
}
