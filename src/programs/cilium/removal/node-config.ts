import { REPLACEMENT_LABEL } from './installers';

/** The agents of nodes with the label replace kube-proxy: Documentation/configuration/per-node-config.rst. All values are strings. */
export function replacementNodeConfig(namespace: string): { readonly apiVersion: string; readonly kind: string; readonly [name: string]: unknown } {
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNodeConfig',
    metadata: { name: 'kube-proxy-replacement', namespace },
    spec: {
      nodeSelector: { matchLabels: { [REPLACEMENT_LABEL]: 'true' } },
      defaults: { 'kube-proxy-replacement': 'true', 'kube-proxy-replacement-healthz-bind-address': '0.0.0.0:10256' },
    },
  };
}
