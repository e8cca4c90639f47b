import { junitReport } from '../../../src/check/reports/junit';
import { Report } from '../../../src/check/reports/report';
import { clean, FINDINGS, hostileReport, report, WAIVED } from '../../support/report-sample';
import { parseXml, XmlElement } from '../../support/xml';

/** The test cases by their classes' last part: what is in them. */
function casesOf(input: Report): Record<string, XmlElement['children']> {
  const [suite] = elements(parseXml(junitReport(input)));
  return Object.fromEntries(elements(suite).map(({ attributes, children }) => [attributes.classname.split('.')[1], children.filter(isElement)]));
}

const isElement = (child: XmlElement | string): child is XmlElement => typeof child !== 'string';
const elements = (element: XmlElement): XmlElement[] => element.children.filter(isElement);

test('a report', () => {
  expect(junitReport(report())).toMatchSnapshot();
});

test('nothing found: a test for each rule that was applied', () => {
  expect(casesOf(clean())).toEqual({ 'health-check': [], 'kernel-too-old': [], 'scheduler': [] });
  expect(casesOf(clean({ applied: new Set(['kernel-too-old']) }))).toEqual({ 'kernel-too-old': [] });
});

test('the counts are those of the tests', () => {
  const counts = (input: Report) => {
    const root = parseXml(junitReport(input));
    const [suite] = elements(root);
    const having = (name: string) => elements(suite).filter(one => elements(one).some(child => child.name === name)).length;
    const { tests, failures, skipped, errors } = suite.attributes;
    expect(root.attributes).toMatchObject({ tests, failures, skipped, errors });
    expect([tests, failures, skipped]).toEqual([elements(suite).length, having('failure'), having('skipped')].map(String));
    return [tests, failures, skipped, errors];
  };
  expect(counts(report())).toEqual(['3', '2', '0', '0']);
  expect(counts(report({ findings: [] }))).toEqual(['3', '0', '1', '0']);
});

test('a rule with several findings has one failure, and infos and waived findings beside it', () => {
  const info = { ...FINDINGS[1], severity: FINDINGS[0].severity, message: 'By the way.' };
  const [failure, output, ...more] = casesOf(report({ findings: [...FINDINGS, { ...FINDINGS[1], message: 'And that.' }, info] }))['kernel-too-old'] as XmlElement[];
  expect([failure.name, failure.attributes]).toEqual(['failure', { message: FINDINGS[1].message, type: 'blocker' }]);
  expect(failure.children.join('')).toContain('And that.\n- Node worker-1');
  expect([output.name, more]).toEqual(['system-out', []]);
  expect(output.children.join('')).toMatch(/^By the way\.\n[\s\S]*\n\nWaived until 2030-05-31: Goes away in May\.\n/);
});

test('a rule all of whose findings are waived is skipped', () => {
  const [skipped] = casesOf(report({ findings: [], waived: [...WAIVED, ...WAIVED] }))['kernel-too-old'] as XmlElement[];
  expect([skipped.name, skipped.attributes]).toEqual(['skipped', { message: 'waived until 2030-05-31: Goes away in May.' }]);
});

test('hostile names leave the XML well-formed, and are what is read', () => {
  const [failure] = casesOf(hostileReport())['kernel-too-old'] as XmlElement[];
  expect(failure.attributes.message).toBe(
    '</code>\\u001b[31m\\u000d\\u000a::error::|`<b>&"\'%0A,:]]>\\|@team [x](http://x) {0} *_# $1$ \\u202e\\u2028\\u009b\\ufffe\\ud800',
  );
});

test.each([
  ['<a>', 'a does not end'], ['<a></b>', '</b> ends a'], ['<a b=c/>', 'no markup'], ['<a>&x;</a>', 'no reference: &x;'], ['<a>\u0001</a>', 'no character of XML'],
  ['<a/><b/>', 'more than one root'], ['<a>]]></a>', ']]> in text'], ['<a b="<"/>', 'no markup'], ['<a b="1" b="2"/>', 'b twice'], ['<a>&</a>', 'no reference: &'],
])('the parser of these tests refuses %j', (xml, problem) => {
  expect(() => parseXml(xml)).toThrow(problem);
});
