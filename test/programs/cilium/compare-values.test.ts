import { PLAIN_RENDERING } from '../../../src/programs/cilium/rules/rule';
import { compareValues } from '../../../src/programs/cilium/upgrade/compare-values';

const STRICT = { encryption: { enabled: true, type: 'wireguard', strictMode: { enabled: true, cidr: '10.0.0.0/8' } } };

test('old keys of strict mode: taken over by 1.19, dropped by 1.20', () => {
  const to119 = compareValues(STRICT, '1.18', '1.19', PLAIN_RENDERING);
  expect(to119.dead).toEqual([]);
  expect(to119.options).toContainEqual({ option: 'encryption-strict-egress-cidr', before: undefined, after: '10.0.0.0/8', isGeneral: false });
  const to120 = compareValues(STRICT, '1.19', '1.20', PLAIN_RENDERING);
  expect(to120.dead.map(({ field }) => field)).toEqual(['encryption.strictMode.enabled', 'encryption.strictMode.cidr']);
  expect(to120.options).toContainEqual({ option: 'enable-encryption-strict-mode-egress', before: 'true', after: undefined, isGeneral: false });
  expect(to120.options).toContainEqual({ option: 'envoy-xds-mode', before: undefined, after: 'ads', isGeneral: true });
  expect(to119.options).toContainEqual({ option: 'mesh-auth-enabled', before: 'true', after: 'false', isGeneral: true, defaultOf: 'authentication.enabled' });
});

test('defaults that change, unless they are set', () => {
  const changed = (values: object) => compareValues({ ...values }, '1.18', '1.19', PLAIN_RENDERING).defaults.map(({ field }) => field);
  expect(changed({})).toContain('authentication.enabled');
  expect(changed({ authentication: { enabled: true } })).not.toContain('authentication.enabled');
});

test('what only the later chart refuses', () => {
  expect(compareValues({ ipam: { mode: 'eni' }, routingMode: 'native' }, '1.19', '1.20', PLAIN_RENDERING).refused).toEqual([{ field: 'ipam.mode', message: 'is eni without eni.enabled; set eni.enabled: true' }]);
});
