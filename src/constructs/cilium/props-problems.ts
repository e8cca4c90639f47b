import { CiliumValuesProps } from './cilium-values-props';
import { HubbleCertificates } from './hubble';
import { LoadBalancing, LoadBalancingAlgorithm, LoadBalancingMode, XdpAcceleration } from './load-balancing';
import { quoted } from '../../base/errors';
import { parseIp } from '../../base/ip/address';
import { Problem } from '../../base/schema/problem';
import { kubeProxyReplacementOf } from '../../programs/cilium/values/agent-config';
import { ChartValues } from '../../programs/cilium/values/chart-values';

/** A property that does nothing with the values that all properties make, or that is not what it has to be. */
interface PropertyRule {
  readonly field: string;
  readonly check: (props: CiliumValuesProps, values: ChartValues) => string | undefined;
}

const replacesKubeProxy = (values: ChartValues): boolean => kubeProxyReplacementOf(values) === 'true';

/** Without the replacement, kube-proxy serves NodePorts; up to 1.18 a value lets Cilium do that. */
const servesNodePorts = (values: ChartValues): boolean => replacesKubeProxy(values) || ['1.17', '1.18'].includes(values.minor) && values.isTrue('nodePort.enabled');

/** What is so without Cilium, too. */
const DEFAULTS: LoadBalancing = { algorithm: LoadBalancingAlgorithm.RANDOM, mode: LoadBalancingMode.SNAT, acceleration: XdpAcceleration.DISABLED };

const NEEDS_REPLACEMENT = 'has no effect without kubeProxyReplacement: kube-proxy serves NodePorts and load balancers';

function portProblem(port: number | undefined): string | undefined {
  return port === undefined || Number.isInteger(port) && port >= 1 && port <= 65535 ? undefined : `${port} is not a port; expected 1 to 65535`;
}

function countProblem(count: number | undefined): string | undefined {
  return count === undefined || Number.isInteger(count) && count >= 1 ? undefined : `${count} is not a number of them; expected an integer from 1`;
}

/** The agent joins host and port itself, so that an IPv6 address has no brackets. */
function hostProblem(host: string): string | undefined {
  return parseIp(host) || /^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$/.test(host) ? undefined
    : `${quoted(host)} is not an address or name; expected one without scheme and port, as in "10.0.0.10" or "api.example.com"`;
}

function bindAddressProblem(address: string): string | undefined {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^:]*)):(\d+)$/.exec(address) ?? [];
  const ip = bracketed ?? plain;
  return ip !== undefined && (ip === '' || parseIp(ip)) && portProblem(Number(port)) === undefined ? undefined
    : `${quoted(address)} is not an address with a port; expected one as in "0.0.0.0:10256" or "[::]:10256"`;
}

const RULES: readonly PropertyRule[] = [
  { field: 'apiServer.host', check: ({ apiServer }) => apiServer && hostProblem(apiServer.host) },
  { field: 'apiServer.port', check: ({ apiServer }) => portProblem(apiServer?.port) },
  {
    field: 'healthzBindAddress',
    check: ({ healthzBindAddress: address }, values) => address === undefined ? undefined : bindAddressProblem(address)
      ?? (replacesKubeProxy(values) ? undefined : 'has no effect without kubeProxyReplacement: kube-proxy answers there'),
  },
  { field: 'operatorReplicas', check: ({ operatorReplicas }) => countProblem(operatorReplicas) },
  ...(['algorithm', 'mode', 'acceleration', 'nodePortRange'] as const).map((name): PropertyRule => ({
    field: `loadBalancing.${name}`,
    check: ({ loadBalancing }, values) => loadBalancing?.[name] !== undefined && loadBalancing[name] !== DEFAULTS[name] && !servesNodePorts(values)
      ? NEEDS_REPLACEMENT : undefined,
  })),
  {
    field: 'loadBalancing.dsrDispatch',
    // With an annotation, a Service has a mode of its own.
    check: ({ loadBalancing }, values) => loadBalancing?.dsrDispatch === undefined || values.isTrue('bpf.lbModeAnnotation')
      || [LoadBalancingMode.DSR, LoadBalancingMode.HYBRID].includes(values.text('loadBalancer.mode') as LoadBalancingMode)
      ? undefined : 'has no effect without a mode that uses DSR; set mode to DSR or HYBRID',
  },
  {
    field: 'loadBalancing.maglevTableSize',
    check: ({ loadBalancing }, values) => loadBalancing?.maglevTableSize === undefined || values.text('loadBalancer.algorithm') === 'maglev'
      || values.isTrue('bpf.lbAlgorithmAnnotation') || values.isTrue('gatewayAPI.enabled') ? undefined : 'has no effect without Maglev; set algorithm to MAGLEV',
  },
  {
    field: 'hubble.issuer',
    check: ({ hubble }) => hubble?.issuer && hubble.certificates !== HubbleCertificates.CERT_MANAGER ? 'has no effect without cert-manager; set certificates to CERT_MANAGER' : undefined,
  },
  {
    field: 'hubble.metrics',
    check: ({ hubble }, values) => hubble?.metrics && !values.isTrue('hubble.enabled') ? 'has no effect while Hubble is off' : undefined,
  },
  { field: 'l2AnnouncedServices', check: ({ l2AnnouncedServices }) => countProblem(l2AnnouncedServices) },
  {
    field: 'l2AnnouncedServices',
    check: ({ l2AnnouncedServices }, values) => l2AnnouncedServices !== undefined && !values.isTrue('l2announcements.enabled') ? 'has no effect without l2Announcements' : undefined,
  },
  {
    // Documentation/network/l2-announcements.rst, Prerequisites.
    field: 'l2Announcements',
    check: ({ l2Announcements }, values) => l2Announcements && !servesNodePorts(values) ? 'needs kubeProxyReplacement, as packets that come in for the addresses do' : undefined,
  },
  {
    // Both take the traffic of namespaces for themselves.
    field: 'istioAmbient',
    check: ({ istioAmbient }, values) => istioAmbient && values.isTrue('encryption.enabled') && values.text('encryption.type') === 'ztunnel'
      ? 'cannot be combined with the encryption by ztunnel of Cilium; use one of them' : undefined,
  },
];

/** What is wrong with properties, apart from the values that they stand for. */
export function propsProblems(props: CiliumValuesProps, values: ChartValues): Problem[] {
  const hasIpv6 = values.isTrue('ipv6.enabled');
  return [
    ...RULES.flatMap(({ field, check }) => {
      const message = check(props, values);
      return message === undefined ? [] : [{ field, message }];
    }),
    ...props.routing?._problems(hasIpv6) ?? [],
    ...props.podAddresses?._problems(hasIpv6) ?? [],
  ];
}
