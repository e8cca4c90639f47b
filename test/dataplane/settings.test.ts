import { readSettings } from '../../src/dataplane/settings';
import { featuresOf } from '../../src/dataplane/versions/features';
import { SupportedMinor } from '../../src/dataplane/versions/kube-proxy-version';
import { message } from '../input/objects';
import { Plain } from '../support/builders';

const read = (configuration: Plain, minor: SupportedMinor = '1.36') => readSettings(configuration, featuresOf(minor));

test.each<[string, Plain]>([
  ['nothing', {}],
  ['zero values, as kubeadm writes them', {
    clusterCIDR: '',
    bindAddress: '',
    detectLocalMode: '',
    detectLocal: { bridgeInterface: '', interfaceNamePrefix: '' },
    nodePortAddresses: null,
    nftables: { masqueradeAll: false, masqueradeBit: null, minSyncPeriod: '0s', syncPeriod: '0s' },
    mode: '',
    hostnameOverride: '',
  }],
  ['an empty list and null sections', { nodePortAddresses: [], nftables: null, detectLocal: null, clusterCIDR: null, bindAddress: null }],
  ['settings of other modes', { iptables: { masqueradeAll: true, masqueradeBit: 3 }, ipvs: { strictARP: true }, mode: 'ipvs' }],
])('defaults: %s', (_, configuration) => {
  expect(read(configuration)).toEqual({
    masqueradeMark: 0x4000, masqueradeAll: false, localDetection: { mode: 'ClusterCIDR', cidrs: [] }, nodePortAddresses: ['primary'], bindAddress: undefined,
  });
});

test('what acts on the ruleset is taken', () => {
  const { nodePortAddresses, localDetection, ...others } = read({
    nftables: { masqueradeBit: 31, masqueradeAll: true }, clusterCIDR: '10.244.1.0/16, fd00::1/48', nodePortAddresses: ['192.168.0.1/16', 'fd00::/8'], bindAddress: '010.0.0.1',
  });
  expect(others).toEqual({ masqueradeMark: 2 ** 31, masqueradeAll: true, bindAddress: { family: 'ip', text: '10.0.0.1' } });
  expect(localDetection).toMatchObject({ mode: 'ClusterCIDR', cidrs: [{ text: '10.244.0.0/16' }, { text: 'fd00::/48' }] });
  expect(nodePortAddresses).toMatchObject([{ text: '192.168.0.0/16' }, { text: 'fd00::/8' }]);
});

test.each<[Plain, object]>([
  [{ detectLocalMode: 'NodeCIDR', clusterCIDR: 'not read' }, { mode: 'NodeCIDR' }],
  [{ detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0' } }, { mode: 'BridgeInterface', interfaceName: 'cni0' }],
  [{ detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'veth' } }, { mode: 'InterfaceNamePrefix', prefix: 'veth' }],
  [{ detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'fifteen.letters' } }, { mode: 'BridgeInterface', interfaceName: 'fifteen.letters' }],
])('%j', (configuration, expected) => {
  expect(read(configuration).localDetection).toEqual(expected);
});

const NO_NAME = 'is not an interface name: expected 1 to 15 letters, digits, \'.\', \'_\' or \'-\'';
const NO_CIDR = 'is not a CIDR: expected one as in 10.244.0.0/16, or two joined by a comma';
const NO_PORT_CIDR = 'is not a CIDR: expected one as in 192.168.0.0/16, or ["primary"] alone';
const MODES = 'is not supported: expected ClusterCIDR, NodeCIDR, BridgeInterface, InterfaceNamePrefix';
const bridge = (bridgeInterface: unknown) => ({ detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface } });

test.each<[string, Plain]>([
  ['nftables: [] is not an object: expected fields', { nftables: [] }],
  ['nftables.masqueradeBit: 32 is out of range: expected an integer from 0 to 31', { nftables: { masqueradeBit: 32 } }],
  ['nftables.masqueradeBit: -1 is out of range: expected an integer from 0 to 31', { nftables: { masqueradeBit: -1 } }],
  ['nftables.masqueradeBit: "14" is not an integer of 32 bits', { nftables: { masqueradeBit: '14' } }],
  ['nftables.masqueradeAll: "yes" is not a boolean: expected true or false', { nftables: { masqueradeAll: 'yes' } }],
  [`detectLocalMode: "nodecidr" ${MODES}`, { detectLocalMode: 'nodecidr' }],
  ['detectLocal: "cni0" is not an object: expected fields', { detectLocal: 'cni0' }],
  [`detectLocal.bridgeInterface: "" ${NO_NAME}`, { detectLocalMode: 'BridgeInterface' }],
  [`detectLocal.bridgeInterface: "sixteen-letters." ${NO_NAME}`, bridge('sixteen-letters.')],
  [`detectLocal.bridgeInterface: "cni0 drop" ${NO_NAME}`, bridge('cni0 drop')],
  ['detectLocal.bridgeInterface: 5 is not a string', bridge(5)],
  [`detectLocal.interfaceNamePrefix: "veth*" ${NO_NAME}`, { detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'veth*' } }],
  [`clusterCIDR: "10.244.0.0" ${NO_CIDR}`, { clusterCIDR: '10.244.0.0' }],
  [`clusterCIDR: "" ${NO_CIDR}`, { clusterCIDR: '10.244.0.0/16,' }],
  ['clusterCIDR: ["10.244.0.0/16"] is not a string', { clusterCIDR: ['10.244.0.0/16'] }],
  ['nodePortAddresses: "primary" is not a list', { nodePortAddresses: 'primary' }],
  [`nodePortAddresses[0]: "all" ${NO_PORT_CIDR}`, { nodePortAddresses: ['all'] }],
  [`nodePortAddresses[1]: "192.168.0.1" ${NO_PORT_CIDR}`, { nodePortAddresses: ['10.0.0.0/8', '192.168.0.1'] }],
  [`nodePortAddresses[0]: "primary" ${NO_PORT_CIDR}`, { nodePortAddresses: ['primary', '10.0.0.0/8'] }],
  ['nodePortAddresses[0]: 5 is not a string', { nodePortAddresses: [5] }],
  ['bindAddress: "localhost" is not an IP address: expected one as in 10.9.8.7 or 2001:db8::ffff', { bindAddress: 'localhost' }],
])('%s', (expected, configuration) => {
  expect(message(() => read(configuration))).toBe(`KubeProxyConfiguration: ${expected}`);
});

test('1.37 knows more words, which go with others', () => {
  expect(read({ nodePortAddresses: ['primary', 'localhost', 'all'] }, '1.37').nodePortAddresses).toEqual(['primary', 'localhost', 'all']);
  expect(message(() => read({ nodePortAddresses: ['none'] }, '1.37')))
    .toBe('KubeProxyConfiguration: nodePortAddresses[0]: "none" is not a CIDR: expected one as in 192.168.0.0/16, or primary, localhost, all');
});
