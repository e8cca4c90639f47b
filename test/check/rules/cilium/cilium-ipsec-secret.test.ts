import { ciliumIpsecSecret as rule } from '../../../../src/check/rules/cilium/cilium-ipsec-secret';
import { details } from '../../findings/cilium';

const values = { encryption: { enabled: true, type: 'ipsec' } };
const secret = (name: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'kube-system' } });

test('non-compliant', () => {
  expect(details(rule, values, [secret('other')])).toEqual([expect.stringContaining('names Secret kube-system/cilium-ipsec-keys, which is not in the input')]);
});

test('compliant: it is there, or nothing shows which there are', () => {
  expect(details(rule, values, [secret('cilium-ipsec-keys')])).toEqual([]);
  expect(details(rule, values)).toEqual([]);
});
