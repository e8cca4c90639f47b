import { at, InstallerFile } from '../evidence';

/** By its path; kube-proxy's arguments are RKE2's as well, unless a setting beside them is k3s' own. */
export function isOwn({ name, document }: InstallerFile): boolean {
  const isK3s = ['flannel-backend', 'disable-network-policy', 'docker'].some(key => at(document, key) !== undefined);
  return document !== undefined && (/rancher\/k3s\//.test(name) || (at(document, 'kube-proxy-arg') !== undefined && isK3s));
}
