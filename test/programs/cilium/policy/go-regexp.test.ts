import { goRegexpProblem } from '../../../../src/programs/cilium/policy/go-regexp';

// By Go 1.26: regexp.MustCompile takes a{1000}, and refuses a{1001} with "invalid repeat count".
test.each(['/a{1001}', '/a{2,1001}', '/a{1001,}'])('%s repeats more than Go takes', text => {
  expect(goRegexpProblem(text)).toContain('repeats more than 1000 times');
});

test.each(['/a{1000}', '/a{3,}', '/a\\{1001}', '/[{1001}]', '/{n}'])('%s is a regular expression of Go', text => {
  expect(goRegexpProblem(text)).toBeUndefined();
});
