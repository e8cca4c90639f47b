import { antreaReplacesKubeProxy } from '../../../../src/check/rules/network/antrea-replaces-kube-proxy';
import { found, summary } from '../../findings/findings';

const antrea = (text: string, name = 'antrea-config') =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'kube-system', name }, data: { 'antrea-agent.conf': text } });

test('non-compliant: proxyAll', () => {
  expect(summary(found(antreaReplacesKubeProxy, [antrea('featureGates: {}\nantreaProxy:\n  proxyAll: true\n  nodePortAddresses: []\n')]))).toEqual([{
    severity: 'info',
    message: 'Antrea serves all Services itself, so the mode of kube-proxy does not affect them.',
    objects: ['ConfigMap kube-system/antrea-config: antreaProxy.proxyAll: true'],
  }]);
});

test.each([
  ['the default', 'antreaProxy: {}\n'],
  ['only comments', '# antreaProxy:\n#   proxyAll: true\n'],
  ['proxyAll is off', 'antreaProxy: {proxyAll: false}\n'],
  ['its proxy is off', 'antreaProxy: {enable: false, proxyAll: true}\n'],
])('compliant: %s', (_what, text) => {
  expect(found(antreaReplacesKubeProxy, [antrea(text)])).toEqual([]);
});

test('compliant: no Antrea', () => {
  expect(found(antreaReplacesKubeProxy, [antrea('antreaProxy: {proxyAll: true}\n', 'other')])).toEqual([]);
});
