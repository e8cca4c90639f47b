import { AmbientContext } from './context';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { NetworkPolicy, networkPoliciesOf, policiesOn, PolicyRule } from '../../../cluster/mesh/network-policy';
import { ConcernedObject } from '../../findings/rule';

/** Pods that policies isolate in one direction, or a policy alone where the input has no pods of its namespace. */
interface Isolated {
  readonly policies: readonly NetworkPolicy[];
  /** The workload; undefined where the input has none. */
  readonly object?: ConcernedObject['object'];
}

/** A policy of the network, and the enrolled pods for which it lacks something. */
export interface IncompletePolicy {
  readonly policy: MeshObject;
  readonly objects: readonly ConcernedObject[];
}

/** The policies that isolate enrolled pods, where none of those on a pod has a rule that admits something. */
export function policiesWithout(context: AmbientContext, direction: 'ingress' | 'egress', admits: (rule: PolicyRule) => boolean): IncompletePolicy[] {
  const lacking = isolated(context, direction).filter(({ policies }) => !policies.some(policy => policy[direction]!.some(admits)));
  return byPolicy(lacking, () => true);
}

/** The policies of which a rule that admits something is about enrolled pods. */
export function policiesWith(context: AmbientContext, isMeant: (rule: PolicyRule) => boolean, isCovered: (object: ConcernedObject['object'] | undefined) => boolean): IncompletePolicy[] {
  return byPolicy(isolated(context, 'ingress').filter(({ object }) => !isCovered(object)), policy => policy.ingress!.some(isMeant));
}

function isolated({ mesh }: AmbientContext, direction: 'ingress' | 'egress'): Isolated[] {
  const all = networkPoliciesOf(mesh).filter(policy => policy[direction] !== undefined);
  const ofPods = mesh.captured().map(workload => ({ policies: policiesOn(all, workload), object: workload.workload }));
  const known = new Set(mesh.workloads.map(({ workload }) => workload.namespace));
  const alone = [...mesh.namespaces.values()].filter(({ mode, name }) => mode === 'ambient' && !known.has(name))
    .map(({ name }) => ({ policies: all.filter(({ object }) => object.namespace === name) }));
  return [...ofPods, ...alone].filter(({ policies }) => policies.length > 0);
}

function byPolicy(lacking: readonly Isolated[], isMeant: (policy: NetworkPolicy) => boolean): IncompletePolicy[] {
  const found = new Map<MeshObject, ConcernedObject[]>();
  for (const { policies, object } of lacking) {
    for (const policy of policies.filter(isMeant)) {
      const objects = found.get(policy.object) ?? [];
      found.set(policy.object, objects);
      if (object) objects.push({ object });
    }
  }
  return [...found].map(([policy, objects]) => ({ policy, objects: [{ object: policy }, ...objects] }));
}
