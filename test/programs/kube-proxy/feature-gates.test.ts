import { featureGateEnabled, featureGateProblems } from '../../../src/programs/kube-proxy/feature-gates';

test.each([
  ['NFTablesProxyMode', {}, 28, false],
  ['NFTablesProxyMode', {}, 30, false],
  ['NFTablesProxyMode', { NFTablesProxyMode: true }, 29, true],
  ['NFTablesProxyMode', { AllAlpha: true }, 29, true],
  ['NFTablesProxyMode', { AllAlpha: true, NFTablesProxyMode: false }, 29, false],
  ['NFTablesProxyMode', null, 31, true],
  ['NFTablesProxyMode', { AllBeta: false }, 32, false],
  ['NFTablesProxyMode', { AllBeta: false }, 33, true],
  ['KubeProxyIPVS', undefined, 36, false],
  ['KubeProxyIPVS', undefined, 37, true],
  ['KubeProxyIPVS', { AllBeta: false, AllAlpha: false }, 39, true],
  ['KubeProxyIPVS', undefined, 40, false],
  ['KubeProxyIPVS', { KubeProxyIPVS: true }, 42, true],
  ['KubeProxyIPVS', { KubeProxyIPVS: true }, 43, false],
  ['KubeProxyIPVS', { KubeProxyIPVS: true }, 46, false],
] as const)('%s with %j in 1.%i: %p', (gate, gates, minor, enabled) => {
  expect(featureGateEnabled(gate, gates, minor)).toBe(enabled);
});

test.each([
  ['NFTablesProxyMode', false, 33, 'can\'t be false in Kubernetes 1.33: it is locked to true from 1.33'],
  ['NFTablesProxyMode', true, 28, 'unknown feature gate in Kubernetes 1.28: it exists from 1.29'],
  ['nftablesProxyMode', true, 36, 'unknown feature gate "nftablesProxyMode": expected NFTablesProxyMode, in exactly these letters'],
  ['KubeProxyIPVS', true, 36, 'unknown feature gate in Kubernetes 1.36: it exists from 1.37'],
  ['KubeProxyIPVS', true, 43, 'can\'t be true in Kubernetes 1.43: it is locked to false from 1.43'],
  ['KubeProxyIPVS', false, 46, 'unknown feature gate in Kubernetes 1.46: it was removed in 1.46'],
])('%s: %p in 1.%i', (gate, enabled, minor, message) => {
  expect(featureGateProblems({ [gate]: enabled }, minor)).toEqual([{ field: `featureGates.${gate}`, message }]);
});

test('nothing is said of a gate that is all right, or that is not known here', () => {
  expect(featureGateProblems({ NFTablesProxyMode: true, ContextualLogging: false, toString: true }, 36)).toEqual([]);
  expect(featureGateProblems({ NFTablesProxyMode: false }, 32)).toEqual([]);
  expect(featureGateProblems(null, 36)).toEqual([]);
});
