import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { Cluster } from '../../cluster/cluster';
import { SourcedObject } from '../../cluster/entries';
import { buildConfiguration } from '../../dataplane/requests/ingress-nginx/build';
import { ownerOf } from '../../dataplane/requests/ingress-nginx/classes';
import { NginxConfiguration, NginxIngress, PLAIN_SETTINGS } from '../../dataplane/requests/ingress-nginx/model';
import { describeIngress, PortsOf, readIngress } from '../../dataplane/requests/ingress-nginx/read';
import { Controller, readOtherController } from '../../dataplane/requests/ingress-nginx/settings';

/** The Ingresses of a cluster, and what their controllers make of them. */
export interface Ingresses {
  /** Those of ingress-nginx first, then one for each other class, by the rules of the API alone. */
  readonly configurations: readonly NginxConfiguration[];
  /** The controllers of those that are of ingress-nginx. */
  readonly controllers: ReadonlyMap<NginxConfiguration, Controller>;
  readonly nginx: readonly NginxIngress[];
  /** Of other classes. */
  readonly others: readonly { readonly className: string; readonly ingress: NginxIngress; readonly object: SourcedObject }[];
  /** Those that no controller takes, and why. */
  readonly notTaken: readonly { readonly object: SourcedObject; readonly why: string }[];
  /** What is wrong with Ingresses, each problem as one text. */
  readonly problems: readonly { readonly object: SourcedObject; readonly problem: string }[];
  readonly objects: ReadonlyMap<NginxIngress, SourcedObject>;
}

/** @param controller that of ingress-nginx, or of the first one of several */
export function readIngresses(cluster: Cluster, controller: Controller): Ingresses {
  const portsOf = serviceReader(cluster);
  const ofNginx = otherNginxClasses(cluster, controller);
  const byController = new Map<Controller, NginxIngress[]>([[controller, []]]);
  const others: Ingresses['others'][number][] = [];
  const notTaken: Ingresses['notTaken'][number][] = [];
  const problems: Ingresses['problems'][number][] = [];
  const objects = new Map<NginxIngress, SourcedObject>();
  const names = new Set<string>();
  for (const object of cluster.ingresses) {
    const owner = ownerOf(object.object, controller.classes);
    if (owner.kind === 'none') {
      notTaken.push({ object, why: owner.why });
      continue;
    }
    const own = owner.kind === 'nginx' ? controller : ofNginx.get(owner.className);
    const { ingress, problems: found } = readIngress(object, portsOf, controller.annotationsPrefix, own?.annotationRules);
    problems.push(...found.map(problem => ({ object, problem })));
    if (!ingress) continue;
    const name = describeIngress(object);
    if (names.has(name)) {
      problems.push({ object, problem: 'metadata.name: there is another Ingress of this name, which comes first; this one is left out' });
      continue;
    }
    names.add(name);
    objects.set(ingress, object);
    if (own) byController.set(own, [...byController.get(own) ?? [], ingress]);
    else if (owner.kind === 'other') others.push({ className: owner.className, ingress, object });
  }
  const nginx = [...byController.values()].flat();
  problems.push(...[...byController.values()].flatMap(ingresses => clashes(ingresses, objects)));
  const controllers = new Map([...byController].filter(([, ingresses]) => ingresses.length > 0)
    .map(([own, ingresses]) => [buildConfiguration(ingresses, own.settings), own] as const));
  const classNames = [...new Set(others.map(({ className }) => className))];
  return {
    configurations: [
      ...controllers.keys(),
      ...classNames.map(className => others.filter(other => other.className === className).map(({ ingress }) => ingress))
        .map(own => buildConfiguration(own, PLAIN_SETTINGS)),
    ],
    controllers,
    nginx,
    others,
    notTaken,
    problems,
    objects,
  };
}

/**
 * The classes of other controllers of ingress-nginx: an IngressClass says so, or where the input has none, annotations that no other
 * controller reads. What protects an Ingress is kept or closed then as with the first controller.
 */
function otherNginxClasses(cluster: Cluster, { classes, annotationsPrefix }: Controller): ReadonlyMap<string, Controller> {
  const owners = cluster.ingresses.map(({ object }) => ({ object, owner: ownerOf(object, classes) }));
  const names = owners.flatMap(({ object, owner }) => owner.kind === 'other'
    && (owner.isNginx === 'yes' || (owner.isNginx === 'unknown' && hasAnnotations(object, annotationsPrefix))) ? [owner.className] : []);
  return new Map([...new Set(names)].map(name => [name, readOtherController(cluster, name)]));
}

function hasAnnotations({ metadata }: PlainObject, prefix: string): boolean {
  const { annotations } = isPlainObject(metadata) ? metadata : {} as PlainObject;
  return isPlainObject(annotations) && Object.keys(annotations).some(key => key.startsWith(prefix));
}

/** nginx refuses its whole configuration where a host has a prefix with and without a slash at its end: nothing is reloaded any more. */
function clashes(ingresses: readonly NginxIngress[], objects: Ingresses['objects']): Ingresses['problems'][number][] {
  const prefixes = new Map<string, string>();
  const rules = ingresses.flatMap(ingress => ingress.rules.flatMap(({ host, paths }) => paths.filter(({ type, path }) => type === 'Prefix' && path !== '/')
    .map(({ path }) => ({ ingress, host, path }))));
  return rules.flatMap(({ ingress, host, path }) => {
    const key = `${host} ${path.replace(/\/$/, '')}`;
    const other = prefixes.get(key);
    prefixes.set(key, path);
    if (other === undefined || other === path) return [];
    return [{ object: objects.get(ingress)!, problem: `${host} has the prefixes ${other} and ${path}, with which nginx refuses its configuration` }];
  });
}

/** The ports of Services by name. */
function serviceReader({ services }: Cluster): PortsOf {
  return name => {
    const service = services.get(name);
    return service && new Map(service.ports.filter(port => port.name !== '').map(port => [port.name, port.port]));
  };
}
