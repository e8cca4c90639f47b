import { Cluster } from '../../../cluster/cluster';
import { buildConfiguration } from '../ingress-nginx/build';
import { ownerOf } from '../ingress-nginx/classes';
import { NginxConfiguration, NginxIngress, PLAIN_SETTINGS } from '../ingress-nginx/model';
import { describeIngress, PortsOf, readIngress } from '../ingress-nginx/read';
import { readController } from '../ingress-nginx/settings';

/** What a controller makes of the Ingresses of its class. */
export interface IngressModel {
  /** `ingress-nginx`, `Ingresses of class traefik` */
  readonly through: string;
  readonly configuration: NginxConfiguration;
  /** What is taken for granted, or left out. */
  readonly notes: readonly string[];
  /** Whether a Service is in the input; where it has none at all, nothing is known. */
  readonly hasService: (name: string) => boolean;
}

/** The controllers of the Ingresses in the input: ingress-nginx by its own rules, those of other classes by what the API says alone. */
export function ingressModels(cluster: Cluster): IngressModel[] {
  const controller = readController(cluster);
  const portsOf: PortsOf = name => {
    const service = cluster.services.get(name);
    return service && new Map(service.ports.map(({ name: port, port: number }) => [port, number]));
  };
  const groups = new Map<string, { readonly ingresses: NginxIngress[]; readonly notes: string[] }>();
  const unowned: string[] = [];
  for (const given of cluster.ingresses) {
    const owner = ownerOf(given.object, controller.classes);
    const { ingress, problems } = readIngress(given, portsOf, controller.annotationsPrefix, owner.kind === 'nginx' ? controller.annotationRules : undefined);
    if (owner.kind === 'none') {
      unowned.push(`${describeIngress(given)} ${owner.why}`);
      continue;
    }
    const through = owner.kind === 'nginx' ? NGINX : `Ingresses of class ${owner.className}`;
    const group = groups.get(through) ?? { ingresses: [], notes: [] };
    groups.set(through, group);
    if (ingress) group.ingresses.push(ingress);
    group.notes.push(...problems.map(problem => `${describeIngress(given)}: ${problem}`));
  }
  const hasService = (name: string): boolean => cluster.services.size === 0 || cluster.services.has(name);
  return [...groups].map(([through, { ingresses, notes }]) => {
    const isNginx = through === NGINX;
    const own = isNginx ? [...unowned, ...controller.assumptions.map(text => text.replace(/\.$/, ''))] : [NOT_KNOWN];
    const configuration = buildConfiguration(ingresses, isNginx ? controller.settings : PLAIN_SETTINGS);
    return { through, configuration, notes: [...notes, ...own], hasService };
  });
}

const NGINX = 'ingress-nginx';
const NOT_KNOWN = 'annotations of the class, and what it does beyond the Ingress API, are not known';
