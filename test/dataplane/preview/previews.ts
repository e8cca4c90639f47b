import { PreviewObjects, NodePreviewRequest } from '../../../src/dataplane/preview/preview';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { Plain } from '../../support/builders';

/** The ruleset of `node-a` as it is previewed, for kube-proxy 1.36 unless told otherwise. */
export function preview(objects: readonly Plain[], request: Partial<NodePreviewRequest> = {}): Ruleset {
  const collected = new PreviewObjects();
  for (const [i, object] of objects.entries()) collected.add(object, { toString: () => `object ${i + 1}` });
  return collected.ruleset({ kubernetesVersion: '1.36', nodeName: 'node-a', ...request });
}

/** What is assumed, without what any preview assumes about its ServiceCIDR. */
export function assumptions(objects: readonly Plain[], request: Partial<NodePreviewRequest> = {}): string[] {
  return preview(objects, request).assumptions.filter(text => !text.startsWith('ServiceCIDR '));
}
