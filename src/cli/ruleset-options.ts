import { Command, InvalidArgumentError, Option } from 'commander';
import { addDistributionOptions } from './common-options';
import { APPLY_HELP, cidrList, collectFile, NODE_FACTS_HELP, splitList } from './input-options';
import { DEFAULT_NODE_PORT_RANGE, parseNodePortRange } from '../cluster/planned/allocation/node-ports';
import { NO_SERVICE_CIDRS } from '../cluster/planned/complete';
import { NetworkInterfaces } from '../dataplane/node/interface-ips';
import { SUPPORTED_MINORS } from '../dataplane/versions/kube-proxy-version';

/**
 * Adds the options that say whose ruleset is meant.
 *
 * @param isRequired whether the command can do nothing without them
 */
export function addNodeOptions(command: Command, { isRequired } = { isRequired: true }): Command {
  return command
    .addOption(new Option('--node <NAME>', 'the node; the input must have a Node object of this name').makeOptionMandatory(isRequired))
    .addOption(new Option('--kubernetes-version <X.Y>', `the version of kube-proxy: ${SUPPORTED_MINORS.join(', ')}`).makeOptionMandatory(isRequired))
    .option('--apply <FILE>', APPLY_HELP, collectFile);
}

/** Adds the options with what can't be read from objects, or may be given otherwise. */
export function addClusterOptions(command: Command): Command {
  return addDistributionOptions(command)
    .option('--interface <NAME=ADDRESS,...>', 'the addresses of a network interface of the node; may be repeated (default: the addresses of the Node)',
      collectInterface)
    .addOption(new Option('--node-facts <FILE>', `${NODE_FACTS_HELP}; tells the addresses of the interfaces`).argParser(collectFile).conflicts('interface'))
    .option('--config <FILE>', 'a file with the KubeProxyConfiguration, or with a ConfigMap that holds one; comes before the one in the input')
    .option('--service-cidr <CIDR,...>', "where ClusterIPs are allocated from; none: the cluster has no ServiceCIDRs (default: the input's ServiceCIDRs or ClusterIPs, or 10.96.0.0/12)",
      serviceCidrs)
    .option('--assume-load-balancer <NAME=IP,...>', 'addresses that a load balancer gives to the planned Service NAMESPACE/NAME; may be repeated (default: what '
      + 'spec.loadBalancerIP and the annotations of MetalLB and kube-vip ask for)', collectLoadBalancer)
    .option('--node-port-range <FIRST-LAST>', `where NodePorts are allocated from (default: ${DEFAULT_NODE_PORT_RANGE})`, nodePortRange)
    .option('--pod-cidr <CIDR,...>', 'where pods of Nodes without a pod CIDR get their addresses from (default: the cluster CIDR, or 10.244.0.0/16)',
      cidrList);
}

function collectInterface(value: string, previous: NetworkInterfaces = {}): NetworkInterfaces {
  const separator = value.indexOf('=');
  const addresses = splitList(value.slice(separator + 1));
  if (separator < 1 || addresses.length === 0) throw new InvalidArgumentError('Expected NAME=ADDRESS,ADDRESS, as in eth0=192.168.10.11.');
  const name = value.slice(0, separator);
  const known = Object.hasOwn(previous, name) ? previous[name] : [];
  return { ...previous, [name]: [...known, ...addresses] };
}

function serviceCidrs(value: string): string[] {
  return value === NO_SERVICE_CIDRS ? [value] : cidrList(value);
}

function collectLoadBalancer(value: string, previous: { readonly [service: string]: string[] } = {}): { readonly [service: string]: string[] } {
  const separator = value.indexOf('=');
  const addresses = splitList(value.slice(separator + 1));
  if (!/^[^/=]+\/[^/=]+=/.test(value) || addresses.length === 0) {
    throw new InvalidArgumentError('Expected NAMESPACE/NAME=ADDRESS,ADDRESS, for example, shop/web=203.0.113.7.');
  }
  return { ...previous, [value.slice(0, separator)]: addresses };
}

function nodePortRange(value: string): string {
  try {
    parseNodePortRange(value);
    return value;
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}
