import { ciliumServiceBehavior as rule } from '../../../../src/check/rules/cilium/cilium-service-behavior';
import { service } from '../../../support/builders';
import { details, REPLACING } from '../../findings/cilium';
import { kubeProxy } from '../../findings/findings';

const external = service('shop/web', { clusterIP: '10.96.0.10', externalIPs: ['203.0.113.1'], ports: [{ port: 80 }] });

test('non-compliant', () => {
  expect(details(rule, REPLACING, [kubeProxy({ mode: 'ipvs' }), external])).toEqual(['warning Service shop/web: 203.0.113.1']);
});

test('compliant: it is allowed, kube-proxy stays, or its mode is not in the input', () => {
  expect(details(rule, { ...REPLACING, bpf: { disableExternalIPMitigation: true } }, [kubeProxy({ mode: 'ipvs' }), external])).toEqual([]);
  expect(details(rule, {}, [kubeProxy({ mode: 'ipvs' }), external])).toEqual([]);
  expect(details(rule, REPLACING, [external])).toEqual([]);
});
