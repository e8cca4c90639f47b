import { ciliumKernel as rule } from '../../../../src/check/rules/cilium/cilium-kernel';
import { details } from '../../findings/cilium';
import { machine } from '../../findings/findings';

const found = (kernelVersion: string, ciliumVersion: string) => details(rule, {}, [machine('worker-1', { kernelVersion })], { ciliumVersion });

test.each([
  ['4.19.0-25-amd64', '1.17'],
  ['5.4.0-150-generic', '1.18'],
  ['4.18.0-348.el8.x86_64', '1.17'],
  ['4.18.0-372.9.1.el8.x86_64', '1.18'],
  ['4.18.0-513.24.1.el8_9.x86_64', '1.20'],
  ['4.18.0-25-generic', '1.20'],
])('non-compliant: %s with Cilium %s', (kernel, version) => {
  expect(found(kernel, version)).toEqual([`blocker Node worker-1: kernel ${kernel}; expected ${version === '1.17' ? '5.4' : '5.10'} or later`]);
});

test.each([
  ['5.4.0-150-generic', '1.17'],
  ['5.10.0-33-amd64', '1.18'],
  ['4.18.0-372.9.1.el8.x86_64', '1.17'],
  ['4.18.0-553.el8_10.x86_64', '1.20'],
  ['6.8.0-49-generic', '1.20'],
  ['', '1.20'],
])('compliant: %s with Cilium %s', (kernel, version) => {
  expect(found(kernel, version)).toEqual([]);
});

test('compliant: nothing installs Cilium, and Windows', () => {
  expect(details(rule, undefined, [machine('worker-1', { kernelVersion: '4.19.0' })])).toEqual([]);
  expect(details(rule, {}, [machine('win-1', { kernelVersion: '10.0.20348', operatingSystem: 'windows' })])).toEqual([]);
});
