import { AnnotationRules, checkAnnotations } from './annotation-rules';
import { IngressPath, NginxIngress, Upstream } from './model';
import { describeObject, quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { itemsOf } from '../../../base/objects/loose';
import { SourcedObject } from '../../../cluster/entries';

/** The prefix of the controller's annotations, which a flag can change (--annotations-prefix). */
export const ANNOTATIONS_PREFIX = 'nginx.ingress.kubernetes.io/';

/** The numbers of a Service's ports by their names, for `NAMESPACE/NAME`; `undefined` where the Service is not known. */
export type PortsOf = (service: string) => ReadonlyMap<string, number> | undefined;

/** An Ingress that is read, with what of it can't be. */
export interface ReadIngress {
  /** Not set where nothing of it can be read. */
  readonly ingress?: NginxIngress;
  /** What the API server or the controller would refuse, and what is left out therefore: `spec.rules[0].http.paths[1].path: …`. */
  readonly problems: readonly string[];
}

/**
 * Reads an Ingress. What is wrong in it is left out, and does not keep anything else from being read.
 *
 * @param annotationRules what the controller takes in annotations; not set for other controllers than ingress-nginx
 */
export function readIngress(
  { object, source }: SourcedObject, portsOf: PortsOf, prefix = ANNOTATIONS_PREFIX, annotationRules?: AnnotationRules,
): ReadIngress {
  const problems: string[] = [];
  const { name, namespace = 'default', creationTimestamp, annotations } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  if (object.apiVersion !== 'networking.k8s.io/v1') return { problems: [`apiVersion: ${quoted(object.apiVersion)} is not served since Kubernetes 1.22; expected "networking.k8s.io/v1"`] };
  if (typeof name !== 'string' || name === '') return { problems: [name === undefined || name === '' ? 'metadata.name: is missing' : `metadata.name: ${quoted(name)} is not a text`] };
  if (typeof namespace !== 'string') return { problems: [`metadata.namespace: ${quoted(namespace)} is not a text; expected, for example, "${String(namespace)}"`] };
  if (!isPlainObject(object.spec)) return { problems: ['spec: is missing'] };
  const { rules, defaultBackend, tls } = object.spec;
  const reader = new IngressReader(namespace, portsOf, problems);
  const backend = defaultBackend === undefined || defaultBackend === null ? undefined : reader.backend(defaultBackend, 'spec.defaultBackend');
  const given = new Map(Object.entries(isPlainObject(annotations) ? annotations : {})
    .filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), String(value)]));
  const checked = annotationRules && given.size > 0 ? checkAnnotations(given, namespace, annotationRules) : undefined;
  problems.push(...(checked?.problems ?? []).map(problem => `metadata.annotations: ${prefix}${problem}`));
  if (checked?.refused !== undefined) return { problems };
  const ingress: NginxIngress = {
    namespace,
    name,
    created: creationTimestamp instanceof Date ? creationTimestamp.toISOString() : typeof creationTimestamp === 'string' ? creationTimestamp : '',
    annotations: checked?.annotations ?? given,
    ...checked && checked.ineffective.size > 0 && { ineffective: checked.ineffective },
    ...checked?.denied !== undefined && { denied: checked.denied },
    ...checked?.closesHosts !== undefined && { closesHosts: checked.closesHosts },
    rules: itemsOf(rules).flatMap((rule, i) => reader.rule(rule, `spec.rules[${i}]`)),
    ...backend && { defaultBackend: backend },
    tls: itemsOf(tls).flatMap(entry => isPlainObject(entry)
      ? [{ hosts: itemsOf(entry.hosts).map(host => String(host).toLowerCase()), secretName: typeof entry.secretName === 'string' ? entry.secretName : '' }] : []),
    ...source && { source },
  };
  return { ingress, problems };
}

/** `Ingress shop/web`, also of one that has no name. */
export function describeIngress({ object }: SourcedObject): string {
  return describeObject({ ...object, kind: 'Ingress' });
}

const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What the API server refuses in paths of the types Exact and Prefix. Source: pkg/apis/networking/validation/validation.go. */
const REFUSED_IN_PATHS: readonly RegExp[] = [/\/\//, /\/\.\//, /\/\.\.\//, /%2f/i, /\/\.\.?$/];

class IngressReader {
  constructor(private readonly namespace: string, private readonly portsOf: PortsOf, private readonly problems: string[]) {}

  public rule(rule: unknown, at: string): NginxIngress['rules'][number][] {
    if (!isPlainObject(rule)) return this.refuse(at, `${quoted(rule)} is not a rule`);
    const { host = '', http } = rule;
    if (typeof host !== 'string' || (host !== '' && !HOST.test(host))) return this.refuse(`${at}.host`, `${quoted(host)} is not a host name`);
    const paths = isPlainObject(http) ? itemsOf(http.paths) : [];
    // The server of requests that no host takes.
    return [{ host: host === '' ? '_' : host, paths: paths.flatMap((path, i) => this.path(path, `${at}.http.paths[${i}]`)) }];
  }

  private path(given: unknown, at: string): IngressPath[] {
    if (!isPlainObject(given)) return this.refuse(at, `${quoted(given)} is not a path`);
    const { path = '', pathType = 'ImplementationSpecific', backend } = given;
    const isFree = pathType === 'ImplementationSpecific';
    if (!isFree && pathType !== 'Exact' && pathType !== 'Prefix') return this.refuse(`${at}.pathType`, `${quoted(pathType)} is not a type of paths`);
    if (typeof path !== 'string' || !(path.startsWith('/') || (isFree && path === ''))) {
      return this.refuse(`${at}.path`, `${quoted(path)} does not begin with /`);
    }
    if (!isFree && REFUSED_IN_PATHS.some(refused => refused.test(path))) {
      return this.refuse(`${at}.path`, `${quoted(path)} is refused by the API server with the type ${pathType}`);
    }
    const upstream = this.backend(backend, `${at}.backend`);
    if (upstream === undefined && !(isPlainObject(backend) && isPlainObject(backend.resource))) return [];
    // A path without a type, or of an own type, becomes a Prefix path.
    return [{
      path: path === '' ? '/' : path,
      type: pathType === 'Exact' ? 'Exact' : 'Prefix',
      ...upstream && { backend: upstream },
      ...isFree && { isImplementationSpecific: true },
    }];
  }

  public backend(backend: unknown, at: string): Upstream | undefined {
    const service = isPlainObject(backend) && isPlainObject(backend.service) ? backend.service : undefined;
    if (!service) {
      this.problems.push(isPlainObject(backend) && isPlainObject(backend.resource) ? `${at}.resource: the controller answers it with its default backend`
        : `${at}.service: is missing`);
      return undefined;
    }
    const { name: portName, number } = isPlainObject(service.port) ? service.port : {} as PlainObject;
    if (typeof service.name !== 'string' || service.name === '') return this.refuse(`${at}.service.name`, 'is missing')[0];
    const upstream = { namespace: this.namespace, service: service.name };
    if (typeof number === 'number') return { ...upstream, port: String(number), number };
    if (typeof portName !== 'string' || portName === '') return this.refuse(`${at}.service.port`, 'has neither a number nor a name')[0];
    const known = this.portsOf(`${this.namespace}/${service.name}`);
    const resolved = known?.get(portName);
    if (known && resolved === undefined) {
      this.problems.push(`${at}.service.port.name: Service ${this.namespace}/${service.name} has no port ${quoted(portName)}; the controller answers with its default backend`);
    }
    return { ...upstream, port: portName, ...resolved !== undefined && { number: resolved } };
  }

  private refuse(at: string, problem: string): never[] {
    this.problems.push(`${at}: ${problem}`);
    return [];
  }
}
