import { featureGateProblems } from './feature-gates';
import { KubeProxyConfiguration } from './kube-proxy-configuration';
import { loggingProblems } from './logging-rules';
import { syncPeriodProblems } from './sync-periods';
import { quoted } from '../../base/errors';
import { cidrProblem, clusterCidrProblem, interfaceNameProblem, ipPortProblem, ipProblem, nodePortAddressProblem } from '../../base/schema/addresses';
import { parseGoDuration } from '../../base/schema/duration';
import { Problem } from '../../base/schema/problem';
import { oneOf, report, valueAt } from '../../base/schema/report';

/**
 * A rule of upstream's `pkg/proxy/apis/config/validation/validation.go`, for Linux. It sees a configuration whose
 * fields have the right types.
 */
type Rule = (configuration: KubeProxyConfiguration, minor: number) => Problem[];

export const RULES: readonly Rule[] = [
  text('apiVersion', value => oneOf(value ?? '', ['kubeproxy.config.k8s.io/v1alpha1'], 'supported version')),
  text('kind', value => oneOf(value ?? '', ['KubeProxyConfiguration'], 'kube-proxy configuration')),
  text('mode', modeProblem),
  range('iptables.masqueradeBit', 0, 31),
  range('nftables.masqueradeBit', 0, 31, 'nftables'),
  syncPeriodProblems,
  notNegative('ipvs.tcpTimeout', 'ipvs'),
  notNegative('ipvs.tcpFinTimeout', 'ipvs'),
  notNegative('ipvs.udpTimeout', 'ipvs'),
  ({ mode, ipvs }) => mode === 'ipvs' ? list('ipvs.excludeCIDRs', ipvs?.excludeCIDRs, cidrProblem) : [],
  text('detectLocalMode', value => value ? oneOf(value, LOCAL_MODES, 'way to detect local traffic') : undefined),
  text('clusterCIDR', (value, { detectLocalMode }) => (detectLocalMode || 'ClusterCIDR') === 'ClusterCIDR' && value ? clusterCidrProblem(value) : undefined),
  text('detectLocal.bridgeInterface', interfaceName('BridgeInterface', 'the bridge')),
  text('detectLocal.interfaceNamePrefix', interfaceName('InterfaceNamePrefix', 'how the names of the pods\' interfaces begin')),
  ({ nodePortAddresses }, minor) =>
    list('nodePortAddresses', nodePortAddresses, (entry, entries) => nodePortAddressProblem(entry, entries, minor)),
  range('oomScoreAdj', -1000, 1000),
  range('conntrack.maxPerCore', 0),
  range('conntrack.min', 0),
  notNegative('conntrack.tcpEstablishedTimeout'),
  notNegative('conntrack.tcpCloseWaitTimeout'),
  notNegative('conntrack.udpTimeout'),
  notNegative('conntrack.udpStreamTimeout'),
  range('clientConnection.burst', 0),
  // A zero is not a problem: kube-proxy puts the default for it before it validates.
  notNegative('configSyncPeriod'),
  text('bindAddress', value => value ? ipProblem(value) : undefined),
  text('healthzBindAddress', value => value ? ipPortProblem(value) : undefined),
  text('metricsBindAddress', value => value ? ipPortProblem(value) : undefined),
  text('showHiddenMetricsForVersion', (value, _, minor) => value ? oneOf(value, [`1.${minor - 1}`], 'version to show hidden metrics for') : undefined),
  text('portRange', value => !value || /^\s*\d{1,5}([-+]\d{1,5})?\s*$/.test(value) ? undefined : `${quoted(value)} is not a port range: leave it out, since it is unused`),
  ({ featureGates }, minor) => featureGateProblems(featureGates, minor),
  ({ logging, featureGates }) => loggingProblems(logging, featureGates),
];

const MODES = ['nftables', 'iptables', 'ipvs'];
const LOCAL_MODES = ['ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix'];

function modeProblem(mode: string | undefined): string | undefined {
  if (!mode) return undefined;
  return mode === 'kernelspace' ? '"kernelspace" exists on Windows only: expected "nftables", "iptables" or "ipvs"' : oneOf(mode, MODES, 'proxy mode');
}

/** A name is needed in its own mode, and checked wherever there is one. */
function interfaceName(mode: string, meaning: string) {
  return (value: string | undefined, { detectLocalMode }: KubeProxyConfiguration): string | undefined => {
    if (value) return interfaceNameProblem(value);
    return detectLocalMode === mode ? `is missing: detectLocalMode ${mode} needs ${meaning}` : undefined;
  };
}

function text(field: string, problem: (value: string | undefined, configuration: KubeProxyConfiguration, minor: number) => string | undefined): Rule {
  return (configuration, minor) => report(field, problem(valueAt(configuration, field) as string | undefined, configuration, minor));
}

type EntryProblem = (entry: string, entries: readonly string[]) => string | undefined;

function list(field: string, entries: readonly string[] | null | undefined, problem: EntryProblem): Problem[] {
  return (entries ?? []).flatMap((entry, index, all) => report(`${field}[${index}]`, problem(entry, all)));
}

function range(field: string, least: number, most?: number, onlyMode?: string): Rule {
  const expected = most === undefined ? `an integer of ${least} or more` : `an integer from ${least} to ${most}`;
  return configuration => {
    const value = valueAt(configuration, field);
    if (typeof value !== 'number' || (onlyMode && configuration.mode !== onlyMode)) return [];
    return value >= least && value <= (most ?? Infinity) ? [] : report(field, `${value} is out of range: expected ${expected}`);
  };
}

function notNegative(field: string, onlyMode?: string): Rule {
  return configuration => {
    const value = valueAt(configuration, field);
    if (typeof value !== 'string' || (onlyMode && configuration.mode !== onlyMode)) return [];
    return parseGoDuration(value)! < 0n ? report(field, `${quoted(value)} is negative: expected 0s or more`) : [];
  };
}
