import { inputIncomplete } from '../../../../src/check/rules/input/input-incomplete';
import { service, slice, storedService } from '../../../support/builders';
import { daemonSet, found, kubeProxy, machine, summary } from '../../findings/findings';

const WEB = storedService('shop/web', { clusterIP: '10.96.0.10' });
const SLICE = slice('shop/web-1', 'web', [{ addresses: ['10.244.1.2'] }]);
const PROXY = daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', { container: { command: ['kube-proxy', '--config=/etc/config'] } });
const CONFIG = kubeProxy({ mode: 'ipvs' });
const NODE = machine('a', { kubeletVersion: 'v1.36.3' });

test.each([
  ['Nodes', [WEB, SLICE, PROXY, CONFIG]],
  ['Services', [NODE, PROXY, CONFIG]],
  ['EndpointSlices', [NODE, WEB, PROXY, CONFIG]],
  ['kube-proxy\'s configuration', [NODE, WEB, SLICE, PROXY]],
  ['kube-proxy\'s DaemonSet', [NODE, WEB, SLICE, CONFIG]],
  ['Nodes, Services and kube-proxy\'s DaemonSet', [CONFIG]],
  ['Nodes, EndpointSlices, kube-proxy\'s configuration and kube-proxy\'s DaemonSet', [WEB]],
])('non-compliant: no %s', (missing, objects) => {
  expect(summary(found(inputIncomplete, objects))).toEqual([{ severity: 'info', message: `The input does not contain ${missing}, so findings may be missing.`, objects: [] }]);
});

test('manifests of an app: one finding that is not a warning', () => {
  expect(summary(found(inputIncomplete, [service('shop/web'), service('shop/cart')]))).toEqual([{
    severity: 'info', message: 'The input contains manifests but no objects of a cluster, so findings about nodes and kube-proxy are missing.', objects: [],
  }]);
});

test('compliant: all is there', () => {
  expect(found(inputIncomplete, [NODE, WEB, SLICE, PROXY, CONFIG])).toEqual([]);
});

test('compliant: kube-proxy has no ConfigMap, or no DaemonSet either', () => {
  const flags = daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', { container: { command: ['kube-proxy', '--proxy-mode=nftables'] } });
  expect(found(inputIncomplete, [NODE, WEB, SLICE, flags])).toEqual([]);
  expect(found(inputIncomplete, [machine('a', { kubeletVersion: 'v1.34.1+k3s1' }), WEB, SLICE])).toEqual([]);
});
