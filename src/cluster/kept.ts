/** Of Antrea, flannel and Istio, each in the namespaces that their manifests and charts put it in. */
const NETWORK_CONFIG_MAPS = [
  'kube-system/antrea-config', 'kube-flannel/kube-flannel-cfg', 'kube-system/kube-flannel-cfg', 'istio-system/istio-cni-config', 'kube-system/istio-cni-config',
];

/** The kinds, and where a kind has many objects their names, that are kept as a whole. */
export const KEPT: readonly { readonly kind: string; readonly names?: readonly string[]; readonly isOfGroup?: boolean }[] = [
  { kind: 'ConfigMap', names: [...['kubeadm-config', 'cilium-config'].map(name => `kube-system/${name}`), ...NETWORK_CONFIG_MAPS] },
  // Two groups have the kind, each with an object of the same name.
  { kind: 'Network', isOfGroup: true },
  { kind: 'Installation' },
  { kind: 'FelixConfiguration' },
];
