import { KubeProxyConfig } from './kube-proxy-config';

/**
 * The JSON merge patch (RFC 7386) of an Azure Service Operator ManagedCluster. A merge keeps what it does not name, and AKS
 * refuses the ipvsConfig of a former IPVS mode in the other modes: what is not set is removed, by a null.
 */
export function managedClusterMergePatch(config: KubeProxyConfig): object {
  const { mode = null, ipvsConfig } = config;
  const unset = { scheduler: null, tcpTimeoutSeconds: null, tcpFinTimeoutSeconds: null, udpTimeoutSeconds: null };
  const kubeProxyConfig = { enabled: config.enabled, mode, ipvsConfig: ipvsConfig === undefined ? null : { ...unset, ...ipvsConfig } };
  return { spec: { networkProfile: { kubeProxyConfig } } };
}
