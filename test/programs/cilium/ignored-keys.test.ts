import { ignoredKeys } from '../../../src/programs/cilium/values/ignored-keys';

test.each<[string, object, string, string | undefined]>([
  ['a misspelled key names the nearest', { hubble: { relay: { enable: true } } }, '1.20', 'hubble.relay.enable: is not a value of the chart, which drops it; did you mean hubble.relay.enabled?'],
  ['a key at a wrong place names the right one', { clusterPoolIPv4PodCIDRList: ['10.0.0.0/8'] }, '1.20', 'clusterPoolIPv4PodCIDRList: is not a value of the chart, which drops it; did you mean ipam.operator.clusterPoolIPv4PodCIDRList?'],
  ['a key of another version names the version', { encryption: { strictMode: { cidr: '10.0.0.0/8' } } }, '1.20', undefined],
  ['an open mapping takes any key', { podAnnotations: { 'example.com/a': 'b' }, extraConfig: { 'any-option': 'x' } }, '1.20', ''],
  ['null takes a value away, whatever it is', { anything: null }, '1.20', ''],
  ['a path is not a name', { 'hubble.relay.enabled': true }, '1.20', 'hubble.relay.enabled: is a name with dots, which the chart drops: only --set takes it for a path; nest its parts, as in hubble: {relay: {enabled: …}}'],
  ['values for all charts of a release', { global: { registry: 'x' } }, '1.17', ''],
])('%s', (_, values, minor, expected) => {
  const found = ignoredKeys(values as never, minor as never).map(({ field, message }) => `${field}: ${message}`).join('\n');
  if (expected === undefined) expect(found).toMatch(/^encryption\.strictMode\.cidr: is not a value of the chart 1\.20/);
  else expect(found).toBe(expected);
});

test('known keys are told from misspelled ones', () => {
  expect(ignoredKeys({ enableIPv4Masquerad: true, encryption: { strictMode: { cidr: '10.0.0.0/8' } } }, '1.20').map(({ isKnown }) => isKnown)).toEqual([false, true]);
});
