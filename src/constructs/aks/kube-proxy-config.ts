import { Duration } from 'cdk8s';
import { AksIpvsOptions, AksIpvsScheduler, AksKubeProxySettings } from './kube-proxy-settings';
import { quoted } from '../../base/errors';
import { Problem } from '../../base/schema/problem';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';

/**
 * `ContainerServiceNetworkProfileKubeProxyConfig` of the REST API (Azure/azure-rest-api-specs, managedClusters.json).
 *
 * `az` is given the same names, as in Microsoft's page configure-kube-proxy: aks-preview reads the file as JSON and checks no
 * name in it (`get_kube_proxy_config` in azext_aks_preview/managed_cluster_decorator.py). Older samples have
 * `TCPTimeoutSeconds` and the like, which AKS took, too, and answered as `tcpTimeoutSeconds` (Azure/AKS#3585).
 */
export interface KubeProxyConfig {
  readonly enabled: boolean;
  readonly mode?: string;
  readonly ipvsConfig?: IpvsConfig;
}

/** Its timeouts are positive numbers of seconds. */
interface IpvsConfig {
  readonly scheduler?: string;
  readonly tcpTimeoutSeconds?: number;
  readonly tcpFinTimeoutSeconds?: number;
  readonly udpTimeoutSeconds?: number;
}

const MODES: Readonly<Record<ProxyMode, string>> = {
  [ProxyMode.NFTABLES]: 'NFTABLES',
  [ProxyMode.IPTABLES]: 'IPTABLES',
  [ProxyMode.IPVS]: 'IPVS',
};

const TIMEOUTS = ['tcpTimeout', 'tcpFinTimeout', 'udpTimeout'] as const;
const MOST_SECONDS = 2 ** 31 - 1; // int32 in the REST API

/** The mode that kube-proxy is to run in; none where it is not to run. */
export function modeOf({ enabled, mode }: AksKubeProxySettings): ProxyMode | undefined {
  return enabled === false ? undefined : mode ?? ProxyMode.NFTABLES;
}

/** What is sent to AKS, of settings without problems. */
export function kubeProxyConfig(settings: AksKubeProxySettings): KubeProxyConfig {
  const mode = modeOf(settings);
  if (mode === undefined) return { enabled: false };
  const ipvsConfig = mode === ProxyMode.IPVS ? ipvsConfigOf(settings.ipvs ?? {}) : {};
  return { enabled: true, mode: MODES[mode], ...Object.keys(ipvsConfig).length > 0 && { ipvsConfig } };
}

function ipvsConfigOf(ipvs: AksIpvsOptions): IpvsConfig {
  const timeouts = TIMEOUTS.flatMap(name => ipvs[name] === undefined ? [] : [[`${name}Seconds`, ipvs[name].toSeconds()]]);
  return { ...ipvs.scheduler !== undefined && { scheduler: ipvs.scheduler }, ...Object.fromEntries(timeouts) };
}

/** What is wrong with settings by themselves, whatever the cluster is. */
export function settingsProblems(settings: AksKubeProxySettings): Problem[] {
  const { mode, enabled, ipvs } = settings;
  if (mode !== undefined && !Object.hasOwn(MODES, mode)) {
    return [{ field: 'mode', message: `${quoted(mode)} is not a proxy mode: expected ProxyMode.NFTABLES, ProxyMode.IPTABLES or ProxyMode.IPVS` }];
  }
  const problems: Problem[] = [];
  if (enabled === false && mode !== undefined) {
    problems.push({ field: 'mode', message: 'kube-proxy has no mode where enabled is false: expected one of the two alone' });
  }
  if (ipvs !== undefined && modeOf(settings) !== ProxyMode.IPVS) {
    problems.push({ field: 'ipvs', message: 'AKS accepts it in IPVS mode only (KubeProxyConfigFieldUnsupported): expected mode to be ProxyMode.IPVS, or no ipvs' });
  }
  return ipvs === undefined ? problems : [...problems, ...ipvsProblems(ipvs)];
}

function ipvsProblems(ipvs: AksIpvsOptions): Problem[] {
  const schedulers: readonly unknown[] = Object.values(AksIpvsScheduler);
  const ofScheduler = ipvs.scheduler === undefined || schedulers.includes(ipvs.scheduler) ? []
    : [{ field: 'ipvs.scheduler', message: `${quoted(ipvs.scheduler)} is not a scheduler of AKS: expected AksIpvsScheduler.LEAST_CONNECTION or ROUND_ROBIN` }];
  return [...ofScheduler, ...TIMEOUTS.flatMap(name => timeoutProblems(`ipvs.${name}`, ipvs[name]))];
}

function timeoutProblems(field: string, timeout: Duration | undefined): Problem[] {
  if (timeout === undefined) return [];
  const seconds = timeout.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST_SECONDS) return [];
  return [{ field, message: `${seconds} seconds cannot be set on AKS: expected whole seconds from 1 to ${MOST_SECONDS}` }];
}
