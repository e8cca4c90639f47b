import { FEATURE_GATE_NEEDS, FEATURE_GATES } from '../../../src/programs/kube-proxy/feature-gate-table';
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

test.each([
  ['TopologyAwareHints', true, 36, 'unknown feature gate in Kubernetes 1.36: it was removed in 1.36'],
  ['TopologyAwareHints', false, 35, 'can\'t be false in Kubernetes 1.35: it is locked to true from 1.33'],
  ['SidecarContainers', true, 37, 'unknown feature gate in Kubernetes 1.37: it was removed in 1.37'],
  ['IPv6DualStack', true, 36, 'unknown feature gate in Kubernetes 1.36'],
  ['SupportIPVSProxyMode', true, 31, 'unknown feature gate in Kubernetes 1.31'],
  ['Nonsense', true, 36, 'unknown feature gate in Kubernetes 1.36'],
  ['toString', true, 36, 'unknown feature gate in Kubernetes 1.36'],
  ['ContextualLoging', true, 36, 'unknown feature gate in Kubernetes 1.36; did you mean ContextualLogging?'],
  ['NFTablesProxyMode', true, 38, 'unknown feature gate in Kubernetes 1.38: it was removed in 1.38'],
  ['PodLevelResources', true, 31, 'unknown feature gate in Kubernetes 1.31: it exists from 1.32'],
  ['kubeProxyIPVS', true, 40, 'unknown feature gate "kubeProxyIPVS": expected KubeProxyIPVS, in exactly these letters'],
])('a gate that kube-proxy does not start with: %s: %p in 1.%i', (gate, enabled, minor, message) => {
  expect(featureGateProblems({ [gate]: enabled }, minor)).toEqual([{ field: `featureGates.${gate}`, message }]);
});

test.each([
  [{ NFTablesProxyMode: true, ContextualLogging: false, AllBeta: true }, 36],
  [{ TopologyAwareHints: true }, 35],
  [{ TopologyAwareHints: false }, 32],
  [{ NFTablesProxyMode: false }, 32],
  // Gates of later patch releases of a minor, and of component-base.
  [{ OrderedNamespaceDeletion: true, ComponentSLIs: true, LoggingAlphaOptions: true }, 31],
  [{ AllAlpha: true }, 36],
  [{ AllAlpha: true, AllBeta: true }, 36],
  [{ AllBeta: false }, 36],
  // A kube-proxy that is newer than all that is known may know it; of older ones no history is known.
  [{ Nonsense: true }, 38],
  [{ TopologyAwareHints: false }, 28],
  [null, 36],
])('nothing is said of %j in 1.%i', (gates, minor) => {
  expect(featureGateProblems(gates, minor)).toEqual([]);
});

test.each([
  [{ GracefulNodeShutdown: false }, 36, 'GracefulNodeShutdown', 'GracefulNodeShutdownBasedOnPodPriority is on in Kubernetes 1.36, but needs GracefulNodeShutdown, which is off'],
  [{ UserNamespacesHostNetworkSupport: true, NodeDeclaredFeatures: false }, 36, 'UserNamespacesHostNetworkSupport', 'is on in Kubernetes 1.36, but needs NodeDeclaredFeatures, which is off'],
  [{ WorkloadWithJob: true }, 36, 'WorkloadWithJob', 'is on in Kubernetes 1.36, but needs GenericWorkload, which is off'],
])('a gate needs another one: %j in 1.%i', (gates, minor, field, message) => {
  expect(featureGateProblems(gates, minor)).toContainEqual({ field: `featureGates.${field}`, message });
  // Before 1.35 kube-proxy did not ask.
  expect(featureGateProblems(gates as Record<string, boolean>, 34).filter(problem => / but needs /.test(problem.message))).toEqual([]);
});

test('the defaults of every minor fit together', () => {
  for (let minor = 29; minor <= 46; minor++) expect([minor, featureGateProblems({}, minor)]).toEqual([minor, []]);
});

test('each line of the tables is a gate with its history, in the order of its letters', () => {
  const lines = FEATURE_GATES.trim().split('\n');
  expect(lines.filter(line => !/^[A-Z]\w+( \d\d([abgd][+-]!?|x))+$/.test(line))).toEqual([]);
  const names = lines.map(line => line.split(' ')[0]);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual([...names].sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  for (const line of lines) {
    const minors = line.split(' ').slice(1).map(stage => Number.parseInt(stage, 10));
    expect(minors).toEqual([...minors].sort((a, b) => a - b));
  }
  const needed = FEATURE_GATE_NEEDS.trim().split(/\s+/).map(name => name.replace(/@.*/, ''));
  expect(needed.filter(name => !names.includes(name))).toEqual([]);
});
