import { ciliumNodeConfig as rule } from '../../../../src/check/rules/cilium/cilium-node-config';
import { Plain } from '../../../support/builders';
import { details, helmRelease } from '../../findings/cilium';

const config = (version: string, namespace: string, defaults: Plain) => ({ apiVersion: `cilium.io/${version}`, kind: 'CiliumNodeConfig', metadata: { name: 'gpu', namespace }, spec: { defaults } });

test('non-compliant', () => {
  expect(details(rule, undefined, [helmRelease({}), config('v2alpha1', 'kube-system', { debug: true })])).toEqual([
    'blocker CiliumNodeConfig kube-system/gpu: apiVersion: "cilium.io/v2alpha1" is not served; expected "cilium.io/v2"',
    'blocker CiliumNodeConfig kube-system/gpu: Cilium is in networking',
    'blocker CiliumNodeConfig kube-system/gpu: spec.defaults["debug"]: true is not a string; expected "true"',
  ]);
});

test('compliant', () => {
  expect(details(rule, undefined, [helmRelease({}), config('v2', 'networking', { debug: 'true' })])).toEqual([]);
  expect(details(rule, {}, [config('v2alpha1', 'kube-system', {})], { ciliumVersion: '1.19' })).toEqual([]);
});
