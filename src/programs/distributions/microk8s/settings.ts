import { InstallerFile } from '../evidence';

/** The path, or flags that the snap's folders stand in. */
export function isArguments({ name, text }: InstallerFile): boolean {
  return text !== undefined && (/\/args\/kube-proxy$/.test(name) || /^--kubeconfig=\$\{SNAP_DATA\}\/credentials\/proxy\.config\s*$/m.test(text));
}
