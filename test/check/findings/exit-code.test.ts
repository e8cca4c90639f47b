import { exitCodeOf, FAIL_ON } from '../../../src/check/findings/exit-code';
import { FindingSeverity } from '../../../src/check/findings/finding';
import { finding, kernelRule } from '../../support/report-sample';

test.each([
  ['', 0, 0], ['info', 0, 0], ['warning', 0, 2], ['info warning', 0, 2], ['blocker', 3, 3], ['info warning blocker', 3, 3],
])('with «%s» it is %i or %i', (severities, ...codes) => {
  const findings = severities.split(' ').filter(severity => severity !== '').map(severity => finding(kernelRule, '', [], { severity: severity as FindingSeverity }));
  expect(FAIL_ON.map(failOn => exitCodeOf(findings, failOn))).toEqual(codes);
  expect(exitCodeOf(findings)).toBe(codes[1]);
});
