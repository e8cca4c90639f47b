import { Command, Option } from 'commander';
import { explain } from './actions';
import { addOutputFile } from './common-options';
import { collectFile, FILES_HELP, HELP_HINT } from './input-options';
import { addClusterOptions, addNodeOptions } from './ruleset-options';
import { IpFamily } from '../base/ip/ip-family';
import { GATEWAY_API_QUESTIONS } from '../check/goals/gateway-api/questions';
import { ProxyMode } from '../programs/kube-proxy/proxy-mode';

const DESCRIPTION = [
  'Explains what the ruleset that kube-proxy programs on a node does with a packet: to which endpoints it goes, whether it is masqueraded, which rules decide.',
  'FILE holds Kubernetes objects in YAML or JSON, as for preview. Pods are known by their names from EndpointSlices, and from Pod objects where the input has them.',
  'The answer is about the first packet of a connection. Network policies and routes are not looked at; what a firewall of the node or the network plugin would change is named as unknown.',
].join('\n\n');

const EXAMPLES = `
SOURCE is one of
  pod:NAMESPACE/NAME, or the address of a pod
  node, or node:ADDRESS for another address of it
  external, or external:ADDRESS for a certain host outside of the cluster
and for a request also
  serviceaccount:NAMESPACE/NAME, or namespace:NAME; a pod may be named by what runs it

DESTINATION is one of
  svc:NAMESPACE/NAME:PORT, the ClusterIP of a Service; PORT is a number or a name
  ADDRESS:PORT or [ADDRESS]:PORT, any address: a ClusterIP, an external IP, a node's for a NodePort
/tcp, /udp or /sctp may follow.

Examples:
  What becomes of a pod's connection to a Service?
    kubectl get nodes,servicecidrs,services,endpointslices,pods -A -o yaml > cluster.yaml
    kubectl get configmap kube-proxy -n kube-system -o yaml > kube-proxy.yaml
    cdk8s-nftables explain cluster.yaml kube-proxy.yaml --node worker-1 --kubernetes-version 1.36 \\
      --from pod:shop/cart-0 --to svc:shop/frontend:http

  And of one from outside to a NodePort?
    cdk8s-nftables explain cluster.yaml kube-proxy.yaml --node worker-1 --kubernetes-version 1.36 \\
      --from external:203.0.113.7 --to 192.168.10.11:31080

  What does the node do with traffic to all Services?
    cdk8s-nftables explain cluster.yaml kube-proxy.yaml --node worker-1 --kubernetes-version 1.36 --all

  Which Service answers a request to a Gateway?
    kubectl get gateways,httproutes,referencegrants,namespaces,services -A -o yaml > gateway.yaml
    cdk8s-nftables explain gateway.yaml --request 'GET https://app.example.com/cart' --header 'X-API-Version: v2'

  Which proxies and policies of a mesh does a request meet inside of the cluster?
    kubectl get namespaces,services,deployments,gateways,httproutes,authorizationpolicies,peerauthentications,networkpolicies -A -o yaml > mesh.yaml
    cdk8s-nftables explain mesh.yaml --request 'GET http://reviews.bookinfo:9080/reviews/1' --from pod:bookinfo/productpage

  What do the rules that worker-1 really has do with a packet?
    ssh worker-1 sudo nft list ruleset > worker-1.nft
    cdk8s-nftables explain --live worker-1.nft --node worker-1 --kubernetes-version 1.36 \\
      --from external:203.0.113.7 --to 192.168.10.11:31080`;

/** The command `explain`. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('explain what a node does with a packet to a Service')
    .description(DESCRIPTION)
    .argument('[FILE...]', FILES_HELP);
  addNodeOptions(command, { isRequired: false })
    .option('--from <SOURCE>', 'where the packet comes from, or who sends the request')
    .option('--to <DESTINATION>', 'where the packet goes to')
    .option('--request <REQUEST>', 'a request of HTTP instead of a packet: a method and a URL; it goes through the Gateways, Ingresses and waypoints of the input')
    .option('--header <HEADER>', 'with --request: a header, as in "X-API-Version: v2"; may be repeated', collectFile)
    .option('--live <FILE>', 'the rules that the node really has: what nft list ruleset printed there; without FILE nothing else is known')
    .addOption(new Option('--mode <MODE>', 'the mode of kube-proxy (default: nftables, with the rules that decide)').choices(Object.values(ProxyMode)))
    .option('--all', 'show a table of all frontends of all Services, for each kind of source; with --goal gateway-api of all routes')
    .addOption(new Option('--goal <GOAL>', 'with --all: what the table shows instead of Services').choices([GATEWAY_API_QUESTIONS.id]))
    .addOption(new Option('--family <FAMILY>', 'with --all: show only one family (default: both)').choices(Object.values(IpFamily)))
    .option('--namespace <NAMESPACE>', 'with --all: show only the Services of one namespace')
    .option('--service <NAMESPACE/NAME>', 'with --all: show only one Service')
    .option('--problems', 'with --all: show only frontends where packets are not delivered, other than by source ranges');
  for (const { flags, description } of GATEWAY_API_QUESTIONS.options) command.option(flags, `for requests and routes: ${description}`);
  command.addOption(new Option('--format <FORMAT>', 'write text for people, json for programs, mermaid for a diagram, or with --all html for a browser').choices(['text', 'json', 'mermaid', 'html']).default('text'));
  return addOutputFile(addClusterOptions(command), 'write the answer to a file instead of standard output')
    .option('-q, --quiet', 'print no notes to standard error')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(explain);
}
