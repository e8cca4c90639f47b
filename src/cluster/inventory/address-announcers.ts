import { Cluster } from '../cluster';
import { Workload } from '../workloads/workload';

const METALLB: readonly RegExp[] = [/(?:^|\/)metallb\/speaker$/, /(?:^|\/)metallb-speaker$/];

/** Images of software whose purpose is to announce addresses of load balancers, or to be one. Network plugins may do so too, but mostly don't. */
const ANNOUNCERS: readonly RegExp[] = [
  ...METALLB, /(?:^|\/)kube-vip(?:-iptables)?$/, /(?:^|\/)purelb\/lbnodeagent$/, /(?:^|\/)openelb(?:-speaker)?$/, /(?:^|\/)klipper-lb$/,
];

/** Whether somebody other than kube-proxy makes addresses of load balancers reachable: software on the nodes, or the cloud that they run in. */
export function announcesLoadBalancers(cluster: Cluster): boolean {
  return [...cluster.nodes.values()].some(({ providerId }) => providerId !== '') || [...cluster.workloads.values()].some(workload => runs(workload, ANNOUNCERS));
}

export function hasMetalLb(cluster: Cluster): boolean {
  return [...cluster.workloads.values()].some(workload => runs(workload, METALLB));
}

function runs({ containers }: Workload, images: readonly RegExp[]): boolean {
  return containers.some(({ image }) => images.some(pattern => pattern.test(image.repository)));
}
