import { Command, InvalidArgumentError, Option } from 'commander';
import { preview } from './actions';
import { cidrList, FILES_HELP, HELP_HINT, splitList } from './input-options';
import { DEFAULT_NODE_PORT_RANGE, parseNodePortRange } from '../preview/allocation/node-ports';
import { IpFamily } from '../ruleset/ip-family';
import { NetworkInterfaces } from '../ruleset/node/interface-ips';
import { SUPPORTED_MINORS } from '../ruleset/versions/kube-proxy-version';

const DESCRIPTION = [
  'Prints the nftables ruleset that kube-proxy programs on a node, as a script for nft -f.',
  'FILE holds Kubernetes objects in YAML or JSON: what kubectl get -o yaml prints, manifests that are not applied yet, or both; - is standard '
  + 'input. Nodes, Services, EndpointSlices and ServiceCIDRs make the ruleset. kube-proxy\'s settings come from the ConfigMap kube-proxy, a '
  + 'KubeProxyConfiguration document or --config. What only a running cluster decides (ClusterIPs and NodePorts of Services that are not applied '
  + 'yet, and their endpoints) is filled in and listed in a comment on top. Other kinds are passed over.',
].join('\n\n');

const EXAMPLES = `
Examples:
  What will be programmed on worker-1 of a running cluster?
    kubectl get nodes,servicecidrs,services,endpointslices -A -o yaml > cluster.yaml
    kubectl get configmap kube-proxy -n kube-system -o yaml > kube-proxy.yaml
    cdk8s-nftables preview cluster.yaml kube-proxy.yaml --node worker-1 --kubernetes-version 1.36

  The same in one go, IPv4 alone:
    kubectl get nodes,servicecidrs,services,endpointslices,configmaps -A -o json |
      cdk8s-nftables preview - --node worker-1 --kubernetes-version 1.36 --family ipv4

  Does a kernel take it? (as root, in a network namespace of its own)
    cdk8s-nftables preview cluster.yaml --node worker-1 --kubernetes-version 1.36 | unshare --net nft -f -

  NodePorts on the addresses of certain interfaces (nodePortAddresses in the configuration):
    cdk8s-nftables preview cluster.yaml --config config.conf --node worker-1 --kubernetes-version 1.36 \\
      --interface eth0=192.168.10.11,fd00:10::11 --interface eth1=10.77.0.4`;

/** The command `preview`. */
export function previewCommand(): Command {
  return new Command('preview')
    .summary('print the ruleset that kube-proxy programs on a node')
    .description(DESCRIPTION)
    .argument('<FILE...>', FILES_HELP)
    .requiredOption('--node <NAME>', 'the node; a Node object of that name has to be in the input')
    .requiredOption('--kubernetes-version <X.Y>', `the version of kube-proxy: ${SUPPORTED_MINORS.join(', ')}`)
    .addOption(new Option('--family <FAMILY>', 'one table alone (default: both)').choices(Object.values(IpFamily)))
    .option('--interface <NAME=ADDRESS,...>', 'the addresses of a network interface of the node; may be repeated (default: the addresses of the Node)',
      collectInterface)
    .option('--config <FILE>', 'a file with the KubeProxyConfiguration, or with the ConfigMap kube-proxy; comes before the one in the input')
    .option('--service-cidr <CIDR,...>', "where ClusterIPs are allocated from (default: the input's ServiceCIDRs, or 10.96.0.0/12)", cidrList)
    .option('--node-port-range <FIRST-LAST>', `where NodePorts are allocated from (default: ${DEFAULT_NODE_PORT_RANGE})`, nodePortRange)
    .option('--pod-cidr <CIDR,...>', 'where pods of Nodes without a pod CIDR get their addresses from (default: the cluster CIDR, or 10.244.0.0/16)',
      cidrList)
    .option('-o, --output <FILE>', 'write the script to a file instead of standard output')
    .option('-q, --quiet', 'print no notes to standard error')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(preview);
}

function collectInterface(value: string, previous: NetworkInterfaces = {}): NetworkInterfaces {
  const separator = value.indexOf('=');
  const addresses = splitList(value.slice(separator + 1));
  if (separator < 1 || addresses.length === 0) throw new InvalidArgumentError('Expected NAME=ADDRESS,ADDRESS, as in eth0=192.168.10.11.');
  const name = value.slice(0, separator);
  const known = Object.hasOwn(previous, name) ? previous[name] : [];
  return { ...previous, [name]: [...known, ...addresses] };
}

function nodePortRange(value: string): string {
  try {
    parseNodePortRange(value);
    return value;
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}
