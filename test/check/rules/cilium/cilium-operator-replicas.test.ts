import { ciliumOperatorReplicas as rule } from '../../../../src/check/rules/cilium/cilium-operator-replicas';
import { details } from '../../findings/cilium';
import { machine } from '../../findings/findings';

test('non-compliant: one node', () => {
  expect(details(rule, {}, [machine('w1', {})])).toEqual(['warning Values values: operator.replicas: is 2; the input has one Node']);
});

test('compliant', () => {
  expect(details(rule, { operator: { replicas: 1 } }, [machine('w1', {})])).toEqual([]);
  expect(details(rule, {})).toEqual([]);
});
