import { featureGateEnabled } from './feature-gates';
import { KubeProxyConfiguration } from './kube-proxy-configuration';
import { Problem } from '../../base/schema/problem';

/** What kube-proxy of a version does to a configuration: an error keeps it from starting, a notice doesn't. */
interface VersionRule {
  readonly severity: 'error' | 'notice';
  /** The first and the last minor that the rule is about. */
  readonly since: number;
  readonly until: number;
  /** The field to change. */
  readonly field: string;
  readonly applies: (configuration: KubeProxyConfiguration, minor: number) => boolean;
  readonly message: string;
}

const isMode = (mode: string) => (configuration: KubeProxyConfiguration) => (configuration.mode || 'iptables') === mode;
const isNftables = isMode('nftables');
const isIptables = isMode('iptables');
const isIpvs = isMode('ipvs');

/** KEP-3866 (nftables), KEP-5495 (IPVS), KEP-5343 (the default mode), KEP-6032 (NodePorts on localhost). */
const VERSION_RULES: readonly VersionRule[] = [
  {
    severity: 'error',
    since: 0,
    until: 28,
    field: 'mode',
    applies: isNftables,
    message: 'nftables mode exists from Kubernetes 1.29 (KEP-3866): expected ProxyMode.IPTABLES or ProxyMode.IPVS until the cluster is upgraded',
  },
  {
    severity: 'error',
    since: 29,
    until: 30,
    field: 'mode',
    applies: (configuration, minor) => isNftables(configuration) && !featureGateEnabled('NFTablesProxyMode', configuration.featureGates, minor),
    message: 'nftables mode is alpha and off by default in Kubernetes 1.29 and 1.30 (KEP-3866): expected featureGates to have NFTablesProxyMode: true, or Kubernetes 1.33 or newer',
  },
  {
    severity: 'error',
    since: 31,
    until: 32,
    field: 'mode',
    applies: (configuration, minor) => isNftables(configuration) && !featureGateEnabled('NFTablesProxyMode', configuration.featureGates, minor),
    message: 'nftables mode is switched off by a feature gate (KEP-3866): expected featureGates not to have NFTablesProxyMode: false',
  },
  {
    severity: 'notice',
    since: 29,
    until: 30,
    field: 'mode',
    applies: isNftables,
    message: 'nftables mode is alpha in Kubernetes 1.29 and 1.30, and not GA before 1.33 (KEP-3866)',
  },
  {
    severity: 'notice',
    since: 31,
    until: 32,
    field: 'mode',
    applies: isNftables,
    message: 'nftables mode is beta in Kubernetes 1.31 and 1.32, and not GA before 1.33 (KEP-3866)',
  },
  {
    severity: 'notice',
    since: 31,
    until: 32,
    field: 'detectLocalMode',
    applies: configuration => isNftables(configuration) && /^(BridgeInterface|InterfaceNamePrefix)$/.test(configuration.detectLocalMode ?? ''),
    message: 'local traffic by interface is broken in nftables mode before Kubernetes 1.33: a bridge has to exist before kube-proxy starts, and a prefix never matches (kubernetes/kubernetes#134117)',
  },
  {
    severity: 'notice',
    since: 37,
    until: Infinity,
    field: 'nodePortAddresses',
    applies: (configuration, minor) => isNftables(configuration) && (configuration.nodePortAddresses ?? []).includes('localhost')
      && !featureGateEnabled('KubeProxyNFTablesLocalhostNodePorts', configuration.featureGates, minor),
    message: 'localhost has no effect in nftables mode without the feature gate KubeProxyNFTablesLocalhostNodePorts (KEP-6032)',
  },
  {
    severity: 'notice',
    since: 35,
    until: 42,
    field: 'mode',
    applies: isIpvs,
    message: 'IPVS mode is deprecated from Kubernetes 1.35, off by default from 1.40 and removed in 1.43 (KEP-5495)',
  },
  {
    severity: 'error',
    since: 37,
    until: 39,
    field: 'mode',
    applies: (configuration, minor) => isIpvs(configuration) && !featureGateEnabled('KubeProxyIPVS', configuration.featureGates, minor),
    message: 'IPVS mode is switched off by a feature gate (KEP-5495): expected featureGates not to have KubeProxyIPVS: false, or ProxyMode.NFTABLES',
  },
  {
    severity: 'error',
    since: 40,
    until: 42,
    field: 'mode',
    applies: (configuration, minor) => isIpvs(configuration) && !featureGateEnabled('KubeProxyIPVS', configuration.featureGates, minor),
    message: 'IPVS mode is off by default from Kubernetes 1.40 (KEP-5495): expected ProxyMode.NFTABLES, or featureGates to have KubeProxyIPVS: true until 1.43',
  },
  {
    severity: 'error',
    since: 43,
    until: Infinity,
    field: 'mode',
    applies: isIpvs,
    message: 'IPVS mode was removed in Kubernetes 1.43 (KEP-5495): expected ProxyMode.NFTABLES',
  },
  {
    severity: 'notice',
    since: 40,
    until: Infinity,
    field: 'mode',
    applies: isIptables,
    message: 'kube-proxy\'s default mode is nftables from Kubernetes 1.40 (KEP-5343, provisional)',
  },
];

/** What keeps kube-proxy of this minor from starting with the configuration. */
export function versionErrors(configuration: KubeProxyConfiguration, minor: number): Problem[] {
  return matching('error', configuration, minor).map(({ field, message }) => ({ field, message }));
}

/** What the user of the configuration has to know about this minor. */
export function versionNotices(configuration: KubeProxyConfiguration, minor: number): string[] {
  return matching('notice', configuration, minor).map(({ message }) => message);
}

function matching(severity: VersionRule['severity'], configuration: KubeProxyConfiguration, minor: number): VersionRule[] {
  return VERSION_RULES.filter(rule =>
    rule.severity === severity && rule.since <= minor && minor <= rule.until && rule.applies(configuration, minor));
}
