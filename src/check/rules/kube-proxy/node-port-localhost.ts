import { isLoopback, parseCidr } from '../../../base/ip/cidr';
import { describeNodePorts, mayHaveFamily, servedServices } from '../../../cluster/inventory/service-frontends';
import { KubeProxyConfiguration } from '../../../programs/kube-proxy/kube-proxy-configuration';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

const ADVICE = 'Check the metric kubeproxy_iptables_localhost_nodeports_accepted_packets_total on the nodes: if it increases, make the clients '
  + 'use the ClusterIP, or the NodePort on the Node\'s own address';
const GATE = 'KubeProxyNFTablesLocalhostNodePorts';
const OPT_IN = 'nodePortAddresses to [primary, localhost] (TCP only)';

/** KEP-6032: alpha from the first, on by default from the second. */
const ALPHA_MINOR = 37;
const BETA_MINOR = 38;

export const nodePortLocalhost: NftablesRule = {
  id: 'node-port-localhost',
  title: 'NodePorts do not answer on 127.0.0.1',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['iptables'],
  description: 'In iptables mode, processes of the node reach NodePorts on 127.0.0.1 unless iptables.localhostNodePorts is false or '
    + 'nodePortAddresses excludes loopback addresses. Private registries that containerd pulls from on localhost are a common case. nftables mode '
    + 'does not offer this up to 1.36. From 1.37, kube-proxy itself can listen there: for TCP only, with the feature gate '
    + 'KubeProxyNFTablesLocalhostNodePorts (alpha in 1.37, beta and on by default from 1.38), and only if nodePortAddresses contains loopback, '
    + 'for example, [primary, localhost].',
  remediation: `${ADVICE}.`,
  references: [
    'https://kep.k8s.io/6032',
    'https://kep.k8s.io/3866',
    'https://kubernetes.io/docs/reference/networking/virtual-ips/#migrating-from-iptables-mode-to-nftables',
  ],
  topics: ['node-port-localhost'],
  * check(context) {
    const { cluster, configuration, planned, targetMinor } = context;
    if (configuration.iptables?.localhostNodePorts === false || !servesLoopback(configuration)) return;
    const gate = planned.featureGates?.[GATE] ?? targetMinor >= BETA_MINOR;
    const tcpStays = targetMinor >= ALPHA_MINOR && gate && (planned.nodePortAddresses ?? []).some(namesLoopback);
    const candidates = servedServices(cluster).filter(service => service.hasNodePorts && mayHaveFamily(service, 'ip'));
    const { changed, undecided } = context.changedBy(nodePortLocalhost.topics!, candidates);
    const objects = [...changed.map(({ service }) => service), ...undecided].flatMap(object => {
      const ports = tcpStays ? object.ports.filter(({ protocol }) => protocol !== 'tcp') : object.ports;
      return ports.length === 0 ? [] : [{ object, detail: describeNodePorts(ports) }];
    });
    yield* whereAny(objects, {
      message: tcpStays
        ? 'In nftables mode, 127.0.0.1 serves NodePorts for TCP only; it currently serves other protocols, too.'
        : 'NodePorts currently answer on 127.0.0.1; in nftables mode, they do not.',
      remediation: remediation(targetMinor, tcpStays),
    });
  },
};

function remediation(minor: number, tcpStays: boolean): string | undefined {
  if (minor < ALPHA_MINOR || tcpStays) return undefined;
  return `${ADVICE}; or set ${minor < BETA_MINOR ? `the feature gate ${GATE} and ${OPT_IN}` : OPT_IN}.`;
}

/** Without an entry of the family all addresses are served. */
function servesLoopback({ nodePortAddresses }: KubeProxyConfiguration): boolean {
  const entries = nodePortAddresses ?? [];
  const ofFamily = entries.filter(entry => entry === 'primary' || entry === 'localhost' || entry === 'all' || parseCidr(entry)?.family === 'ip');
  return ofFamily.length === 0 || ofFamily.some(entry => entry === 'all' || parseCidr(entry)?.prefixLength === 0 || namesLoopback(entry));
}

/** Whether an entry is about nothing but loopback addresses of IPv4. */
function namesLoopback(entry: string): boolean {
  if (entry === 'localhost') return true;
  const cidr = parseCidr(entry);
  return cidr?.family === 'ip' && cidr.prefixLength >= 8 && isLoopback(cidr.text.split('/')[0]);
}
