import { Cluster } from '../../cluster/cluster';
import { SourcedObject } from '../../cluster/entries';
import { buildConfiguration } from '../../dataplane/requests/ingress-nginx/build';
import { ownerOf } from '../../dataplane/requests/ingress-nginx/classes';
import { NginxConfiguration, NginxIngress, PLAIN_SETTINGS } from '../../dataplane/requests/ingress-nginx/model';
import { describeIngress, PortsOf, readIngress } from '../../dataplane/requests/ingress-nginx/read';
import { Controller } from '../../dataplane/requests/ingress-nginx/settings';

/** The Ingresses of a cluster, and what their controllers make of them. */
export interface Ingresses {
  /** That of ingress-nginx first, then one for each other class, by the rules of the API alone. */
  readonly configurations: readonly NginxConfiguration[];
  readonly nginx: readonly NginxIngress[];
  /** Of other classes. */
  readonly others: readonly { readonly className: string; readonly ingress: NginxIngress; readonly object: SourcedObject }[];
  /** Those that no controller takes, and why. */
  readonly notTaken: readonly { readonly object: SourcedObject; readonly why: string }[];
  /** What is wrong with Ingresses, each problem as one text. */
  readonly problems: readonly { readonly object: SourcedObject; readonly problem: string }[];
  readonly objects: ReadonlyMap<NginxIngress, SourcedObject>;
}

export function readIngresses(cluster: Cluster, { classes, annotationsPrefix, annotationRules, settings }: Controller): Ingresses {
  const portsOf = serviceReader(cluster);
  const nginx: NginxIngress[] = [];
  const others: Ingresses['others'][number][] = [];
  const notTaken: Ingresses['notTaken'][number][] = [];
  const problems: Ingresses['problems'][number][] = [];
  const objects = new Map<NginxIngress, SourcedObject>();
  const names = new Set<string>();
  for (const object of cluster.ingresses) {
    const owner = ownerOf(object.object, classes);
    if (owner.kind === 'none') {
      notTaken.push({ object, why: owner.why });
      continue;
    }
    const { ingress, problems: found } = readIngress(object, portsOf, annotationsPrefix, owner.kind === 'nginx' ? annotationRules : undefined);
    problems.push(...found.map(problem => ({ object, problem })));
    if (!ingress) continue;
    const name = describeIngress(object);
    if (names.has(name)) {
      problems.push({ object, problem: 'metadata.name: there is another Ingress of this name, which comes first; this one is left out' });
      continue;
    }
    names.add(name);
    objects.set(ingress, object);
    if (owner.kind === 'nginx') nginx.push(ingress);
    else others.push({ className: owner.className, ingress, object });
  }
  problems.push(...clashes(nginx, objects));
  const classNames = [...new Set(others.map(({ className }) => className))];
  return {
    configurations: [
      ...nginx.length > 0 ? [buildConfiguration(nginx, settings)] : [],
      ...classNames.map(className => others.filter(other => other.className === className).map(({ ingress }) => ingress))
        .map(own => buildConfiguration(own, PLAIN_SETTINGS)),
    ],
    nginx,
    others,
    notTaken,
    problems,
    objects,
  };
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
