import { at, InstallerFile } from '../evidence';

/** By its path; or by a network plugin that only RKE2 has a setting for. */
export function isOwn({ name, document }: InstallerFile): boolean {
  return document !== undefined && (/rancher\/rke2\//.test(name) || (at(document, 'kube-proxy-arg') !== undefined && at(document, 'cni') !== undefined));
}
