import { kubeadmGateProblems } from '../../../src/programs/kubeadm/feature-gates';

test.each([
  ['PublicKeysECDSA', 37, 'is no feature gate of kubeadm 1.37: it was removed in 1.37'],
  ['RootlessControlPlane', 37, 'is no feature gate of kubeadm 1.37: it was removed in 1.37'],
  ['EtcdLearnerMode', 33, 'is no feature gate of kubeadm 1.33: it was removed in 1.33'],
  ['WaitForAllControlPlaneComponents', 35, 'is no feature gate of kubeadm 1.35: it was removed in 1.35'],
  ['ControlPlaneKubeletLocalMode', 36, 'is no feature gate of kubeadm 1.36: it was removed in 1.36'],
  ['NodeLocalCRISocket', 31, 'is no feature gate of kubeadm 1.31: it exists from 1.32'],
  ['NodeLocalCRISocket', 37, 'is no feature gate of kubeadm 1.37: it was removed in 1.37'],
  ['EtcdLearnerMode', 40, 'is no feature gate of kubeadm 1.40: it was removed in 1.33'],
  ['RootlesControlPlane', 36, 'is no feature gate of kubeadm 1.36; did you mean RootlessControlPlane?'],
  ['UpgradeAddonsBeforeControlPlane', 31, 'is no feature gate of kubeadm 1.31'],
  ['KubeProxyIPVS', 37, 'is a feature gate of kube-proxy, and kubeadm refuses it here: expected it in the KubeProxyConfiguration'],
  ['ContextualLogging', 30, 'is a feature gate of kube-proxy, and kubeadm refuses it here: expected it in the KubeProxyConfiguration'],
])('%s in 1.%i is refused', (name, minor, message) => {
  expect(kubeadmGateProblems({ [name]: true }, minor)).toEqual([{ field: `featureGates.${name}`, message }]);
});

test.each([
  [{ PublicKeysECDSA: true, RootlessControlPlane: false }, 31],
  [{ PublicKeysECDSA: true, RootlessControlPlane: false, NodeLocalCRISocket: false }, 36],
  [{ EtcdLearnerMode: false, WaitForAllControlPlaneComponents: true, ControlPlaneKubeletLocalMode: true }, 32],
  // Older and newer ones than those whose gates are known.
  [{ UpgradeAddonsBeforeControlPlane: true, PublicKeysECDSA: true }, 28],
  [{ FromTheFuture: true }, 38],
  [null, 36],
])('%j in 1.%i is taken', (gates, minor) => {
  expect(kubeadmGateProblems(gates, minor)).toEqual([]);
});
