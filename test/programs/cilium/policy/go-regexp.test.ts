import { goRegexpProblem } from '../../../../src/programs/cilium/policy/go-regexp';

// By Go 1.26: regexp.MustCompile takes a{1000} and (a{100}){10}, and refuses a{1001} and (a{100}){100} with "invalid repeat count".
test.each(['/a{1001}', '/a{2,1001}', '/a{1001,}', '/(a{100}){100}', '/((ab{2}c){10,20}|d){30}', '/(?:(x{11})+){91}', '/[]]{1001}', '/a(b)c{1001}'])('%s repeats more than Go takes', text => {
  expect(goRegexpProblem(text)).toContain('repeats more than 1000 times');
});

test.each(['/a{1000}', '/a{3,}', '/a\\{1001}', '/[{1001}]', '/{n}', '/(a{100}){10}', '/((a{1000}){0}){1000}', '/(a{31}){32}b{900}', '/[]{1001}]', '/\\Q(a{1001}\\E', '/a{01001}', '/(a{33}b*){30}'])('%s is a regular expression of Go', text => {
  expect(goRegexpProblem(text)).toBeUndefined();
});
