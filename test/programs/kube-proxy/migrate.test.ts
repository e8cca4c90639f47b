import { migrateKubeProxyConfiguration, MigrationRequest } from '../../../src/programs/kube-proxy/migrate';
import { validateKubeProxyConfiguration } from '../../../src/programs/kube-proxy/validate';
import { message } from '../../input/objects';
import { Plain } from '../../support/builders';

const WHERE = 'ConfigMap kube-system/kube-proxy';

function migrate(fields: Plain, request: Partial<MigrationRequest> = {}) {
  const document = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...fields };
  return migrateKubeProxyConfiguration(document, { kubernetesMinor: '1.36', ...request }, WHERE);
}

/** `field: action before -> after` for each decision. */
function decisions(fields: Plain, request: Partial<MigrationRequest> = {}): string[] {
  return migrate(fields, request).decisions.map(({ field, action, before, after }) => `${field}: ${action} ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);
}

const MODE = 'mode: changed "ipvs" -> "nftables"';

test('an empty mode is iptables, and nftables stays nftables', () => {
  expect(decisions({})).toEqual(['mode: added undefined -> "nftables"']);
  expect(decisions({ mode: 'iptables' })).toEqual(['mode: changed "iptables" -> "nftables"']);
  expect(decisions({ mode: 'nftables', nftables: { masqueradeAll: true } }))
    .toEqual(['mode: kept "nftables" -> "nftables"', 'nftables.masqueradeAll: kept true -> true']);
});

test('masqueradeAll and masqueradeBit move to the section that nftables mode reads', () => {
  const fields = { mode: 'ipvs', iptables: { masqueradeAll: true, masqueradeBit: 0 } };
  expect(decisions(fields)).toEqual([MODE, 'iptables.masqueradeAll: moved true -> true', 'iptables.masqueradeBit: moved 0 -> 0']);
  const { configuration } = migrate(fields);
  expect(configuration.nftables).toMatchObject({ masqueradeAll: true, masqueradeBit: 0 });
  expect(configuration.iptables).toMatchObject({ masqueradeAll: false, masqueradeBit: null });
});

test('what is prepared for nftables mode already counts', () => {
  const fields = { mode: 'iptables', iptables: { masqueradeBit: 14, syncPeriod: '1m' }, nftables: { masqueradeBit: 12, masqueradeAll: true, syncPeriod: '45s' } };
  expect(migrate(fields).configuration.nftables).toEqual({ masqueradeAll: true, masqueradeBit: 12, minSyncPeriod: '0s', syncPeriod: '45s' });
  expect(migrate(fields).decisions.find(({ field }) => field === 'iptables.masqueradeBit')).toMatchObject({
    action: 'dropped', reason: 'nftables.masqueradeBit is set already, to 12, which counts in nftables mode',
  });
  expect(migrate(fields).decisions.find(({ field }) => field === 'iptables.syncPeriod')).toMatchObject({
    action: 'dropped', reason: 'nftables.syncPeriod is set already, to 45s, which counts in nftables mode',
  });
});

test('sync periods are carried over as long as kube-proxy takes them', () => {
  expect(migrate({ mode: 'iptables', iptables: { syncPeriod: '2m', minSyncPeriod: '5s' } }).configuration.nftables)
    .toMatchObject({ syncPeriod: '2m0s', minSyncPeriod: '5s' });
  const invalid = { mode: 'ipvs', iptables: { minSyncPeriod: '5m' } };
  expect(migrate(invalid).configuration.nftables).toMatchObject({ syncPeriod: '0s', minSyncPeriod: '0s' });
  expect(migrate(invalid).decisions[1]).toMatchObject({
    action: 'dropped',
    reason: 'kube-proxy would refuse it in nftables mode: nftables.minSyncPeriod: 5m0s is longer than syncPeriod, 30s by default: expected that or less',
  });
});

test('what only IPVS or iptables mode reads is dropped, each with its reason', () => {
  const ipvs = { syncPeriod: '10s', minSyncPeriod: '1s', scheduler: 'lc', excludeCIDRs: ['10.77.0.0/16'], strictARP: true, tcpTimeout: '5m', tcpFinTimeout: '1m', udpTimeout: '2m' };
  const { decisions: all, configuration } = migrate({ mode: 'ipvs', ipvs, iptables: { localhostNodePorts: false }, portRange: '1-2' });
  const dropped = all.filter(({ action }) => action === 'dropped');
  expect(dropped.map(({ field }) => field)).toEqual(['iptables.localhostNodePorts', 'ipvs.scheduler', 'ipvs.strictARP', 'ipvs.excludeCIDRs', 'ipvs.tcpTimeout',
    'ipvs.tcpFinTimeout', 'ipvs.udpTimeout', 'ipvs.syncPeriod', 'ipvs.minSyncPeriod', 'portRange']);
  expect(new Set(dropped.map(({ reason }) => reason)).size).toBe(dropped.length);
  expect(configuration.ipvs).toEqual({
    excludeCIDRs: null, minSyncPeriod: '0s', scheduler: '', strictARP: false, syncPeriod: '0s', tcpFinTimeout: '0s', tcpTimeout: '0s', udpTimeout: '0s',
  });
});

test('everything else is kept, and each setting that is not at its zero value has a decision', () => {
  const fields = {
    mode: 'ipvs',
    clusterCIDR: '10.244.0.0/16',
    oomScoreAdj: -998,
    nodePortAddresses: ['10.0.0.0/8'],
    featureGates: { ContextualLogging: true },
    conntrack: { maxPerCore: 0, min: null, tcpBeLiberal: true, udpTimeout: '0s', tcpEstablishedTimeout: '2h' },
    hostnameOverride: '',
    bindAddressHardFail: false,
  };
  expect(decisions(fields)).toEqual([MODE,
    'clusterCIDR: kept "10.244.0.0/16" -> "10.244.0.0/16"',
    'oomScoreAdj: kept -998 -> -998',
    'nodePortAddresses: kept ["10.0.0.0/8"] -> ["10.0.0.0/8"]',
    'featureGates.ContextualLogging: kept true -> true',
    'conntrack.tcpBeLiberal: kept true -> true',
    'conntrack.tcpEstablishedTimeout: kept "2h" -> "2h"']);
  // A zero that kube-proxy tells from null stays one.
  expect(migrate(fields).configuration.conntrack).toMatchObject({ maxPerCore: 0, min: null });
});

test('nodePortAddresses can be asked for', () => {
  expect(decisions({ mode: 'ipvs' }, { nodePortAddresses: ['0.0.0.0/0'] })).toEqual([MODE, 'nodePortAddresses: added undefined -> ["0.0.0.0/0"]']);
  expect(decisions({ mode: 'ipvs', nodePortAddresses: ['10.0.0.0/8'] }, { nodePortAddresses: ['primary'] }))
    .toEqual([MODE, 'nodePortAddresses: changed ["10.0.0.0/8"] -> ["primary"]']);
});

test.each([
  ['1.29', {}, ['featureGates.NFTablesProxyMode: added undefined -> true']],
  ['1.30', { NFTablesProxyMode: false }, ['featureGates.NFTablesProxyMode: changed false -> true']],
  ['1.30', { NFTablesProxyMode: true }, ['featureGates.NFTablesProxyMode: kept true -> true']],
  ['1.31', {}, []],
  ['1.32', { NFTablesProxyMode: false }, ['featureGates.NFTablesProxyMode: dropped false -> undefined']],
  ['1.37', { KubeProxyIPVS: true }, ['featureGates.KubeProxyIPVS: dropped true -> undefined']],
  ['1.36', { Nonsense: true }, ['featureGates.Nonsense: dropped true -> undefined']],
  ['1.36', { TopologyAwareHints: true, ContextualLogging: true },
    ['featureGates.TopologyAwareHints: dropped true -> undefined', 'featureGates.ContextualLogging: kept true -> true']],
  ['1.36', { IPv6DualStack: true, SupportIPVSProxyMode: true },
    ['featureGates.IPv6DualStack: dropped true -> undefined', 'featureGates.SupportIPVSProxyMode: dropped true -> undefined']],
  ['1.33', { NFTablesProxyMode: false }, ['featureGates.NFTablesProxyMode: dropped false -> undefined']],
  ['1.36', { NFTablesProxyMode: true }, ['featureGates.NFTablesProxyMode: dropped true -> undefined']],
  ['1.38', { NFTablesProxyMode: true }, ['featureGates.NFTablesProxyMode: dropped true -> undefined']],
  ['1.36', { GracefulNodeShutdown: false }, ['featureGates.GracefulNodeShutdown: dropped false -> undefined']],
])('feature gates for %s, from %j', (kubernetesMinor, featureGates, expected) => {
  expect(decisions({ mode: 'ipvs', featureGates }, { kubernetesMinor })).toEqual([MODE, ...expected]);
  const { configuration } = migrate({ mode: 'ipvs', featureGates }, { kubernetesMinor });
  expect(validateKubeProxyConfiguration(configuration, kubernetesMinor)).toEqual([]);
});

test.each([
  ['1.36', { TopologyAwareHints: true }, 'kube-proxy 1.36 does not start with it: unknown feature gate in Kubernetes 1.36: it was removed in 1.36'],
  ['1.35', { TopologyAwareHints: false }, 'kube-proxy 1.35 does not start with it: can\'t be false in Kubernetes 1.35: it is locked to true from 1.33'],
  ['1.35', { TopologyAwareHints: true },
    'it means nothing: TopologyAwareHints is locked to true from Kubernetes 1.33, and kube-proxy does not start with a gate that a later release removes'],
])('why a gate is dropped, in %s: %j', (kubernetesMinor, featureGates, reason) => {
  expect(migrate({ mode: 'ipvs', featureGates }, { kubernetesMinor }).decisions.at(-1)).toMatchObject({ action: 'dropped', reason });
});

test('hidden metrics are for one version alone', () => {
  expect(decisions({ mode: 'ipvs', showHiddenMetricsForVersion: '1.33' })).toEqual([MODE, 'showHiddenMetricsForVersion: dropped "1.33" -> undefined']);
  expect(decisions({ mode: 'ipvs', showHiddenMetricsForVersion: '1.35' })).toEqual([MODE, 'showHiddenMetricsForVersion: kept "1.35" -> "1.35"']);
});

test('unknown fields are reported, and do not get into the new configuration', () => {
  const fields = { mode: 'ipvs', foo: { bar: 1 }, nftables: { masqueradeall: true } };
  expect(decisions(fields)).toEqual([MODE, 'foo: unknown {"bar":1} -> undefined', 'nftables.masqueradeall: unknown true -> undefined']);
  expect(migrate(fields).configuration).not.toHaveProperty('foo');
});

test('what kube-proxy could not read is an error with every problem', () => {
  expect(message(() => migrate({ mode: 'ipvs', oomScoreAdj: 'x', ipvs: { excludeCIDRs: 'y' } }))).toBe(
    `${WHERE}: oomScoreAdj: "x" is no integer of 32 bits\n${WHERE}: ipvs.excludeCIDRs: "y" is no list`);
  expect(message(() => migrate({ mode: 'kernelspace' })))
    .toBe(`${WHERE}: mode: "kernelspace" exists on Windows only: expected "nftables", "iptables" or "ipvs"`);
  expect(message(() => migrate({ mode: 'ipvs', nodePortAddresses: ['10.0.0.1'] })))
    .toBe(`${WHERE}: nodePortAddresses[0]: "10.0.0.1" has no prefix length: did you mean "10.0.0.1/32"?`);
  expect(message(() => migrateKubeProxyConfiguration('text', { kubernetesMinor: '1.36' }, WHERE))).toBe(`${WHERE}: "text" is no object: expected fields`);
});
