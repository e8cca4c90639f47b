import { Endpoint, isLocal } from '../../cluster/served/endpoint';
import { Features } from '../versions/features';

/** The node from which endpoints are chosen. */
export interface Viewpoint {
  readonly name: string;
  readonly zone: string;
}

/** The endpoints that a service port's traffic may go to, each list in the order of `endpointsOf`. */
export interface Selection {
  /** For the policy Cluster. */
  readonly cluster: readonly Endpoint[];
  /** For the policy Local. */
  readonly local: readonly Endpoint[];
  /** All that any policy may choose. */
  readonly reachable: readonly Endpoint[];
  /** Whether any node has an endpoint that could serve. */
  readonly hasAny: boolean;
}

const NOTHING: Selection = { cluster: [], local: [], reachable: [], hasAny: false };

/**
 * Chooses endpoints as kube-proxy's CategorizeEndpoints does: ready ones first, restricted by topology hints; where
 * there are none, those that terminate but still serve (KEP-1669), each policy by itself.
 */
export function selectEndpoints(
  endpoints: readonly Endpoint[], usesCluster: boolean, usesLocal: boolean, node: Viewpoint, features: Features,
): Selection {
  if (endpoints.length === 0) return NOTHING;
  const ready = allOrSome(endpoints, isReady);
  const hinted = usesCluster ? hintedFor(ready, node, features) : undefined;
  const cluster = usesCluster ? firstNonEmpty(hinted ?? ready, () => endpoints.filter(isTerminatingButServing)) : [];
  if (!usesLocal) return { cluster, local: [], reachable: cluster, hasAny: cluster.length > 0 };

  const localEndpoints = endpoints.filter(endpoint => isLocal(endpoint, node.name));
  const local = firstNonEmpty(localEndpoints.filter(isReady), () => localEndpoints.filter(isTerminatingButServing));
  const localIsFallback = local.length > 0 && !isReady(local[0]);
  return {
    cluster,
    local,
    reachable: !usesCluster ? local : hinted === undefined && !localIsFallback ? cluster : union(cluster, local),
    hasAny: ready.length > 0 || endpoints.some(isTerminatingButServing),
  };
}

function isReady(endpoint: Endpoint): boolean {
  return endpoint.status.ready;
}

function isTerminatingButServing(endpoint: Endpoint): boolean {
  return endpoint.status.serving && endpoint.status.terminating;
}

/**
 * The endpoints hinted for this node or else its zone, or `undefined` where topology plays no part. Hints count only
 * if each ready endpoint has one and at least one is for here: a half-updated slice must not concentrate traffic.
 */
function hintedFor(ready: readonly Endpoint[], node: Viewpoint, features: Features): readonly Endpoint[] | undefined {
  if (ready.length === 0) return undefined;
  if (features.nodeHints && ready.every(({ status }) => status.nodeHints.length > 0)) {
    const here = allOrSome(ready, ({ status }) => status.nodeHints.includes(node.name));
    if (here.length > 0) return here;
  }
  if ((node.zone !== '' || features.zoneHintsWithoutZone) && ready.every(({ status }) => status.zoneHints.length > 0)) {
    const here = allOrSome(ready, ({ status }) => status.zoneHints.includes(node.zone));
    if (here.length > 0) return here;
  }
  return undefined;
}

/** As `filter`, but without a copy where all pass, which is the usual case. */
function allOrSome(endpoints: readonly Endpoint[], test: (endpoint: Endpoint) => boolean): readonly Endpoint[] {
  return endpoints.every(test) ? endpoints : endpoints.filter(test);
}

function firstNonEmpty(preferred: readonly Endpoint[], fallback: () => readonly Endpoint[]): readonly Endpoint[] {
  return preferred.length > 0 ? preferred : fallback();
}

function union(a: readonly Endpoint[], b: readonly Endpoint[]): readonly Endpoint[] {
  const present = new Set(a);
  return [...a, ...b.filter(endpoint => !present.has(endpoint))];
}
