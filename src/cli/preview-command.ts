import { Command, Option } from 'commander';
import { preview } from './actions';
import { addOutputFile } from './common-options';
import { FILES_HELP, HELP_HINT } from './input-options';
import { addClusterOptions, addNodeOptions } from './ruleset-options';
import { IpFamily } from '../base/ip/ip-family';

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
  const command = new Command('preview')
    .summary('print the ruleset that kube-proxy programs on a node')
    .description(DESCRIPTION)
    .argument('<FILE...>', FILES_HELP);
  addNodeOptions(command).addOption(new Option('--family <FAMILY>', 'one table alone (default: both)').choices(Object.values(IpFamily)));
  return addOutputFile(addClusterOptions(command), 'write the script to a file instead of standard output')
    .option('-q, --quiet', 'print no notes to standard error')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(preview);
}
