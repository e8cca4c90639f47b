import { CalicoState, calicoState, familiesOf } from './calico';
import { unknownKinds, UnknownKind } from './decisive-kinds';
import { KubeProxyWay, kubeProxyWay } from './kube-proxy-way';
import { Cover, coverOf, covers, Family, overlaps, podCidrsOf } from './networks';
import { MIGRATION_LABEL } from './paths';
import { addressesOfNodes, policiesOf } from './policies';
import { StageValues, stageValues } from './values';
import { InputError } from '../../base/errors';
import { Cidr, parseCidr, siblingOf } from '../../base/ip/cidr';
import { PlainObject } from '../../base/objects/fields';
import { shownMode } from '../../check/goals/cilium/service-replacement';
import { Cluster } from '../../cluster/cluster';
import { describeReference } from '../../cluster/inventory/object-reference';
import { Node } from '../../cluster/served/node';
import { compareReplacement, ReplacementComparison } from '../../dataplane/kube-proxy-replacement/compare';
import { ReplacementView } from '../../dataplane/kube-proxy-replacement/view';
import { CiliumMinor, readCiliumMinor } from '../../programs/cilium/target';
import { TranslatedPolicy } from '../../programs/cilium/translate/calico-policies';
import { agentConfigOf, kubeProxyReplacementOf } from '../../programs/cilium/values/agent-config';
import { ChartValues } from '../../programs/cilium/values/chart-values';
import { mergeValues } from '../../programs/helm/merge-values';
import { MigrationAnswers } from '../goals/question';

/** Everything that is decided before anything is written. */
export interface CiliumPlan {
  readonly minor: CiliumMinor;
  /** As stated: a minor, or a whole version. */
  readonly version: string;
  /** One for each family that pods have, IPv4 first. */
  readonly podCidrs: readonly Cidr[];
  readonly calico: CalicoState;
  readonly values: StageValues;
  /** By family: what keeps Calico's pods and Cilium's from being masqueraded towards each other. A family without it has none of a reasonable size. */
  readonly covers: ReadonlyMap<Family, Cover>;
  /** The CIDR next to that of Calico's only pool, where nothing else in the input has it: one CIDR covers both, and nothing else. */
  readonly neighbor?: Cidr;
  readonly policies: readonly TranslatedPolicy[];
  /** The kinds that decide about policies and are not in the input. */
  readonly unknown: readonly UnknownKind[];
  /** The names of nodes in the order in which they move. */
  readonly nodes: readonly string[];
  /** Those that have the label of the migration already. */
  readonly movedNodes: readonly string[];
  /** Those of `nodes` that get no new pods as it is. */
  readonly cordonedNodes: readonly string[];
  /** What kube-proxy takes for pods, where that does not cover Cilium's, and what would. */
  readonly clusterCidr?: ClusterCidr;
  /** What has ports of its node without being in the node's network. */
  readonly hostPorts: readonly string[];
  /** What installs Cilium in the input by other means than a file of values: values are put there. */
  readonly carriers: readonly string[];
  /** How kube-proxy goes, where the final values replace it. */
  readonly kubeProxy?: KubeProxyWay;
  /** What becomes of Services, where the final values replace kube-proxy and its mode is known. */
  readonly services?: ReplacementComparison;
}

/** kube-proxy's clusterCIDR, and the one that it needs. */
export interface ClusterCidr {
  readonly current: string;
  /** Undefined where none of a reasonable size covers all. */
  readonly wanted?: string;
  /** Whether that has addresses of others, too. */
  readonly isWider: boolean;
  /** The ConfigMap that has it, as NAMESPACE NAME; undefined where the input does not show one. */
  readonly configMap?: { readonly namespace: string; readonly name: string };
}

/** @throws InputError where the input lacks something, an answer is missing, or values would be refused */
export function planCilium(cluster: Cluster, { ciliumVersion, podCidr, noneOf }: MigrationAnswers): CiliumPlan {
  if (ciliumVersion === undefined) throw new InputError('Cilium version: is missing; expected the version of Cilium (--cilium-version), for example, 1.20');
  const minor = readCiliumMinor(ciliumVersion, 'Cilium version');
  const calico = calicoState(cluster);
  const windows = [...cluster.nodes.values()].find(({ operatingSystem }) => operatingSystem === 'windows');
  if (windows) {
    throw new InputError(`${windows.source === undefined ? '' : `${windows.source.toString()}: `}${describeReference(windows)}: runs Windows, which Cilium does not; `
      + 'expected Linux nodes only: keep Calico, or replace the node first');
  }
  const { installations } = cluster.cilium;
  const given = installations.reduce<PlainObject>((all, { values }) => mergeValues(all, values), {});
  const podCidrs = podCidrsOf(podCidr, new ChartValues(given, minor), familiesOf(calico));
  const covered = new Map<Family, Cover>();
  for (const { family } of podCidrs) {
    const cover = coverOf([...podCidrs, ...calico.pools].filter(each => each.family === family));
    if (cover && calico.pools.some(each => each.family === family)) covered.set(family, cover);
  }
  const hostPorts = [...cluster.workloads.values()]
    .filter(({ hostPorts: ports, hostNetwork }) => ports.length > 0 && !hostNetwork).map(each => each.description);
  const covering = new Map([...covered].map(([family, { cidr }]) => [family, cidr]));
  const values = stageValues(given, { minor, podCidrs, calico, covering, hasHostPorts: hostPorts.length > 0 });
  const unknown = unknownKinds(cluster, noneOf ?? []);
  return {
    minor,
    version: ciliumVersion,
    podCidrs,
    calico,
    values,
    covers: covered,
    ...neighborOf(cluster, calico.pools),
    policies: policiesOf(cluster, { minor, values: values.final, calico, podCidrs, unknown }),
    unknown,
    ...nodesOf(cluster),
    ...clusterCidrOf(cluster, podCidrs),
    hostPorts,
    carriers: installations.filter(({ isFile }) => !isFile).map(({ carrier }) => describeReference(carrier)),
    ...values.moved && { kubeProxy: kubeProxyWay(cluster) },
    ...values.moved && servicesOf(cluster, new ChartValues(values.final, minor)),
  };
}

function neighborOf(cluster: Cluster, pools: readonly Cidr[]): Pick<CiliumPlan, 'neighbor'> {
  const neighbor = pools.length === 1 ? siblingOf(pools[0]) : undefined;
  const services = [...cluster.serviceCidrs.values()].flatMap(({ cidrs }) => cidrs.map(({ cidr }) => cidr));
  const others = [...services, ...[...addressesOfNodes(cluster)].map(({ cidr }) => cidr)];
  return neighbor && !others.some(other => overlaps(other, neighbor)) ? { neighbor } : {};
}

function servicesOf(cluster: Cluster, values: ChartValues): Pick<CiliumPlan, 'services'> {
  const mode = shownMode(cluster);
  if (mode === undefined || kubeProxyReplacementOf(values) !== 'true') return {};
  return { services: compareReplacement(new ReplacementView(cluster, mode, values.minor, agentConfigOf(values))) };
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** Workers first. */
function nodesOf(cluster: Cluster): Pick<CiliumPlan, 'nodes' | 'movedNodes' | 'cordonedNodes'> {
  const isControlPlane = ({ labels }: Node): number => Object.hasOwn(labels, CONTROL_PLANE) ? 1 : 0;
  const nodes = [...cluster.nodes.values()].sort((a, b) => isControlPlane(a) - isControlPlane(b) || (a.name < b.name ? -1 : 1));
  const hasMoved = ({ labels }: Node): boolean => labels[MIGRATION_LABEL] === 'true';
  const waiting = nodes.filter(node => !hasMoved(node));
  const namesOf = (some: readonly Node[]) => some.map(({ name }) => name);
  return {
    nodes: namesOf(waiting),
    movedNodes: namesOf(nodes.filter(hasMoved)),
    cordonedNodes: namesOf(waiting.filter(({ unschedulable }) => unschedulable)),
  };
}

/** What kube-proxy has to take for pods: only where it looks at clusterCIDR, and that is set. */
function clusterCidrOf(cluster: Cluster, podCidrs: readonly Cidr[]): Pick<CiliumPlan, 'clusterCidr'> {
  const { clusterCIDR, detectLocalMode = 'ClusterCIDR' } = cluster.kubeProxyConfiguration?.document ?? {};
  if (typeof clusterCIDR !== 'string' || clusterCIDR === '' || detectLocalMode !== 'ClusterCIDR') return {};
  const current = clusterCIDR.split(',').flatMap(text => parseCidr(text.trim()) ?? []);
  if (podCidrs.every(cidr => current.some(each => covers(each, cidr)))) return {};
  const wanted = current.map(each => coverOf([each, ...podCidrs.filter(({ family }) => family === each.family)]));
  const configMap = cluster.kubeProxyConfigMap?.reference;
  return {
    clusterCidr: {
      current: clusterCIDR,
      ...wanted.every(each => each !== undefined) && { wanted: wanted.map(each => each!.cidr.text).join(',') },
      isWider: wanted.some(each => each?.isWider),
      ...configMap && { configMap: { namespace: configMap.namespace ?? 'default', name: configMap.name } },
    },
  };
}
