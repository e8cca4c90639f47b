import { RequestData } from './document';
import { groupOf } from '../base/objects/api-version';
import { isPlainObject, PlainObject } from '../base/objects/fields';
import { GatewayApiContext } from '../check/goals/gateway-api/context';
import { requestModel } from '../check/goals/gateway-api/request-model';
import { GATEWAY_API_GROUPS_AND_KINDS } from '../cluster/gateway-api/gateway-api-objects';
import { WORKLOAD_GROUPS_AND_KINDS } from '../cluster/workloads/workload';
import { controllerConfigMaps, isControllerWord } from '../dataplane/requests/ingress-nginx/settings';

/** The kinds that decide where requests go, beside Gateway API's. */
const KINDS: readonly string[] = [
  ...GATEWAY_API_GROUPS_AND_KINDS, '/Namespace', '/Service', 'networking.k8s.io/Ingress', 'networking.k8s.io/IngressClass',
];

/** What decides inside of the cluster. Of workloads there is what the mesh asks about, and nothing of their containers but ports. */
const INSIDE: readonly string[] = [
  'security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication', 'security.istio.io/RequestAuthentication', 'networking.istio.io/ServiceEntry',
  'networking.istio.io/VirtualService', 'networking.k8s.io/NetworkPolicy', 'cilium.io/CiliumNetworkPolicy', 'cilium.io/CiliumClusterwideNetworkPolicy',
  'projectcalico.org/NetworkPolicy', 'projectcalico.org/GlobalNetworkPolicy', 'crd.projectcalico.org/NetworkPolicy', 'crd.projectcalico.org/GlobalNetworkPolicy',
];

/** What tools keep in objects, and keys of tokens, which may be secret. */
const LEFT_OUT: ReadonlySet<string> = new Set(['managedFields', 'kubectl.kubernetes.io/last-applied-configuration', 'status', 'jwks']);

/** Collects, while a cluster is read, what a page needs to answer questions about requests. */
export class RequestObjects {
  private readonly objects: PlainObject[] = [];
  private readonly applied: PlainObject[] = [];
  private readonly inside: PlainObject[] = [];
  private readonly insideApplied: PlainObject[] = [];
  private readonly configMaps: { readonly object: PlainObject; readonly isApplied: boolean }[] = [];

  /** To be given each object that is read. */
  public readonly watch = (object: PlainObject, isApplied: boolean): void => {
    const kind = `${groupOf(object.apiVersion) ?? ''}/${String(object.kind)}`;
    const target = isApplied ? this.applied : this.objects;
    if (KINDS.includes(kind)) target.push(reduced(object) as PlainObject);
    else if (INSIDE.includes(kind)) (isApplied ? this.insideApplied : this.inside).push(reduced(object) as PlainObject);
    else if (WORKLOAD_GROUPS_AND_KINDS.includes(kind) && isController(object)) target.push(controllerOnly(object) as PlainObject);
    else if (WORKLOAD_GROUPS_AND_KINDS.includes(kind) && kind !== '/Pod') (isApplied ? this.insideApplied : this.inside).push(podsOnly(object));
    else if (kind === '/ConfigMap') this.configMaps.push({ object, isApplied });
  };

  /** What a page may be asked. Of ConfigMaps there are only those of ingress-nginx's controller. */
  public data(context: GatewayApiContext): RequestData {
    const { cluster, target, report } = context;
    // Without a mesh and without policies, nothing is said about the inside of the cluster.
    const isAsked = requestModel(context).mesh?.hasIstio === true;
    const wanted = new Set(controllerConfigMaps(cluster));
    const configMaps = (isApplied: boolean) => this.configMaps.filter(each => each.isApplied === isApplied && wanted.has(nameOf(each.object)))
      .map(({ object }) => reduced(object) as PlainObject);
    return {
      objects: [...this.objects, ...isAsked ? this.inside : [], ...configMaps(false)],
      applied: [...this.applied, ...isAsked ? this.insideApplied : [], ...configMaps(true)],
      answers: { gatewayApi: target.minor, channel: target.channel, ...report && { implementation: report.implementation } },
    };
  }
}

function nameOf({ metadata }: PlainObject): string {
  const { namespace = 'default', name } = isPlainObject(metadata) ? metadata : {};
  return `${String(namespace)}/${String(name)}`;
}

function isController(object: PlainObject): boolean {
  return words(object).some(isControllerWord);
}

/** All texts of commands and arguments. */
function words(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(words);
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) =>
    name === 'command' || name === 'args' ? (Array.isArray(entry) ? entry.map(String) : []) : words(entry));
}

/** The controller with its flags; nothing of its environment and volumes. */
function controllerOnly(value: unknown): unknown {
  const HIDDEN = ['env', 'envFrom', 'volumes', 'volumeMounts', 'lifecycle', 'imagePullSecrets'];
  if (Array.isArray(value)) return value.map(controllerOnly);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !HIDDEN.includes(name) && !LEFT_OUT.has(name))
    .map(([name, entry]) => [name, controllerOnly(entry)]));
}

/** A workload with what says how its pods take part in a mesh. */
function podsOnly({ apiVersion, kind, metadata, spec }: PlainObject): PlainObject {
  const pick = (value: unknown, ...names: readonly string[]): PlainObject => isPlainObject(value)
    ? Object.fromEntries(names.flatMap(name => value[name] === undefined ? [] : [[name, value[name]]])) : {};
  const template = pick(isPlainObject(spec) ? spec.template : undefined, 'metadata', 'spec');
  const { containers } = isPlainObject(template.spec) ? template.spec : {} as PlainObject;
  return {
    apiVersion,
    kind,
    metadata: pick(metadata, 'name', 'namespace', 'ownerReferences'),
    spec: {
      template: {
        metadata: reduced(pick(template.metadata, 'labels', 'annotations')),
        spec: { ...pick(template.spec, 'serviceAccountName', 'hostNetwork'), containers: Array.isArray(containers) ? containers.map(each => pick(each, 'name', 'ports')) : [] },
      },
    },
  };
}

function reduced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reduced);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !LEFT_OUT.has(name)).map(([name, entry]) => [name, reduced(entry)]));
}
