import { ClusterPreviewOptions } from './cluster-preview-options';
import { PreviewObjects } from './preview';
import { expandFolders } from '../../input/expand-folders';
import { givenObjects } from '../../input/given-objects';
import { LocatedObject } from '../../input/located-object';
import { readFiles } from '../../input/read-files';
import { readText } from '../../input/read-text';
import { Ruleset } from '../ruleset';

/**
 * The ruleset that kube-proxy in nftables mode programs on a node of a cluster, without an app: the command
 * `cdk8s-nftables preview` as a function. The objects are those of a cluster, manifests that are not applied yet, or both.
 * kube-proxy's settings come from its ConfigMap or from a KubeProxyConfiguration among them; without one they are the defaults.
 * What only a running cluster decides is filled in, and listed in the ruleset's `assumptions`.
 */
export class ClusterPreview {
  /**
   * Previews the objects in files.
   *
   * @param files files with Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed, or folders of them
   * @param options the node, and what objects don't tell
   * @throws an error where a file can't be read, or an object or an option is wrong
   */
  public static ofFiles(files: string[], options: ClusterPreviewOptions): Ruleset {
    return previewOf(readFiles(expandFolders(files)), options);
  }

  /**
   * Previews the objects in a text. However many they are, they cross the border to another programming language in one go.
   *
   * @param text Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed: one document or several
   * @param options the node, and what objects don't tell
   * @throws an error where the text can't be read, or an object or an option is wrong
   */
  public static ofText(text: string, options: ClusterPreviewOptions): Ruleset {
    return previewOf(readText(text), options);
  }

  /**
   * Previews plain objects.
   *
   * @param objects Kubernetes objects as plain objects, lists of them included
   * @param options the node, and what objects don't tell
   * @throws an error where an object or an option is wrong
   */
  public static ofObjects(objects: any[], options: ClusterPreviewOptions): Ruleset {
    return previewOf(givenObjects(objects, 'objects'), options);
  }

  private constructor() {}
}

function previewOf(objects: Iterable<LocatedObject>, options: ClusterPreviewOptions): Ruleset {
  const preview = new PreviewObjects();
  for (const { object, source } of objects) preview.add(object, source);
  return preview.ruleset(options);
}
