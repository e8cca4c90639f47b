import { kubeProxyImageVersion } from '../../../../src/check/rules/kube-proxy/kube-proxy-image-version';
import { daemonSet, found, summary } from '../../findings/findings';

const check = (tag: string, target: string) =>
  summary(found(kubeProxyImageVersion, [daemonSet('kube-system/kube-proxy', `registry.k8s.io/kube-proxy:${tag}`)], target));
const objects = (tag: string) => [`DaemonSet kube-system/kube-proxy: image registry.k8s.io/kube-proxy:${tag}`];

test('non-compliant: an image without nftables mode', () => {
  expect(check('v1.28.15', '1.36')).toEqual([{
    severity: 'blocker', message: 'The image of kube-proxy does not have nftables mode, which exists from 1.29.', objects: objects('v1.28.15'),
  }]);
});

test.each(['v1.29.0', 'v1.35.6', 'v1.37.0'])('non-compliant: %s is another minor', tag => {
  expect(check(tag, '1.36')).toEqual([{
    severity: 'warning', message: 'The version of kube-proxy\'s image is not the target version 1.36, to which the findings apply.', objects: objects(tag),
  }]);
});

test.each([
  ['v1.33.10', '1.33', /^The image of kube-proxy is older than 1\.33\.11: before 1\.33\.6, its base chains reject and drop at another priority /],
  ['v1.34.6-eksbuild.2', '1.34', /^The image of kube-proxy is older than 1\.34\.7: before 1\.34\.2, an interface detector needs /],
  ['v1.35.3', '1.35', /^The image of kube-proxy is older than 1\.35\.4: it crashes on sets that nft 1\.1\.3 has written\.$/],
])('non-compliant: %s lacks fixes', (tag, target, message) => {
  expect(check(tag, target)).toEqual([{ severity: 'warning', message: expect.stringMatching(message), objects: objects(tag) }]);
});

test.each([['v1.33.11', '1.33'], ['v1.34.7', '1.34'], ['v1.35.4', '1.35'], ['v1.36.0', '1.36'], ['v1.35', '1.35'], ['latest', '1.36']])('compliant: %s for %s', (tag, target) => {
  expect(check(tag, target)).toEqual([]);
});

test('compliant: no DaemonSet, or one of something else', () => {
  expect(found(kubeProxyImageVersion, [daemonSet('kube-system/calico-node', 'docker.io/calico/node:v3.31.0')])).toEqual([]);
});
