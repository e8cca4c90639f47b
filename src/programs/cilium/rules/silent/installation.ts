import { Cidr, cidrContainsBytes, parseCidr } from '../../../../base/ip/cidr';
import { agentConfigOf, ipamOf, kubeProxyReplacementOf } from '../../values/agent-config';
import { ChartValues } from '../../values/chart-values';
import { problemAt } from '../rule';
import { SilentRule } from './rule';
import { isBeforeMinor } from '../../target';

const hasApiServer = (text: string): boolean => text !== '' && text !== 'auto';

/** kube-proxy is gone, and nobody has said where the API server is: its ClusterIP works only once Cilium does. */
export const API_SERVER_RULES: readonly SilentRule[] = [
  {
    id: 'kpr-api-server',
    weight: 'blocker',
    source: 'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/',
    check: values => kubeProxyReplacementOf(values) === 'true' && !values.isTrue('k8sServiceHost') && !values.isTrue('k8sServiceHostRef.name') && !values.isTrue('k8s.apiServerURLs')
      ? problemAt('k8sServiceHost', 'is missing while kubeProxyReplacement is true: without kube-proxy, the agent does not reach the API server by its ClusterIP; set k8sServiceHost and k8sServicePort')
      : undefined,
  },
  {
    id: 'k8s-service-host-auto-old',
    weight: 'blocker',
    last: '1.18',
    source: 'templates/_helpers.tpl',
    check: (values, { isOffline }) => isOffline && !hasApiServer(values.text('k8sServiceHost')) && values.text('k8sServiceHost') === 'auto'
      ? problemAt('k8sServiceHost', `is "auto", which the chart looks up in the cluster: without one (helm template, Argo CD, cdk8s), the chart ${values.minor} renders the word as the host; `
        + 'expected the address of the API server, for example, "10.0.0.10"') : undefined,
  },
];

/** What a chart makes anew whenever it is rendered without a cluster. */
export const CERTIFICATE_RULES: readonly SilentRule[] = [
  {
    id: 'hubble-cert-method-gitops',
    weight: 'warning',
    source: 'templates/hubble/tls-helm',
    check: (values, { isOffline }) => isOffline && values.isTrue('hubble.enabled') && values.isTrue('hubble.tls.enabled') && values.isTrue('hubble.tls.auto.enabled')
      && values.text('hubble.tls.auto.method') === 'helm'
      ? problemAt('hubble.tls.auto.method', 'is helm: each rendering makes new certificates, so the application is never in sync; expected cronJob or certmanager') : undefined,
  },
  {
    id: 'clustermesh-cert-method-gitops',
    weight: 'warning',
    source: 'templates/clustermesh-apiserver/tls-helm',
    check: (values, { isOffline }) => isOffline && values.isTrue('clustermesh.useAPIServer') && values.isTrue('clustermesh.apiserver.tls.auto.enabled')
      && values.text('clustermesh.apiserver.tls.auto.method') === 'helm'
      ? problemAt('clustermesh.apiserver.tls.auto.method', 'is helm: each rendering makes new certificates, so the application is never in sync; expected cronJob or certmanager') : undefined,
  },
];

export const GATEWAY_RULES: readonly SilentRule[] = [
  {
    id: 'gateway-kpr',
    weight: 'blocker',
    source: 'https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/',
    // operator/pkg/gateway-api/cell.go: up to 1.18 serving NodePorts is enough.
    check: values => values.isTrue('gatewayAPI.enabled') && kubeProxyReplacementOf(values) === 'false' && !(isBeforeMinor(values.minor, '1.19') && values.isTrue('nodePort.enabled'))
      ? problemAt('kubeProxyReplacement', 'is false, but gatewayAPI.enabled needs Cilium to serve NodePorts; set it to true') : undefined,
  },
  {
    id: 'gateway-class-offline',
    weight: 'warning',
    source: 'templates/cilium-gateway-api-class.yaml',
    check: (values, { isOffline, apiVersions }) => isOffline && values.isTrue('gatewayAPI.enabled') && values.text('gatewayAPI.gatewayClass.create') === 'auto'
      && !apiVersions.includes('gateway.networking.k8s.io/v1/GatewayClass')
      ? problemAt('gatewayAPI.gatewayClass.create', 'is auto, which asks the cluster for the API: rendered without one, there is no GatewayClass; expected "true", or '
        + '--api-versions gateway.networking.k8s.io/v1/GatewayClass') : undefined,
  },
  {
    id: 'gateway-forces-hostns',
    weight: 'info',
    since: '1.20',
    source: 'templates/cilium-configmap.yaml',
    check: values => values.isTrue('gatewayAPI.enabled')
      ? ['socketLB.hostNamespaceOnly', 'bpf.lbAlgorithmAnnotation'].filter(path => values.isGiven(path) && !values.isTrue(path))
        .map(path => problemAt(path, 'is false, but from 1.20 gatewayAPI.enabled sets it to true')) : undefined,
  },
];

/** The CIDRs of the pool of pods of a family, as far as they are right; none with another IPAM. */
export function podCidrsOf(values: ChartValues, family: '4' | '6'): Cidr[] {
  if (ipamOf(values) !== 'cluster-pool' || !values.isTrue(`ipv${family}.enabled`)) return [];
  return values.list(`ipam.operator.clusterPoolIPv${family}PodCIDRList`).flatMap(each => parseCidr(String(each)) ?? []);
}

/** What is not in the CIDR of native routing leaves a node with the address of the node, to pods of other nodes as well: the chain CILIUM_POST_nat. */
export const NATIVE_CIDR_OF_PODS: SilentRule = {
  id: 'native-cidr-of-pods',
  weight: 'warning',
  source: 'pkg/datapath/iptables/iptables.go',
  check: values => agentConfigOf(values)['routing-mode'] !== 'native' || values.isTrue('ipMasqAgent.enabled') ? undefined : (['4', '6'] as const).flatMap(family => {
    const path = `ipv${family}NativeRoutingCIDR`;
    const native = parseCidr(values.text(path));
    if (!native || values.at(`enableIPv${family}Masquerade`) === false) return [];
    const outside = podCidrsOf(values, family).filter(cidr => !cidrContainsBytes(native, cidr.network) || cidr.prefixLength < native.prefixLength);
    return outside.map(cidr => problemAt(path, `is ${native.text}, and pods have addresses of ${cidr.text}: those outside of it are masqueraded between nodes; expected a CIDR that contains both`));
  }),
};

/** The addresses of pods. */
export const POOL_RULES: readonly SilentRule[] = [
  NATIVE_CIDR_OF_PODS,
  {
    id: 'pool-default',
    weight: 'warning',
    source: 'values.yaml',
    check: values => ipamOf(values) === 'cluster-pool' && values.isTrue('ipv4.enabled') && !values.isGiven('ipam.operator.clusterPoolIPv4PodCIDRList')
      ? problemAt('ipam.operator.clusterPoolIPv4PodCIDRList', `is missing, and its default ${values.list('ipam.operator.clusterPoolIPv4PodCIDRList').join(', ')} overlaps most private networks; `
        + 'set it to a CIDR that nothing else has: it cannot be replaced later') : undefined,
  },
  {
    id: 'pool-mask',
    weight: 'blocker',
    source: 'https://docs.cilium.io/en/stable/network/concepts/ipam/cluster-pool/',
    check: values => ipamOf(values) !== 'cluster-pool' ? undefined : (['4', '6'] as const).filter(family => values.isTrue(`ipv${family}.enabled`)).flatMap(family => {
      const mask = values.integer(`ipam.operator.clusterPoolIPv${family}MaskSize`);
      const maskPath = `ipam.operator.clusterPoolIPv${family}MaskSize`;
      const path = `ipam.operator.clusterPoolIPv${family}PodCIDRList`;
      const { bits, example } = FAMILIES[family];
      const list = values.list(path);
      if (list.length === 0) return [problemAt(path, `is empty, and without a pool the operator does not start; expected CIDRs, for example, ["${example}"]`)];
      if (mask > bits) return [problemAt(maskPath, `is ${mask}, which is too much; expected at most ${bits}`)];
      const cidrs: Cidr[] = [];
      return list.flatMap(each => {
        const cidr = parseCidr(String(each));
        if (!cidr || (cidr.family === 'ip') !== (family === '4')) return [problemAt(path, `has ${JSON.stringify(each)}, which is not a CIDR of IPv${family}`)];
        const other = cidrs.find(one => cidrContainsBytes(one, cidr.network) || cidrContainsBytes(cidr, one.network));
        cidrs.push(cidr);
        if (other) return [problemAt(path, `has ${cidr.text} and ${other.text}, which overlap, and the operator does not start; leave one out`)];
        if (mask <= cidr.prefixLength) return [problemAt(maskPath, `is ${mask}, which leaves no blocks for nodes in ${cidr.text}; expected more than ${cidr.prefixLength}`)];
        return family === '6' && mask - cidr.prefixLength > MOST_BITS_OF_NODES
          ? [problemAt(maskPath, `is ${mask}, more than ${MOST_BITS_OF_NODES} bits longer than ${cidr.text}, and the operator does not start; expected at most ${cidr.prefixLength + MOST_BITS_OF_NODES}`)] : [];
      });
    }),
  },
];

const FAMILIES = { 4: { bits: 32, example: '10.20.0.0/16' }, 6: { bits: 128, example: 'fd00::/104' } } as const;

/** pkg/ipam/cidrset/cidr_set.go, clusterSubnetMaxDiff: a bitmap has a bit for each node's block; it is checked for IPv6 only. */
const MOST_BITS_OF_NODES = 16;
