import { KubeProxyPreviewOptions } from './preview-options';
import { PropertyNames } from '../props/known-properties';

/** All that can be said of a preview. */
export const PREVIEW_OPTIONS: PropertyNames<KubeProxyPreviewOptions> = {
  nodeName: true,
  nodes: true,
  stage: true,
  objects: true,
  files: true,
  networkInterfaces: true,
  nodeFacts: true,
  serviceCidrs: true,
  loadBalancers: true,
  nodePortRange: true,
  podCidrs: true,
  kubernetesVersion: true,
};

/** What properties that say more say of the preview. */
export function previewOptions(props: KubeProxyPreviewOptions): KubeProxyPreviewOptions {
  return Object.fromEntries(Object.entries(props).filter(([name]) => name in PREVIEW_OPTIONS)) as unknown as KubeProxyPreviewOptions;
}
