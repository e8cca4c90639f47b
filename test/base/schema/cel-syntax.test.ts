import { isCelExpression } from '../../../src/base/schema/cel-syntax';

// What cel-go takes and refuses, tried with the version that Istio 1.30.3 uses.
test.each([
  'response.code >= 400', 'a', '.a.b', 'a.b(c, 1)[2].d', '-1 + 2.5e3 * 0x1fu', '!a && b || !!c', 'a ? b : c ? d : e', '"a" in ["b", \'c\',]', '{"a": 1, "b": [],}', 'a.B{c: 1}',
  'has(request.headers.x) // comment\n && true', 'r"\\d" + b"x" + """a\nb"""', '(a)', 'f()', 'x.all(y, y > 0)', '[,]', '{,}', 'b.if', 'a.`b-c`', "'''a\\n'''",
])('%s', text => {
  expect(isCelExpression(text)).toBe(true);
});

test.each(['', '(', 'a b', 'a &&', 'a = b', '"a', 'a ? b', '[1', '{a}', 'a..b', 'f(a', 'a[]', 'if', '1 +', 'a & b', 'a.1', '#', 'f(a,)', ')', '1{}', 'has(a)', 'has(a["b"])', 'has(a.b == c)', '"\\q"', '`a`', 'a[1]{b: 1}'])('not %s', text => {
  expect(isCelExpression(text)).toBe(false);
});
