import { ClusterInventory } from '../cluster/cluster-inventory';
import { WorkloadInfo } from '../cluster/workload-info';

/** Images of software that announces addresses of load balancers by ARP or BGP, so that no node has to hold them. */
const ANNOUNCERS: readonly RegExp[] = [
  /(?:^|\/)metallb\/speaker$/, /(?:^|\/)metallb-speaker$/, /(?:^|\/)kube-vip(?:-iptables)?$/, /(?:^|\/)kube-router$/, /(?:^|\/)purelb\/lbnodeagent$/,
  /(?:^|\/)openelb(?:-speaker)?$/, /(?:^|\/)klipper-lb$/, /(?:^|\/)cilium$/,
];

export function announcesLoadBalancers(cluster: ClusterInventory): boolean {
  return cluster.nodes.some(({ providerId }) => providerId !== '') || cluster.workloads.some(workload => runs(workload, ANNOUNCERS));
}

export function hasMetalLb(cluster: ClusterInventory): boolean {
  return cluster.workloads.some(workload => runs(workload, ANNOUNCERS.slice(0, 2)));
}

function runs({ containers }: WorkloadInfo, images: readonly RegExp[]): boolean {
  return containers.some(({ image }) => images.some(pattern => pattern.test(image.repository)));
}
