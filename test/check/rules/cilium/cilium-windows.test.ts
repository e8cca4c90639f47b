import { ciliumWindows as rule } from '../../../../src/check/rules/cilium/cilium-windows';
import { details } from '../../findings/cilium';
import { machine } from '../../findings/findings';

test('non-compliant', () => {
  expect(details(rule, {}, [machine('w1', {}), machine('win', { operatingSystem: 'windows' })])).toEqual(['blocker Node win']);
});

test('compliant', () => {
  expect(details(rule, {}, [machine('w1', {})])).toEqual([]);
});
