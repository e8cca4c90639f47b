import { ciliumEncryptionGaps as rule } from '../../../../src/check/rules/cilium/cilium-encryption-gaps';
import { REPLACING, details } from '../../findings/cilium';

const wireguard = { enabled: true, type: 'wireguard', nodeEncryption: true };

test('non-compliant', () => {
  expect(details(rule, { ...REPLACING, encryption: wireguard, loadBalancer: { acceleration: 'native' } })).toEqual([expect.stringMatching(/^warning Values values: loadBalancer\.acceleration/)]);
  expect(details(rule, { ...REPLACING, encryption: wireguard, loadBalancer: { mode: 'dsr' } })).toEqual([expect.stringContaining('loadBalancer.dsrDispatch: is opt')]);
  expect(details(rule, { encryption: { enabled: true, type: 'wireguard', strictMode: { egress: { enabled: true, cidr: '10.0.0.0/8' } } } }))
    .toEqual([expect.stringContaining('allowRemoteNodeIdentities: is false')]);
});

test('compliant', () => {
  expect(details(rule, { ...REPLACING, encryption: wireguard })).toEqual([]);
  expect(details(rule, { encryption: { enabled: true, type: 'wireguard', strictMode: { egress: { enabled: true, cidr: '10.0.0.0/8', allowRemoteNodeIdentities: true } } } })).toEqual([]);
});
