import { quoted } from '../../../../base/errors';
import { isPlainObject } from '../../../../base/objects/fields';
import { Problem } from '../../../../base/schema/problem';
import { describePeriod } from '../../target';
import { kubeProxyReplacementOf, renderConfig } from '../../values/agent-config';
import { periodOf } from '../../values/facts';
import { problemAt } from '../rule';
import { hubbleMetricsProblems } from './hubble-metrics';
import { SilentRule } from './rule';

const STRICT = ['enabled', 'cidr', 'allowRemoteNodeIdentities'].map(name => `encryption.strictMode.${name}`);
const CONFIG_MAP = 'templates/cilium-configmap.yaml';

/** Options that are decimal numbers, with an exponent or without. */
const DECIMALS = [
  'bpf-map-dynamic-size-ratio', 'bpf-policy-map-pressure-metrics-threshold', 'connectivity-probe-frequency-ratio', 'k8s-client-qps', 'operator-k8s-client-qps', 'limit-ipam-api-qps',
];

function noText(field: string, value: unknown): Problem {
  return problemAt(field, `${quoted(value)} is not a string, and the API server refuses the ConfigMap cilium-config with it; expected ${JSON.stringify(String(value))}`);
}

/** Values that are read by nobody, or that end in something that the agent does not have: nothing refuses them. */
export const IGNORED_VALUES: readonly SilentRule[] = [
  {
    id: 'encryption-type',
    weight: 'blocker',
    source: CONFIG_MAP,
    check: values => {
      const type = values.text('encryption.type');
      const known = ['ipsec', 'wireguard', ...['1.17', '1.18'].includes(values.minor) ? [] : ['ztunnel']];
      return values.isTrue('encryption.enabled') && !known.includes(type)
        ? problemAt('encryption.type', `${quoted(type)} is not an encryption of the chart ${values.minor}, which renders none: traffic is not encrypted; expected ${known.join(', ')}`)
        : undefined;
    },
  },
  {
    id: 'encryption-strict-old-keys',
    isAboutKeys: true,
    weight: 'blocker',
    since: '1.20',
    source: CONFIG_MAP,
    check: values => STRICT.filter(path => values.isGiven(path))
      .map(path => problemAt(path, `is not a value of the chart ${values.minor}, which drops it: strict mode is off; use ${path.replace('strictMode.', 'strictMode.egress.')}`)),
  },
  {
    id: 'encryption-strict-new-keys',
    isAboutKeys: true,
    weight: 'blocker',
    last: '1.18',
    source: CONFIG_MAP,
    check: values => ['egress', 'ingress'].map(name => `encryption.strictMode.${name}`).filter(path => values.isGiven(path))
      .map(path => problemAt(path, `is not a value of the chart ${values.minor}, which drops it (it is one ${describePeriod(periodOf(path) ?? {})}): strict mode is off; `
        + 'use encryption.strictMode.enabled and encryption.strictMode.cidr')),
  },
  {
    id: 'pool-old-key',
    isAboutKeys: true,
    weight: 'blocker',
    since: '1.19',
    source: CONFIG_MAP,
    check: values => (['4', '6'] as const).map(family => `ipam.operator.clusterPoolIPv${family}PodCIDR`).filter(path => values.isGiven(path))
      .map(path => problemAt(path, `is not read any more: the pool of pods becomes ${values.list(`${path}List`).join(', ')}; use the list ${path}List`)),
  },
  {
    id: 'encryption-node-ipsec',
    weight: 'warning',
    source: 'daemon/cmd/daemon_main.go, flag encrypt-node',
    check: values => values.isTrue('encryption.enabled') && values.text('encryption.type') === 'ipsec' && values.isTrue('encryption.nodeEncryption')
      ? problemAt('encryption.nodeEncryption', 'is for WireGuard, and has no effect with IPsec: traffic between nodes is not encrypted') : undefined,
  },
  {
    id: 'extra-config-text',
    isAboutKeys: true,
    weight: 'blocker',
    source: CONFIG_MAP,
    check: ({ given: { extraConfig } }) => isPlainObject(extraConfig)
      ? Object.entries(extraConfig).filter(([, value]) => value !== null && typeof value !== 'string').map(([name, value]) => noText(`extraConfig.${name}`, value)) : undefined,
  },
  {
    id: 'config-text',
    weight: 'blocker',
    source: CONFIG_MAP,
    check: values => renderConfig(values).notText.filter(field => !field.startsWith('extraConfig.')).map(field => problemAt(field,
      `is ${quoted(values.at(field))}, which the chart writes without quotes: to YAML, it is not a string, and the API server refuses the ConfigMap cilium-config with it`)),
  },
  {
    id: 'config-exponent',
    weight: 'warning',
    source: `${CONFIG_MAP}; flags of daemon/cmd/daemon_main.go`,
    check: values => renderConfig(values).exponents.filter(({ option }) => !DECIMALS.includes(option)).map(({ option, field, text }) => problemAt(
      field, `is ${Number(text)}, which the chart writes as ${text}, and Cilium reads no integer in that; set extraConfig.${option}: "${Number(text)}"`,
    )),
  },
  { id: 'hubble-metrics', weight: 'blocker', source: 'pkg/hubble/metrics', check: hubbleMetricsProblems },
  {
    id: 'policy-mode',
    weight: 'warning',
    source: 'pkg/policy/repository.go',
    check: values => ['', 'default', 'always', 'never'].includes(values.text('policyEnforcementMode').toLowerCase()) ? undefined
      : problemAt('policyEnforcementMode', `${quoted(values.at('policyEnforcementMode'))} is not a mode, and the agent takes it for default; expected default, always or never`),
  },
  {
    id: 'maglev-needs-kpr',
    weight: 'warning',
    source: 'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/',
    check: values => {
      const path = values.text('loadBalancer.algorithm') === 'maglev' ? 'loadBalancer.algorithm'
        : ['dsr', 'hybrid'].includes(values.text('loadBalancer.mode')) ? 'loadBalancer.mode' : undefined;
      return path !== undefined && kubeProxyReplacementOf(values) === 'false' && !(['1.17', '1.18'].includes(values.minor) && values.isTrue('nodePort.enabled'))
        ? problemAt(path, `is ${values.text(path)}, which has no effect while kubeProxyReplacement is false: kube-proxy serves NodePorts and load balancers`) : undefined;
    },
  },
];
