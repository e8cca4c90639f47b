import { Known } from './condition';
import { portOf, targetPortOf } from './destination';
import { Hop } from './hop';
import { MeshModel } from './model';
import { Client, Pods, podsOf, toPods, unseenPods } from './pods';
import { RequestAttributes } from './policies/attributes';
import { mappingOf } from '../../../base/objects/loose';
import { MeshWorkload, specOf } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { ExplainedBackend, WayStep } from '../explain/way';
import { BackendShare } from '../request';

/** A connection to a Service, by whichever of its pods. */
export function toService(client: Client, service: MeshObject, port: number, request: RequestAttributes | undefined, model: MeshModel): Hop {
  const name = `${service.namespace ?? 'default'}/${service.name}`;
  const spec = portOf(service, port);
  if (!spec) return refusal(`Service ${name} does not have port ${port}`);
  if (Object.keys(mappingOf(specOf(service).selector)).length === 0) {
    return { passes: undefined, why: `Service ${name} has no selector: who is behind it is not known`, steps: [], notes: [] };
  }
  const workloads = model.mesh.workloadsOf(service);
  const groups = workloads.length === 0 ? [{ pods: unseenPods(service, model), port: targetPortOf(spec) }]
    : workloads.map(each => ({ pods: podsOf(each), port: targetPortOf(spec, each) }));
  return toAnyOf(groups.map(({ pods, port: target }) => ({ pods, hop: toPods(client, pods, target, request, model) })));
}

/** A connection to pods that are addressed themselves. */
export function toWorkloads(
  client: Client, workloads: readonly MeshWorkload[], port: number, service: MeshObject | undefined, request: RequestAttributes | undefined,
  model: MeshModel,
): Hop {
  const groups = workloads.length === 0 && service ? [unseenPods(service, model)] : workloads.map(podsOf);
  return toAnyOf(groups.map(pods => ({ pods, hop: toPods(client, pods, port, request, model) })));
}

export function refusal(why: string): Hop {
  return { passes: false, why, steps: [], notes: [] };
}

/** One of several groups of pods gets the request: where they differ, which of them does is not known. */
function toAnyOf(groups: readonly { readonly pods: Pods; readonly hop: Hop }[]): Hop {
  const steps = groups.flatMap(({ hop }) => hop.steps);
  const notes = groups.flatMap(({ hop }) => hop.notes);
  const verdicts = new Set<Known>(groups.map(({ hop }) => hop.passes));
  if (groups.length === 0) return { passes: undefined, why: 'which pods these are is not known', steps, notes };
  if (verdicts.size === 1) return { passes: groups[0].hop.passes, why: [...new Set(groups.map(({ hop }) => hop.why))].join('; '), steps, notes };
  const why = groups.filter(({ hop }) => hop.passes !== true).map(({ pods, hop }) => `${pods.description} ${hop.passes === false ? 'refuses' : 'may refuse'} it: ${hop.why}`);
  return { passes: undefined, why: `the pods differ: ${why.join('; ')}`, steps, notes };
}

/** What of the shares of a request arrives, from a proxy that answers with 503 where a pod does not take it. */
export interface Delivery {
  readonly backends: readonly ExplainedBackend[];
  readonly steps: readonly WayStep[];
  readonly notes: readonly string[];
  /** What is not known, a sentence each. */
  readonly unknown: readonly string[];
}

export function deliver(client: Client, shares: readonly BackendShare[], request: RequestAttributes | undefined, model: MeshModel): Delivery {
  const parts = shares.map((share): Delivery => {
    if (share.backend === undefined) return { backends: [share], steps: [], notes: [], unknown: [] };
    const [, namespace, name, port] = /^([^/]*)\/(.*):(\d+)$/.exec(share.backend) ?? [];
    const service = model.mesh.service(namespace, name);
    const hop = service ? toService(client, service, Number(port), request, model)
      : { passes: undefined, why: `Service ${namespace}/${name} is not in the input`, steps: [], notes: [] };
    const backend: ExplainedBackend = hop.passes === false ? { share: share.share, status: 503, why: hop.why } : share;
    return { backends: [backend], steps: hop.steps, notes: hop.notes, unknown: hop.passes === undefined ? [hop.why] : [] };
  });
  return {
    backends: joinedShares(parts.flatMap(({ backends }) => backends)),
    steps: uniqueSteps(parts.flatMap(({ steps }) => steps)),
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
    unknown: parts.flatMap(({ unknown }) => unknown),
  };
}

function joinedShares(backends: readonly ExplainedBackend[]): ExplainedBackend[] {
  const joined = new Map<string, ExplainedBackend>();
  for (const each of backends) {
    const key = each.backend ?? `${each.status} ${each.why ?? ''}`;
    const before = joined.get(key);
    joined.set(key, before ? { ...before, share: before.share + each.share } : each);
  }
  return [...joined.values()];
}

function uniqueSteps(steps: readonly WayStep[]): WayStep[] {
  return [...new Map(steps.map(step => [JSON.stringify({ ...step, source: undefined }), step])).values()];
}

