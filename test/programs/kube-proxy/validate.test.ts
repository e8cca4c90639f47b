import { validateKubeProxyConfiguration } from '../../../src/programs/kube-proxy/validate';

const HEAD = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };

function problems(fields: unknown, minor = '1.36'): string[] {
  return validateKubeProxyConfiguration({ ...HEAD, ...fields as object }, minor).map(({ field, message }) => `${field}: ${message}`);
}

describe('strict decoding', () => {
  test.each([
    [{ iptables: { masqueradeAl: true } }, 'iptables.masqueradeAl: unknown field; did you mean masqueradeAll?'],
    [{ clusterCidr: '10.0.0.0/8' }, 'clusterCidr: unknown field; did you mean clusterCIDR?'],
    [{ frobnicate: 1 }, 'frobnicate: unknown field'],
    [{ ['x'.repeat(200)]: 1 }, `${'x'.repeat(200)}: unknown field`],
    [JSON.parse('{"__proto__": {"mode": "x"}}'), '__proto__: unknown field'],
    [{ toString: 1 }, 'toString: unknown field'],
    [{ nftables: [] }, 'nftables: [] is no object: expected fields'],
    [{ nftables: { masqueradeAll: 'yes' } }, 'nftables.masqueradeAll: "yes" is no boolean: expected true or false'],
    [{ nftables: { masqueradeBit: '14' } }, 'nftables.masqueradeBit: "14" is no integer of 32 bits'],
    [{ nftables: { masqueradeBit: 1.5 } }, 'nftables.masqueradeBit: 1.5 is no integer of 32 bits'],
    [{ conntrack: { maxPerCore: 2 ** 31 } }, 'conntrack.maxPerCore: 2147483648 is no integer of 32 bits'],
    [{ nftables: { syncPeriod: 30 } }, 'nftables.syncPeriod: 30 is no duration: expected a text such as "30s" or "1h30m"'],
    [{ configSyncPeriod: '15' }, 'configSyncPeriod: "15" is no duration: expected a text such as "30s" or "1h30m"'],
    [{ configSyncPeriod: null }, 'configSyncPeriod: null is no duration: expected a text such as "30s" or "1h30m"'],
    [{ logging: { flushFrequency: true } }, 'logging.flushFrequency: true is no duration: expected a text such as "5s", or nanoseconds'],
    [{ logging: { verbosity: -1 } }, 'logging.verbosity: -1 is no integer from 0 to 2147483647'],
    [{ logging: { options: { text: { infoBufferSize: '64 KB' } } } }, 'logging.options.text.infoBufferSize: "64 KB" is no quantity: expected a number of bytes such as "512" or "64Ki"'],
    [{ logging: { vmodule: [{ filePattern: 'a', verbosity: 1 }, { pattern: 'b' }] } }, 'logging.vmodule[1].pattern: unknown field'],
    [{ clientConnection: { qps: '5' } }, 'clientConnection.qps: "5" is no number'],
    [{ featureGates: { A: 'true' } }, 'featureGates.A: "true" is no boolean: expected true or false'],
    [{ featureGates: ['A=true'] }, 'featureGates: ["A=true"] is no object: expected fields'],
    [{ nodePortAddresses: 'primary' }, 'nodePortAddresses: "primary" is no list'],
    [{ nodePortAddresses: ['10.0.0.0/8', 4] }, 'nodePortAddresses[1]: 4 is no string'],
    [{ mode: 1 }, 'mode: 1 is no string'],
  ])('%j', (fields, problem) => {
    expect(problems(fields)).toEqual([problem]);
  });

  test.each([
    { mode: null }, { clusterCIDR: null }, { bindAddress: null }, { ipvs: null }, { conntrack: null }, { nftables: null, iptables: null },
    { detectLocal: null, detectLocalMode: null }, { clientConnection: { qps: null, burst: null, kubeconfig: null } }, { enableProfiling: null },
    { logging: { flushFrequency: null, verbosity: null, vmodule: null, options: { text: { infoBufferSize: null } } } },
    { featureGates: { ContextualLogging: null } },
  ])('null is the zero value for Go: %j', fields => {
    expect(validateKubeProxyConfiguration({ ...HEAD, ...fields }, '1.36')).toEqual([]);
  });

  test.each([
    [{ featureGates: { NFTablesProxyMode: null } }, 'featureGates.NFTablesProxyMode: can\'t be false in Kubernetes 1.36: it is locked to true from 1.33'],
    [{ nodePortAddresses: [null] }, 'nodePortAddresses[0]: "" is no CIDR: expected such as "10.244.0.0/16" or "fd00:10:244::/56"'],
    [{ mode: 'nftables', nftables: { syncPeriod: null } }, 'nftables.syncPeriod: null is no duration: expected a text such as "30s" or "1h30m"'],
  ])('a zero value may be wrong, and a duration is never null: %j', (fields, problem) => {
    expect(validateKubeProxyConfiguration({ ...HEAD, ...fields }, '1.36').map(({ field, message }) => `${field}: ${message}`)).toEqual([problem]);
  });

  test('null is accepted where Go has a pointer, a slice or a map', () => {
    expect(problems({
      featureGates: null,
      nodePortAddresses: null,
      oomScoreAdj: null,
      iptables: { masqueradeBit: null, localhostNodePorts: null },
      nftables: { masqueradeBit: null },
      ipvs: { excludeCIDRs: null },
      conntrack: { maxPerCore: null, min: null, tcpEstablishedTimeout: null, tcpCloseWaitTimeout: null },
      logging: { vmodule: null },
    })).toEqual([]);
  });

  test('a field that is newer than the version is unknown', () => {
    expect(problems({ windowsRunAsService: true }, '1.30')).toEqual(['windowsRunAsService: unknown field in Kubernetes 1.30: it exists from 1.31']);
    expect(problems({ windowsRunAsService: true }, '1.31')).toEqual([]);
  });

  test('every problem is reported, and none twice', () => {
    expect(problems({ apiVersion: 1, kind: 'KubeletConfiguration', mod: 'nftables', mode: 'nft', oomScoreAdj: 2000 })).toEqual([
      'apiVersion: 1 is no string',
      'mod: unknown field; did you mean mode?',
      'kind: "KubeletConfiguration" is no kube-proxy configuration: expected "KubeProxyConfiguration"',
      'mode: "nft" is no proxy mode: expected "nftables", "iptables" or "ipvs"',
      'oomScoreAdj: 2000 is out of range: expected an integer from -1000 to 1000',
    ]);
  });

  test.each([undefined, null, 'mode: nftables', [], 1])('%j is no document', document => {
    expect(validateKubeProxyConfiguration(document, '1.36')).toEqual([
      { field: '', message: `${document === undefined ? 'undefined' : JSON.stringify(document)} is no object: expected fields` },
    ]);
  });
});

describe('rules', () => {
  test.each([
    [{ apiVersion: 'kubeproxy.config.k8s.io/v1' }, 'apiVersion: "kubeproxy.config.k8s.io/v1" is no supported version: expected "kubeproxy.config.k8s.io/v1alpha1"'],
    [{ mode: 'kernelspace' }, 'mode: "kernelspace" exists on Windows only: expected "nftables", "iptables" or "ipvs"'],
    [{ mode: 'NFTables' }, 'mode: "NFTables" is no proxy mode: expected "nftables", "iptables" or "ipvs"'],
    [{ mode: 'nftables', nftables: { masqueradeBit: 32 } }, 'nftables.masqueradeBit: 32 is out of range: expected an integer from 0 to 31'],
    [{ mode: 'nftables', iptables: { masqueradeBit: -1 } }, 'iptables.masqueradeBit: -1 is out of range: expected an integer from 0 to 31'],
    [{ oomScoreAdj: -1001 }, 'oomScoreAdj: -1001 is out of range: expected an integer from -1000 to 1000'],
    [{ conntrack: { maxPerCore: -1 } }, 'conntrack.maxPerCore: -1 is out of range: expected an integer of 0 or more'],
    [{ conntrack: { min: -1 } }, 'conntrack.min: -1 is out of range: expected an integer of 0 or more'],
    [{ conntrack: { tcpEstablishedTimeout: '-1s' } }, 'conntrack.tcpEstablishedTimeout: "-1s" is negative: expected 0s or more'],
    [{ conntrack: { tcpCloseWaitTimeout: '-1s' } }, 'conntrack.tcpCloseWaitTimeout: "-1s" is negative: expected 0s or more'],
    [{ conntrack: { udpTimeout: '-1s' } }, 'conntrack.udpTimeout: "-1s" is negative: expected 0s or more'],
    [{ conntrack: { udpStreamTimeout: '-1s' } }, 'conntrack.udpStreamTimeout: "-1s" is negative: expected 0s or more'],
    [{ configSyncPeriod: '-1s' }, 'configSyncPeriod: "-1s" is negative: expected 0s or more'],
    [{ clientConnection: { burst: -1 } }, 'clientConnection.burst: -1 is out of range: expected an integer of 0 or more'],
    [{ mode: 'ipvs', ipvs: { tcpTimeout: '-1s' } }, 'ipvs.tcpTimeout: "-1s" is negative: expected 0s or more'],
    [{ mode: 'ipvs', ipvs: { tcpFinTimeout: '-1s' } }, 'ipvs.tcpFinTimeout: "-1s" is negative: expected 0s or more'],
    [{ mode: 'ipvs', ipvs: { udpTimeout: '-1s' } }, 'ipvs.udpTimeout: "-1s" is negative: expected 0s or more'],
    [{ mode: 'ipvs', ipvs: { excludeCIDRs: ['10.0.0.0/8', 'x'] } }, 'ipvs.excludeCIDRs[1]: "x" is no CIDR: expected such as "10.244.0.0/16" or "fd00:10:244::/56"'],
    [{ bindAddress: 'localhost' }, 'bindAddress: "localhost" is no IP address'],
    [{ healthzBindAddress: 'localhost:10256' }, 'healthzBindAddress: "localhost:10256" is no IP address and port: expected such as "0.0.0.0:10256" or "[::]:10256"'],
    [{ healthzBindAddress: '[10256' }, 'healthzBindAddress: "[10256" is no IP address and port: expected such as "0.0.0.0:10256" or "[::]:10256"'],
    [{ metricsBindAddress: '0.0.0.0:0' }, 'metricsBindAddress: "0" is no port: expected an integer from 1 to 65535'],
    [{ metricsBindAddress: '[::]:65536' }, 'metricsBindAddress: "65536" is no port: expected an integer from 1 to 65535'],
    [{ showHiddenMetricsForVersion: '1.36' }, 'showHiddenMetricsForVersion: "1.36" is no version to show hidden metrics for: expected "1.35"'],
    [{ portRange: 'all' }, 'portRange: "all" is no port range: leave it out, since it is unused'],
    [{ featureGates: { NFTablesProxyMode: false } }, 'featureGates.NFTablesProxyMode: can\'t be false in Kubernetes 1.36: it is locked to true from 1.33'],
  ])('%j', (fields, problem) => {
    expect(problems(fields)).toEqual([problem]);
  });

  test.each([
    {},
    { mode: '' },
    // A section is read in its own mode only; the iptables one's bit is the exception.
    { mode: 'iptables', nftables: { masqueradeBit: 32, syncPeriod: '-1s' }, ipvs: { tcpTimeout: '-1s', excludeCIDRs: ['x'] } },
    { oomScoreAdj: 1000, iptables: { masqueradeBit: 31 } },
    { bindAddress: '::', healthzBindAddress: '::', metricsBindAddress: '127.0.0.1' },
    { healthzBindAddress: '[::1]:10256', metricsBindAddress: '0.0.0.0:10249' },
    { showHiddenMetricsForVersion: '1.35' },
    { portRange: '300-2000', clientConnection: { qps: -1 } },
  ])('%j is all right', fields => {
    expect(problems(fields)).toEqual([]);
  });

  test('the second argument has to be a version', () => {
    expect(() => validateKubeProxyConfiguration(HEAD, 'latest')).toThrow(
      '"latest" is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"');
  });
});

describe('sync periods', () => {
  test.each([
    [{ mode: 'nftables', nftables: { syncPeriod: '-1s' } }, 'nftables.syncPeriod: -1s is negative: expected more than 0s'],
    [{ mode: 'nftables', nftables: { minSyncPeriod: '-1s' } }, 'nftables.minSyncPeriod: -1s is negative: expected 0s or more'],
    [{ mode: 'nftables', nftables: { minSyncPeriod: '1m' } }, 'nftables.minSyncPeriod: 1m0s is longer than syncPeriod, 30s by default: expected that or less'],
    [{ mode: 'ipvs', ipvs: { syncPeriod: '10s', minSyncPeriod: '11s' } }, 'ipvs.minSyncPeriod: 11s is longer than syncPeriod, 10s: expected that or less'],
    [{ nftables: { syncPeriod: '500ms' }, iptables: { syncPeriod: '500ms' } }, 'iptables.syncPeriod: 500ms is shorter than minSyncPeriod, 1s by default: make it longer, or set a shorter minSyncPeriod'],
  ])('%j', (fields, problem) => {
    expect(problems(fields)).toEqual([problem]);
  });

  test.each([
    { mode: 'nftables', nftables: { syncPeriod: '0s', minSyncPeriod: '0s' }, configSyncPeriod: '0s' },
    { mode: 'nftables', nftables: { syncPeriod: '1s' } },
    { mode: 'ipvs', ipvs: { syncPeriod: '500ms' }, iptables: { syncPeriod: '500ms' } },
    { mode: 'nftables', iptables: { minSyncPeriod: '1h' }, ipvs: { syncPeriod: '-1s' } },
  ])('%j is all right', fields => {
    expect(problems(fields)).toEqual([]);
  });
});

describe('local traffic', () => {
  test.each([
    [{ detectLocalMode: 'clusterCIDR' }, 'detectLocalMode: "clusterCIDR" is no way to detect local traffic: expected "ClusterCIDR", "NodeCIDR", "BridgeInterface" or "InterfaceNamePrefix"'],
    [{ clusterCIDR: '10.244.0.0' }, 'clusterCIDR: "10.244.0.0" has no prefix length: did you mean "10.244.0.0/32"?'],
    [{ clusterCIDR: 'fd00::1' }, 'clusterCIDR: "fd00::1" has no prefix length: did you mean "fd00::1/128"?'],
    [{ clusterCIDR: '10.244.0.0/33' }, 'clusterCIDR: "10.244.0.0/33" is no CIDR: expected such as "10.244.0.0/16" or "fd00:10:244::/56"'],
    [{ clusterCIDR: '10.244.0.0/16, fd00::/56' }, 'clusterCIDR: "10.244.0.0/16, fd00::/56" has white space: expected CIDRs with nothing but a comma between them'],
    [{ clusterCIDR: '10.244.0.0/16,10.245.0.0/16' }, 'clusterCIDR: "10.244.0.0/16,10.245.0.0/16" has two CIDRs of one IP family: expected one, or one of each IP family'],
    [{ clusterCIDR: '10.0.0.0/8,fd00::/8,11.0.0.0/8', detectLocalMode: 'ClusterCIDR' }, 'clusterCIDR: "10.0.0.0/8,fd00::/8,11.0.0.0/8" has 3 CIDRs: expected one, or one of each IP family'],
    [{ detectLocalMode: 'BridgeInterface' }, 'detectLocal.bridgeInterface: is missing: detectLocalMode BridgeInterface needs the bridge'],
    [{ detectLocalMode: 'InterfaceNamePrefix', detectLocal: { bridgeInterface: 'cni0' } }, 'detectLocal.interfaceNamePrefix: is missing: detectLocalMode InterfaceNamePrefix needs how the names of the pods\' interfaces begin'],
    [{ detectLocal: { bridgeInterface: 'cni0" accept; #' } }, 'detectLocal.bridgeInterface: "cni0\\" accept; #" is no name for a network interface: expected 1 to 15 letters, digits, dots, underscores or hyphens'],
    [{ detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'a234567890123456' } }, 'detectLocal.interfaceNamePrefix: "a234567890123456" is no name for a network interface: expected 1 to 15 letters, digits, dots, underscores or hyphens'],
    [{ detectLocal: { bridgeInterface: 'cni0\n' } }, 'detectLocal.bridgeInterface: "cni0\\n" is no name for a network interface: expected 1 to 15 letters, digits, dots, underscores or hyphens'],
  ])('%j', (fields, problem) => {
    expect(problems(fields)).toEqual([problem]);
  });

  test.each([
    { clusterCIDR: '' },
    { clusterCIDR: 'fd00::/56,10.244.0.0/16' },
    { clusterCIDR: 'not looked at', detectLocalMode: 'NodeCIDR' },
    { detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0', interfaceNamePrefix: '' } },
    { detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'a23456789012345' } },
  ])('%j is all right', fields => {
    expect(problems(fields)).toEqual([]);
  });
});

describe('nodePortAddresses', () => {
  test.each([
    ['1.36', ['primary', '10.0.0.0/8'], ['nodePortAddresses[0]: "primary" can\'t stand beside other entries before Kubernetes 1.37: expected it alone, or CIDRs only']],
    ['1.36', ['localhost'], ['nodePortAddresses[0]: "localhost" is a keyword from Kubernetes 1.37 only: expected "127.0.0.0/8" and "::1/128"']],
    ['1.36', ['all'], ['nodePortAddresses[0]: "all" is a keyword from Kubernetes 1.37 only: expected "0.0.0.0/0" and "::/0"']],
    ['1.36', ['10.0.0.1', 'Primary'], [
      'nodePortAddresses[0]: "10.0.0.1" has no prefix length: did you mean "10.0.0.1/32"?',
      'nodePortAddresses[1]: "Primary" is no CIDR: expected such as "10.244.0.0/16" or "fd00:10:244::/56"',
    ]],
    ['1.37', ['none'], ['nodePortAddresses[0]: "none" is no CIDR: expected such as "10.244.0.0/16" or "fd00:10:244::/56"']],
    ['1.36', ['primary'], []],
    ['1.36', ['10.0.0.0/8', 'fd00::/8'], []],
    ['1.37', ['primary', 'localhost', 'all', '10.0.0.0/8'], []],
  ])('%s: %j', (minor, nodePortAddresses, expected) => {
    expect(problems({ nodePortAddresses }, minor)).toEqual(expected);
  });
});

describe('logging', () => {
  test.each([
    [{ logging: { format: 'yaml' } }, 'logging.format: "yaml" is no log format: expected "text" or "json"'],
    [{ logging: { format: 'json', vmodule: [{ filePattern: 'a', verbosity: 1 }] } }, 'logging.vmodule: has no effect in the format "json": only "text" knows it'],
    [{ logging: { vmodule: [{ verbosity: 1 }] } }, 'logging.vmodule[0].filePattern: is missing: expected a file\'s base name without .go, or a glob'],
    [{ logging: { vmodule: [{ filePattern: 'a=1,b' }] } }, 'logging.vmodule[0].filePattern: "a=1,b" has an equal sign or a comma, which separate patterns'],
    [{ logging: { options: { text: { splitStream: true } } } }, 'logging.options.text.splitStream: is alpha: expected featureGates to have LoggingAlphaOptions: true'],
    [{ logging: { options: { json: { infoBufferSize: '64Ki' } } } }, 'logging.options.json.infoBufferSize: is alpha: expected featureGates to have LoggingAlphaOptions: true'],
  ])('%j', (fields, problem) => {
    expect(problems(fields)).toEqual([problem]);
  });

  test.each([
    { logging: { format: 'json', flushFrequency: 5e9, verbosity: 10, options: { json: { infoBufferSize: '0', splitStream: false } } } },
    { logging: { vmodule: [{ filePattern: 'proxi*', verbosity: 4 }] } },
    { logging: { options: { json: { splitStream: true, infoBufferSize: 1024 } } }, featureGates: { LoggingAlphaOptions: true } },
    { logging: { options: { text: { splitStream: true } } }, featureGates: { AllAlpha: true } },
  ])('%j is all right', fields => {
    expect(problems(fields)).toEqual([]);
  });
});
