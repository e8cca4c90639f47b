import { agentProblemsOfConfig } from '../../../../../src/programs/cilium/rules/agent';
import { CiliumMinor } from '../../../../../src/programs/cilium/target';

/** Whether the agent takes a text: enable-sctp is a boolean, mtu an integer, and so on; what a module reads is read more strictly. */
const isTaken = (option: string, text: string, minor: CiliumMinor = '1.20'): boolean => agentProblemsOfConfig({ [option]: text }, minor)
  .every(({ field }) => field !== `data["${option}"]`);

test.each([
  ['enable-sctp', ['true', 'True', 'TRUE', 't', '1', '0', 'f'], ['', 'yes', 'on', 'tRue', '2', ' true']],
  ['tofqdns-min-ttl', ['0', '-1', '+5', '007', '0x10', '0b11', '0o17', '1_000', '1.5', '.0', ''], ['08', '1e3', '4.294967296e+09', 'x', ' 5', '1,5', '-', '65536s']],
  ['bpf-lb-map-max', ['1', '0x10', '65536'], ['1.5', '5.0', 'x', '1e6']],
  ['tunnel-port', ['0', '8472', '65535'], ['65536', '-1', '+5', '1.0']],
  ['cluster-id', ['0'], ['-1', '-0', 'x']],
  ['bpf-map-dynamic-size-ratio', ['0.0025', '.5', '1e-3', '0'], ['x', '1,5', '0.5%']],
  ['tofqdns-proxy-response-max-delay', ['100ms', '1h30m', '1.5s', '-5s', '5', '1µs', '0'], ['', '1d', 's', '5 s', 'x']],
  ['k8s-client-connection-timeout', ['30s', '0'], ['30', '1d', '']],
  ['alibabacloud-vswitch-tags', ['a=b', 'a=b,c=d', '{"a":"b"}', '', 'null', 'a=b,c', 'a=b:1,c=d:2,e'], ['a', 'a=', '=b', 'a=b,', 'a=b=c', '{"a":1}', '{', 'a=b, c=d']],
])('%s', (option, taken, refused) => {
  expect(taken.filter(text => !isTaken(option, text))).toEqual([]);
  expect(refused.filter(text => isTaken(option, text))).toEqual([]);
});

test('1.17 takes no fractions, and no empty text for 0', () => {
  expect(['', '1.5', '5.', '.0'].map(text => isTaken('tofqdns-min-ttl', text, '1.17'))).toEqual([false, false, false, false]);
  expect(['5.0', '5.00', '5'].map(text => isTaken('tofqdns-min-ttl', text, '1.17'))).toEqual([true, true, true]);
});

test('options that agents do not know are not judged', () => {
  expect(agentProblemsOfConfig({ 'enable-nothing': 'x' }, '1.20')).toEqual([]);
});
