import { InstallerFile } from '../evidence';

export const MANAGED_CLUSTER = 'containerservice.azure.com/ManagedCluster';

/** The file of `az aks update --kube-proxy-config`: its modes are in capitals. */
export function isKubeProxyConfig({ document }: InstallerFile): boolean {
  return document !== undefined && /^(?:IPTABLES|IPVS|NFTABLES)$/.test(String(document.mode)) && document.kind === undefined;
}
