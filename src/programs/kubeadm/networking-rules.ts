import { Cidr, parseCidr } from '../../base/ip/cidr';
import { sizeOf } from '../../base/ip/range';
import { clusterCidrProblem } from '../../base/schema/addresses';
import { Problem } from '../../base/schema/problem';
import { report } from '../../base/schema/report';

interface Arg {
  readonly name?: string;
  readonly value?: string;
}

interface Networked {
  readonly networking?: { readonly serviceSubnet?: string; readonly podSubnet?: string };
  readonly controllerManager?: { readonly extraArgs?: readonly Arg[] | null };
}

// Upstream cmd/kubeadm/app/constants/constants.go
const LEAST_SERVICE_ADDRESSES = 10;
const LEAST_POD_ADDRESSES = 14;
const MOST_SERVICE_BITS = 20;
const MOST_NODE_MASK_BITS = 16;

/** Upstream `ValidateNetworking`, but for dnsDomain. */
export function subnetProblems({ networking, controllerManager }: Networked): Problem[] {
  const args = controllerManager?.extraArgs ?? [];
  return [
    ...subnet('networking.serviceSubnet', networking?.serviceSubnet, serviceSubnetProblem),
    ...subnet('networking.podSubnet', networking?.podSubnet, cidr => podSubnetProblem(cidr, args)),
  ];
}

function subnet(field: string, text: string | undefined, problem: (cidr: Cidr) => string | undefined): Problem[] {
  if (!text) return [];
  const message = clusterCidrProblem(text);
  if (message !== undefined) return report(field, message);
  return text.split(',').flatMap(part => report(field, problem(parseCidr(part)!)));
}

function serviceSubnetProblem(cidr: Cidr): string | undefined {
  const small = tooSmall(cidr, LEAST_SERVICE_ADDRESSES);
  if (small !== undefined) return small;
  const least = cidr.network.length * 8 - MOST_SERVICE_BITS;
  return cidr.prefixLength >= least ? undefined : `"${cidr.text}" is too large for Services: expected a prefix length of ${least} or more`;
}

/** The controller manager cuts each node's pod CIDR out of the pod subnet, unless it is told not to. */
function podSubnetProblem(cidr: Cidr, args: readonly Arg[]): string | undefined {
  const small = tooSmall(cidr, LEAST_POD_ADDRESSES);
  if (small !== undefined) return small;
  if (lastValue(args, 'allocate-node-cidrs') === 'false') return undefined;
  const [flag, standard] = cidr.family === 'ip6' ? ['node-cidr-mask-size-ipv6', 64] as const : ['node-cidr-mask-size-ipv4', 24] as const;
  const mask = lastValue(args, flag) ?? `${standard}`;
  if (!/^\d+$/.test(mask)) return `can't be split between nodes, since controllerManager's ${flag} is not an integer`;
  const nodes = Number(mask) - cidr.prefixLength;
  if (nodes < 0) return `"${cidr.text}" is smaller than one node's /${mask}: expected a larger subnet, or another ${flag} in controllerManager's extraArgs`;
  if (nodes <= MOST_NODE_MASK_BITS) return undefined;
  const least = Number(mask) - MOST_NODE_MASK_BITS;
  return `"${cidr.text}" is too large for nodes of /${mask}: expected a prefix length of ${least} or more, or another ${flag} in controllerManager's extraArgs`;
}

function tooSmall(cidr: Cidr, least: number): string | undefined {
  const size = sizeOf(cidr);
  return size >= least ? undefined : `"${cidr.text}" has ${size} addresses: expected ${least} or more`;
}

function lastValue(args: readonly Arg[], name: string): string | undefined {
  return args.filter(arg => arg.name === name).at(-1)?.value || undefined;
}
