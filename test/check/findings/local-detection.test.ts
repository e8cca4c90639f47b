import { detectsPods } from '../../../src/check/findings/local-detection';

test.each([
  [{}, false, false],
  [{ clusterCIDR: '' }, false, false],
  [{ clusterCIDR: '10.244.0.0/16' }, true, false],
  [{ detectLocalMode: 'ClusterCIDR', clusterCIDR: '10.244.0.0/16,fd00::/48' }, true, true],
  [{ detectLocalMode: '', clusterCIDR: 'fd00::/48' }, false, true],
  [{ detectLocalMode: 'NodeCIDR' }, true, true],
  [{ detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'cali' } }, true, true],
])('%j', (configuration, ip, ip6) => {
  expect([detectsPods(configuration, 'ip'), detectsPods(configuration, 'ip6')]).toEqual([ip, ip6]);
});
