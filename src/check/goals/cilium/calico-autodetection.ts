import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { ObjectReference } from '../../../cluster/inventory/object-reference';
import { Workload } from '../../../cluster/workloads/workload';

/** How calico-node finds the address of its node, for one family. */
export interface Autodetection {
  readonly family: 'ip' | 'ip6';
  /** What says so. */
  readonly object: ObjectReference;
  /** The field of the Installation, or the variable of calico-node with manifests. */
  readonly field: string;
  /** What the Installation says; empty where it says nothing, and with manifests. */
  readonly installed: PlainObject;
  /** What the variable says, with manifests; undefined where it is not set. */
  readonly value?: string;
}

/** The interface that Cilium makes on each node, with an address of the pool of pods. */
const CILIUM_INTERFACE = 'cilium_host';

/** Calico's agent, as manifests and the operator name it. */
export function calicoNodeOf(cluster: Cluster): Workload | undefined {
  return [...cluster.workloads.values()].find(({ name, pods }) => name === 'calico-node' && pods === 'per-node');
}

/**
 * How Calico finds the addresses of nodes: the Installation's nodeAddressAutodetectionV4 and V6, or with manifests the variables of calico-node
 * (https://docs.tigera.io/calico/latest/networking/ipam/ip-autodetection). IPv6 only where it is on.
 */
export function autodetectionOf(cluster: Cluster): Autodetection[] {
  const { calicoInstallation } = cluster;
  if (calicoInstallation) {
    const spec = isPlainObject(calicoInstallation.object.spec) ? calicoInstallation.object.spec : {};
    const network = isPlainObject(spec.calicoNetwork) ? spec.calicoNetwork : {};
    const pools = Array.isArray(network.ipPools) ? network.ipPools.filter(isPlainObject) : [];
    const isOn = (isV6: boolean): boolean => pools.some(({ cidr }) => typeof cidr === 'string' && cidr.includes(':') === isV6);
    return (['ip', 'ip6'] as const).flatMap(family => {
      const field = `nodeAddressAutodetectionV${family === 'ip' ? '4' : '6'}`;
      const installed = network[field];
      // The operator writes the one for IPv4 by itself where there is a pool of that family, or none at all.
      if (!isPlainObject(installed) && !(family === 'ip' ? isOn(false) || pools.length === 0 : isOn(true))) return [];
      return [{ family, object: calicoInstallation.reference, field: `spec.calicoNetwork.${field}`, installed: isPlainObject(installed) ? installed : {} }];
    });
  }
  const node = calicoNodeOf(cluster);
  const environment = node?.containers.find(({ name }) => name === 'calico-node')?.environment;
  if (!node || !environment) return [];
  return [
    ...(environment.IP ?? 'autodetect') === 'autodetect' ? [variable(node, 'ip', 'IP_AUTODETECTION_METHOD', environment)] : [],
    ...environment.IP6 === 'autodetect' ? [variable(node, 'ip6', 'IP6_AUTODETECTION_METHOD', environment)] : [],
  ];
}

function variable(node: Workload, family: 'ip' | 'ip6', field: string, environment: Readonly<Record<string, string>>): Autodetection {
  return { family, object: node, field, installed: {}, ...environment[field] !== undefined && { value: environment[field] } };
}

/** Whether an address of Cilium's own interface may be taken: by the first that is found, and by interfaces that leave it in. */
export function takesAnyAddress({ installed, value }: Autodetection): boolean {
  if (value !== undefined) {
    const [method, argument = ''] = value.split('=');
    return method === 'first-found' || method === 'skip-interface' ? !matches(argument) : method === 'interface' && matches(argument);
  }
  const { firstFound, interface: taken, skipInterface } = installed;
  if (typeof skipInterface === 'string') return !matches(skipInterface);
  if (typeof taken === 'string') return matches(taken);
  const others = ['kubernetes', 'canReach', 'cidrs'].some(name => installed[name] !== undefined);
  return !others && (firstFound !== false || Object.keys(installed).length === 0);
}

/** Any of a list of regular expressions, anywhere in the name. */
function matches(expressions: string): boolean {
  return expressions.split(',').some(expression => {
    try {
      return expression !== '' && new RegExp(expression.trim()).test(CILIUM_INTERFACE);
    } catch {
      return false;
    }
  });
}
