import { localDetectorMissing } from '../../../../src/check/rules/kube-proxy/local-detector-missing';
import { storedService } from '../../../support/builders';
import { daemonSet, found, kubeProxy, machine, summary } from '../../findings/findings';

const DUAL = storedService('shop/web', { ipFamilies: ['IPv4', 'IPv6'], clusterIP: '10.96.0.10', clusterIPs: ['10.96.0.10', 'fd00::10'] });

test('non-compliant: no clusterCIDR', () => {
  expect(summary(found(localDetectorMissing, [kubeProxy({ mode: 'ipvs', clusterCIDR: '' })]))).toEqual([{
    severity: 'warning',
    message: 'The configuration does not set clusterCIDR, so pods count as external clients in nftables mode.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('non-compliant: a family of the Services is missing', () => {
  expect(summary(found(localDetectorMissing, [kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16' }), DUAL]))).toEqual([{
    severity: 'warning',
    message: 'clusterCIDR does not contain an IPv6 CIDR, but Services have IPv6 addresses: for these, pods count as external clients in nftables '
      + 'mode.',
    objects: ['ConfigMap kube-system/kube-proxy'],
  }]);
});

test('compliant: CIDRs of all families, another detector, another mode', () => {
  expect(found(localDetectorMissing, [kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16,fd01::/48' }), DUAL])).toEqual([]);
  expect(found(localDetectorMissing, [kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16' })])).toEqual([]);
  expect(found(localDetectorMissing, [kubeProxy({ mode: 'ipvs', detectLocalMode: 'NodeCIDR' })])).toEqual([]);
  expect(found(localDetectorMissing, [kubeProxy({ mode: 'iptables' })])).toEqual([]);
});

test('compliant: Gardener, which sets it outside of IPVS mode', () => {
  const shoot = machine('a', { kubeletVersion: 'v1.35.4' }, { labels: { 'worker.gardener.cloud/pool': 'blue' } });
  expect(found(localDetectorMissing, [shoot, kubeProxy({ mode: 'ipvs', clusterCIDR: '' })])).toEqual([]);
});

test('flags count as the configuration where there is no other', () => {
  const proxy = (...command: string[]) => daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3', { container: { command } });
  expect(found(localDetectorMissing, [proxy('kube-proxy', '--proxy-mode=ipvs', '--cluster-cidr=10.244.0.0/16')])).toEqual([]);
  expect(summary(found(localDetectorMissing, [proxy('kube-proxy', '--proxy-mode=ipvs')]))).toMatchObject([{ objects: ['DaemonSet kube-system/kube-proxy'] }]);
});
