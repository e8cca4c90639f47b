import { at, Evidence, InstallerFile } from '../evidence';

/** A file of an inventory: other tools have such folders, too, but here it belongs to what shows kubespray. */
export function isVariables(file: InstallerFile): boolean {
  return hasOwnVariables(file) || (file.document !== undefined && file.document.kind === undefined && /(?:^|\/)(?:group|host)_vars\//.test(file.name.replaceAll('\\', '/')));
}

/** Variables of group_vars/k8s_cluster that no other tool has. */
export function hasOwnVariables({ document }: InstallerFile): boolean {
  return document !== undefined && Object.keys(document).some(key => /^(?:kube_(?:proxy_\w+|network_plugin(?:_\w+)?|version)|calico_nftable_mode)$/.test(key));
}

/** What a variable is set to; of several files the last one counts. */
export function variable({ files }: Evidence, name: string): unknown {
  return files.filter(isVariables).map(({ document }) => at(document, name)).filter(value => value !== undefined).at(-1);
}
