import { ovnKubernetesReplacesKubeProxy } from '../../../../src/check/rules/network/ovn-kubernetes-replaces-kube-proxy';
import { Plain } from '../../../support/builders';
import { found, summary } from '../../findings/findings';

const operator = (spec: Plain) => ({ apiVersion: 'operator.openshift.io/v1', kind: 'Network', metadata: { name: 'cluster' }, spec });
const config = (networkType: string) => ({ apiVersion: 'config.openshift.io/v1', kind: 'Network', metadata: { name: 'cluster' }, spec: {}, status: { networkType } });

const SERVES = { severity: 'info', message: 'OVN-Kubernetes serves Services itself, so the mode of kube-proxy does not affect them.', objects: ['Network cluster: OVNKubernetes'] };

test.each([
  ['the operator\'s object', [operator({ defaultNetwork: { type: 'OVNKubernetes' } })]],
  ['the cluster\'s object', [config('OVNKubernetes')]],
  ['both, in any order', [config('OVNKubernetes'), operator({ defaultNetwork: { type: 'OVNKubernetes' }, deployKubeProxy: false })]],
])('non-compliant: %s', (_what, objects) => {
  expect(summary(found(ovnKubernetesReplacesKubeProxy, objects))).toEqual([SERVES]);
  expect(summary(found(ovnKubernetesReplacesKubeProxy, [...objects].reverse()))).toEqual([SERVES]);
});

test('non-compliant: another network, and no kube-proxy', () => {
  expect(summary(found(ovnKubernetesReplacesKubeProxy, [operator({ defaultNetwork: { type: 'Calico' }, deployKubeProxy: false })]))).toEqual([{
    severity: 'info', message: 'The network operator deploys no kube-proxy, so there is no mode to change.', objects: ['Network cluster: deployKubeProxy: false'],
  }]);
});

test.each([
  ['kube-proxy is deployed all the same', [operator({ defaultNetwork: { type: 'OVNKubernetes' }, deployKubeProxy: true })]],
  ['another network', [operator({ defaultNetwork: { type: 'OpenShiftSDN' } })]],
  ['another network in the cluster\'s object', [config('Calico')]],
  ['no OpenShift', []],
  ['another kind of that name', [{ apiVersion: 'networking.example.org/v1', kind: 'Network', metadata: { name: 'cluster' }, spec: { deployKubeProxy: false } }]],
])('compliant: %s', (_what, objects) => {
  expect(found(ovnKubernetesReplacesKubeProxy, objects)).toEqual([]);
});
