import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { mappingsOf } from '../../base/objects/loose';
import { listOf } from '../../base/text/words';
import { describeReference } from '../../cluster/inventory/object-reference';
import { Mesh, specOf } from '../../cluster/mesh/mesh';
import { MeshObject } from '../../cluster/mesh/mesh-objects';
import { mayMatch, rulesOf, targetRefsOf } from '../../programs/istio/l7';
import { actionOf } from '../../programs/istio/objects/authorization-policy';

/** The waypoint of a namespace that has none yet. */
export const WAYPOINT = 'waypoint';

/** What becomes of the policies of a namespace. */
export interface PlannedPolicies {
  /** Copies for the waypoint, which enforces them once Services use it. */
  readonly atWaypoint: readonly PlainObject[];
  /** Where there is a waypoint: policies for pods with it let in, which take the place of those of their name. */
  readonly withWaypoint: readonly PlainObject[];
  /** Where there is a waypoint: copies of these, since only the waypoint still sees the clients. */
  readonly ofClients: readonly PlainObject[];
  /** Policies that deny what goes around the waypoint to pods of which policies are only there. */
  readonly required: readonly PlainObject[];
  /** What ztunnel would make wrong, or nothing, of: deleted as soon as the pods are in ambient mode. */
  readonly deleted: readonly MeshObject[];
  /** What `withWaypoint` takes the place of. */
  readonly changed: readonly MeshObject[];
  /** What cannot be planned. */
  readonly open: readonly string[];
}

/** A Service that leads to some of the pods of another one. */
interface SubsetService {
  readonly name: string;
  readonly of: string;
}

/** The policies of a namespace. What is for a Service is also for those of its subsets. */
export function planPolicies(mesh: Mesh, namespace: string, subsets: readonly SubsetService[]): PlannedPolicies {
  const of = (kind: string): MeshObject[] => mesh.ofKind('security.istio.io', kind).filter(each => each.namespace === namespace && targetRefsOf(specOf(each)).length === 0);
  const atWaypoint: PlainObject[] = [];
  const withWaypoint: PlainObject[] = [];
  const ofClients: PlainObject[] = [];
  const deleted: MeshObject[] = [];
  const changed: MeshObject[] = [];
  const open: string[] = [];
  const move = (policy: MeshObject): void => {
    const copy = copyFor(mesh, policy, subsets, open);
    if (!copy) {
      open.push(`${policy.kind} ${namespace}/${policy.name} selects no pods of a Service, so that it has no target at a waypoint. It stays: ztunnel does not check what it says about requests`);
      return;
    }
    atWaypoint.push(copy);
    deleted.push(policy);
  };
  for (const policy of of('AuthorizationPolicy')) {
    const action = actionOf(specOf(policy));
    const rules = rulesOf(specOf(policy));
    if (['CUSTOM', 'AUDIT'].includes(action) || rules.some(({ l7 }) => l7.length > 0)) {
      move(policy);
      continue;
    }
    // Behind a waypoint, ztunnels at the pods only see the waypoint: what is about clients has to be decided there, whatever it says of the waypoint itself.
    if (!rules.some(({ rule }) => isAboutClients(rule))) continue;
    const copy = copyFor(mesh, policy, subsets, open);
    // What nothing reaches through the waypoint goes on as it is.
    if (!copy) continue;
    ofClients.push(copy);
    const lets = action === 'DENY' ? letPast(policy, namespace) : letIn(policy, namespace);
    if (!lets) continue;
    withWaypoint.push(lets);
    changed.push(policy);
  }
  for (const authentication of of('RequestAuthentication')) move(authentication);
  const guarded = new Map(deleted.filter(({ kind }) => kind === 'AuthorizationPolicy')
    .flatMap(policy => targetsOf(mesh, policy)?.map(({ service }) => service) ?? mesh.services.filter(service => service.namespace === namespace))
    .map(service => [service.name, service]));
  const required = [...guarded.values()].flatMap(service => requirementOf(service, namespace));
  return { atWaypoint, withWaypoint, ofClients, required, deleted, changed, open };
}

/** The policy that has the pods of a Service take only what comes through the waypoint. */
function requirementOf(service: MeshObject, namespace: string): PlainObject[] {
  const { selector } = specOf(service);
  if (!isPlainObject(selector) || Object.keys(selector).length === 0) return [];
  const metadata = { name: `${service.name}-requires-waypoint`, namespace };
  const rules = [{ from: [{ source: { notPrincipals: [principalIn(namespace)] } }] }];
  return [{ apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata, spec: { selector: { matchLabels: selector }, action: 'DENY', rules } }];
}

/**
 * What is to be done about policies of the root namespace, which are for sidecars and ztunnels of all namespaces: in sentences without a full stop. A waypoint
 * takes those with the GatewayClass as their target, from Istio 1.25 on.
 */
export function meshWidePolicies(mesh: Mesh): string[] {
  const of = (kind: string): MeshObject[] => mesh.ofKind('security.istio.io', kind).filter(each => each.namespace === mesh.rootNamespace && targetRefsOf(specOf(each)).length === 0);
  const copied = 'copy it with targetRefs to the GatewayClass istio-waypoint';
  return [
    ...of('AuthorizationPolicy').flatMap(policy => {
      const action = actionOf(specOf(policy));
      const rules = rulesOf(specOf(policy));
      if (['CUSTOM', 'AUDIT'].includes(action)) return [`${describeReference(policy)}: ztunnel does not get it; ${copied}`];
      if (rules.some(({ l7 }) => l7.length > 0)) {
        const effect = action === 'ALLOW' ? 'drops its rules about requests, and so denies what they allow, in every namespace in ambient mode'
          : 'does not check what it says about requests, so that these rules deny nothing, or more than they say';
        return [`${describeReference(policy)}: ztunnel ${effect}; ${copied}, and remove those rules from it before the first namespace, if no sidecar needs them`];
      }
      return rules.some(({ rule }) => isAboutClients(rule))
        ? [`${describeReference(policy)}: behind a waypoint, pods only see the waypoint as the client; ${copied}, and let waypoints ${action === 'DENY' ? 'past' : 'in'}`] : [];
    }),
    ...of('RequestAuthentication').map(each => `${describeReference(each)}: ztunnel does not check tokens; ${copied}`),
  ];
}

const isAboutClients = ({ from, when }: PlainObject): boolean => mappingsOf(from).length > 0
  || mappingsOf(when).some(({ key }) => typeof key === 'string' && key.startsWith('source.'));

/** Whether a rule asks for addresses, of which that of the waypoint is not known. */
const isAboutAddresses = ({ from, when }: PlainObject): boolean => mappingsOf(when).some(({ key }) => key === 'source.ip')
  || mappingsOf(from).some(({ source }) => isPlainObject(source) && (source.ipBlocks !== undefined || source.notIpBlocks !== undefined));

/** The policy for the waypoint; undefined where it selects no pods of a Service. */
function copyFor(mesh: Mesh, policy: MeshObject, subsets: readonly SubsetService[], open: string[]): PlainObject | undefined {
  const targets = targetsOf(mesh, policy);
  if (targets && targets.length === 0) return undefined;
  const { selector: _, ...spec } = specOf(policy);
  const own = describeReference(policy);
  const partly = targets?.filter(({ isWhole }) => !isWhole).map(({ service }) => service.name) ?? [];
  if (partly.length > 0) open.push(`${own} selects some of the pods of ${listOf(partly.map(name => `Service ${name}`))}, and its copy at the waypoint is for all of them`);
  const services = targets?.map(({ service }) => service) ?? mesh.services.filter(({ namespace }) => namespace === policy.namespace);
  const translated = withServicePorts(spec, services, own, open);
  const ofSubsets = (service: MeshObject): string[] => subsets.filter(subset => subset.of === service.name).map(({ name }) => name);
  const names = new Set(targets?.flatMap(({ service }) => [service.name, ...ofSubsets(service)]));
  const targetRefs = targets ? [...names].map(name => ({ group: '', kind: 'Service', name }))
    : [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: WAYPOINT }];
  const metadata = { name: `${policy.name}-waypoint`.slice(0, 253), namespace: policy.namespace };
  return { apiVersion: 'security.istio.io/v1', kind: policy.kind, metadata, spec: { ...translated, targetRefs } };
}

/** The Services whose pods a policy selects, and whether it selects all of their pods; undefined where it is for all of the namespace. */
function targetsOf(mesh: Mesh, policy: MeshObject): { readonly service: MeshObject; readonly isWhole: boolean }[] | undefined {
  if (!isPlainObject(specOf(policy).selector)) return undefined;
  const selected = mesh.selectedBy(policy);
  return mesh.services.filter(service => service.namespace === policy.namespace).flatMap(service => {
    const own = mesh.workloadsOf(service);
    return own.some(workload => selected.includes(workload)) ? [{ service, isWhole: own.every(workload => selected.includes(workload)) }] : [];
  });
}

/** Its rules with the ports of Services, which a waypoint sees, in the place of those of pods, which sidecars and ztunnels see. */
function withServicePorts(spec: PlainObject, services: readonly MeshObject[], policy: string, open: string[]): PlainObject {
  const translate = (ports: readonly unknown[]): unknown[] => [...new Set(ports.flatMap(port => {
    const found = services.flatMap(service => mappingsOf(specOf(service).ports))
      .filter(each => String(each.targetPort ?? each.port) === String(port));
    if (found.length === 0) open.push(`${policy}: port ${String(port)} is not known as the number of a targetPort; its copy at the waypoint needs the port of the Service`);
    return found.length === 0 ? [port] : found.map(each => String(each.port));
  }))];
  const inField = (value: PlainObject, keys: readonly string[]): PlainObject => Object.fromEntries(Object.entries(value)
    .map(([key, list]) => [key, keys.includes(key) && Array.isArray(list) ? translate(list) : list]));
  const rules = mappingsOf(spec.rules).map(rule => ({
    ...rule,
    ...Array.isArray(rule.to) && {
      to: mappingsOf(rule.to).map(each => isPlainObject(each.operation) ? { ...each, operation: inField(each.operation, ['ports', 'notPorts']) } : each),
    },
    ...Array.isArray(rule.when) && { when: mappingsOf(rule.when).map(each => each.key === 'destination.port' ? inField(each, ['values', 'notValues']) : each) },
  }));
  return { ...spec, ...Array.isArray(spec.rules) && { rules } };
}

/** An ALLOW policy with a rule more, for what comes through the waypoint; undefined where it lets that in as it is. */
function letIn(policy: MeshObject, namespace: string): PlainObject | undefined {
  const spec = specOf(policy);
  const identity = { namespace, serviceAccount: WAYPOINT };
  const isOnlyAboutIdentities = (rule: PlainObject): boolean =>
    !isAboutAddresses(rule) && [rule.to, rule.when].every(part => mappingsOf(part).length === 0);
  if (mappingsOf(spec.rules).some(rule => isOnlyAboutIdentities(rule) && mayMatch(rule, identity, namespace))) return undefined;
  return policyWith(policy, namespace, [...mappingsOf(spec.rules), { from: [{ source: { principals: [principalIn(namespace)] } }] }]);
}

/** A DENY policy whose rules about clients leave out what comes through the waypoint; undefined where they do so as they are. */
function letPast(policy: MeshObject, namespace: string): PlainObject | undefined {
  const rules = mappingsOf(specOf(policy).rules);
  const matches = (rule: PlainObject): boolean => isAboutClients(rule) && mayMatch(rule, { namespace, serviceAccount: WAYPOINT }, namespace);
  if (!rules.some(matches)) return undefined;
  const exception = { key: 'source.principal', notValues: [principalIn(namespace)] };
  return policyWith(policy, namespace, rules.map(rule => matches(rule) ? { ...rule, when: [...mappingsOf(rule.when), exception] } : rule));
}

const principalIn = (namespace: string): string => `cluster.local/ns/${namespace}/sa/${WAYPOINT}`;

function policyWith(policy: MeshObject, namespace: string, rules: readonly PlainObject[]): PlainObject {
  return { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: policy.name, namespace }, spec: { ...specOf(policy), rules } };
}
