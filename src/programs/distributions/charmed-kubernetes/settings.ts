import { at, InstallerFile } from '../evidence';

export const APPLICATIONS = ['kubernetes-worker', 'kubernetes-control-plane'];

/** What `juju config APPLICATION proxy-extra-config` prints, or a bundle. */
export function isJuju({ name, document }: InstallerFile): boolean {
  return /\bproxy-extra-(?:config|args)\b/.test(name) || APPLICATIONS.some(application => at(document, 'applications', application) !== undefined);
}
