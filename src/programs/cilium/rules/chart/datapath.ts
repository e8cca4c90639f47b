import { quoted } from '../../../../base/errors';
import { isPlainObject } from '../../../../base/objects/fields';
import { ipamOf, kubeProxyReplacementOf, renderConfig } from '../../values/agent-config';
import { ChartValues } from '../../values/chart-values';
import { problemAt, ValuesRule } from '../rule';

const CONFIG_MAP = 'templates/cilium-configmap.yaml';

/** What the template of the ConfigMap refuses, it refuses only where it is rendered. */
function inConfigMap(rule: Omit<ValuesRule, 'source'>): ValuesRule {
  return { ...rule, source: CONFIG_MAP, check: (values, rendering) => renderConfig(values).config ? rule.check(values, rendering) : undefined };
}

const masqueradesWithoutAgent = (values: ChartValues, path: string): boolean => values.isTrue(path) && !values.isTrue('ipMasqAgent.enabled');

/** Whether the chart takes the CIDR of native routing from the pool, as from 1.20. */
const fromPool = (values: ChartValues): boolean => values.minor === '1.20' && ipamOf(values) === 'cluster-pool' && values.isTrue('nativeRoutingCIDRFromClusterPool');

function poolRule(family: '4' | '6'): ValuesRule {
  return inConfigMap({
    id: `native-cidr-from-pool-v${family}`,
    since: '1.20',
    check: values => {
      const path = `ipam.operator.clusterPoolIPv${family}PodCIDRList`;
      if (!fromPool(values) || !values.isTrue(`ipv${family}.enabled`) || values.isTrue(`ipv${family}NativeRoutingCIDR`)) return undefined;
      const { length } = values.list(path);
      return length === 1 ? undefined
        : problemAt('nativeRoutingCIDRFromClusterPool', `takes the CIDR of native routing from ${path}, which has ${length} CIDRs; expected one there, or ipv${family}NativeRoutingCIDR`);
    },
  });
}

export const DATAPATH_REFUSALS: readonly ValuesRule[] = [
  inConfigMap({
    id: 'kpr-enum',
    check: values => ['true', 'false'].includes(kubeProxyReplacementOf(values)) ? undefined
      : problemAt('kubeProxyReplacement', `${quoted(values.at('kubeProxyReplacement'))} is not supported; expected true or false`),
  }),
  inConfigMap({
    id: 'gke-routing',
    check: values => values.isTrue('gke.enabled') && !['', 'native'].includes(values.text('routingMode'))
      ? problemAt('routingMode', `"${values.text('routingMode')}" cannot be combined with gke.enabled; expected native`) : undefined,
  }),
  inConfigMap({
    id: 'aks-routing',
    check: values => !values.isTrue('gke.enabled') && values.isTrue('aksbyocni.enabled') && !['', 'tunnel'].includes(values.text('routingMode'))
      ? problemAt('routingMode', `"${values.text('routingMode')}" cannot be combined with aksbyocni.enabled; expected tunnel`) : undefined,
  }),
  inConfigMap({
    id: 'native-cidr-v4',
    since: '1.18',
    check: values => values.text('routingMode') === 'native' && values.isTrue('ipv4.enabled') && masqueradesWithoutAgent(values, 'enableIPv4Masquerade')
      && !['eni', 'alibabacloud'].includes(ipamOf(values)) && !values.isTrue('ipv4NativeRoutingCIDR') && !fromPool(values)
      ? problemAt('ipv4NativeRoutingCIDR', 'is missing: routingMode is native with masquerading; set it to the CIDR that is routed without masquerading, for example, "10.0.0.0/8"')
      : undefined,
  }),
  inConfigMap({
    id: 'native-cidr-v6',
    since: '1.18',
    check: values => values.text('routingMode') === 'native' && values.isTrue('ipv6.enabled') && masqueradesWithoutAgent(values, 'enableIPv6Masquerade')
      && !values.isTrue('ipv6NativeRoutingCIDR') && !fromPool(values)
      ? problemAt('ipv6NativeRoutingCIDR', 'is missing: routingMode is native with masquerading; set it to the CIDR that is routed without masquerading, for example, "fd00::/104"')
      : undefined,
  }),
  poolRule('4'),
  poolRule('6'),
  inConfigMap({
    id: 'node-taints',
    check: values => values.isTrue('operator.setNodeTaints') && !values.isTrue('operator.removeNodeTaints')
      ? problemAt('operator.setNodeTaints', 'is true while operator.removeNodeTaints is not; nothing would ever remove the taints: set operator.removeNodeTaints: true') : undefined,
  }),
  {
    id: 'config-map',
    source: CONFIG_MAP,
    check: values => renderConfig(values).refused,
  },
  {
    id: 'eni-mode',
    since: '1.20',
    source: 'templates/validate.yaml',
    check: values => values.text('ipam.mode') === 'eni' && !values.isTrue('eni.enabled')
      ? problemAt('ipam.mode', 'is eni without eni.enabled; set eni.enabled: true') : undefined,
  },
  {
    id: 'netkit-tproxy',
    since: '1.19',
    source: 'templates/validate.yaml; https://github.com/cilium/cilium/issues/39892',
    check: values => values.isTrue('bpf.tproxy') && ['netkit', 'netkit-l2'].includes(values.text('bpf.datapathMode'))
      ? problemAt('bpf.tproxy', `cannot be combined with bpf.datapathMode "${values.text('bpf.datapathMode')}"; set only one of them`) : undefined,
  },
  {
    id: 'standalone-dns-proxy',
    since: '1.19',
    source: 'templates/validate.yaml',
    check: values => values.isTrue('standaloneDnsProxy.enabled') && (!values.isTrue('dnsProxy.proxyPort') || values.integer('dnsProxy.proxyPort') === 0)
      ? problemAt('dnsProxy.proxyPort', 'is missing: standaloneDnsProxy.enabled needs a fixed port, for example, 10094') : undefined,
  },
  {
    id: 'envoy-base-id',
    source: 'templates/validate.yaml',
    check: values => values.integer('envoy.baseID') >= 0 && values.integer('envoy.baseID') <= 4294967295 ? undefined
      : problemAt('envoy.baseID', `${values.text('envoy.baseID')} is out of range; expected 0 to 4294967295`),
  },
  {
    id: 'client-backoff',
    since: '1.18',
    source: 'templates/validate.yaml',
    check: values => {
      if (!values.isTrue('k8sClientExponentialBackoff.enabled')) return undefined;
      const names = values.list('extraEnv').map(each => isPlainObject(each) ? each.name : undefined);
      const twice = ['KUBE_CLIENT_BACKOFF_BASE', 'KUBE_CLIENT_BACKOFF_DURATION'].find(name => names.includes(name));
      return twice === undefined ? undefined : problemAt('extraEnv', `sets ${twice}, which k8sClientExponentialBackoff.enabled sets, too; set only one of them`);
    },
  },
];
