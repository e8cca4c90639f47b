import { nodeOsNftVersion } from '../../../../src/check/rules/node/node-os-nft-version';
import { daemonSet, found, machine, summary } from '../../findings/findings';

const ALMA = machine('alma', { osImage: 'AlmaLinux 10.1 (Heliotrope Lion)' });
const proxy = (version: string) => daemonSet('kube-system/kube-proxy', `registry.k8s.io/kube-proxy:${version}`);
const BLOCKER = { severity: 'blocker', objects: ['Node alma: AlmaLinux 10.1 (Heliotrope Lion)'] };

test('non-compliant: a target without a fix', () => {
  expect(summary(found(nodeOsNftVersion, [ALMA], '1.32'))).toEqual([{
    ...BLOCKER,
    message: 'The node\'s operating system may have nft 1.1.3 or newer, whose sets crash the nft of kube-proxy 1.32; that minor did not get a fix.',
  }]);
});

test.each([['1.33', 'v1.33.10', 11], ['1.34', 'v1.34.6', 7], ['1.35', 'v1.35.3', 4]])('non-compliant: an image of %s before the '
  + 'fix', (target, image, first) => {
  expect(summary(found(nodeOsNftVersion, [ALMA, proxy(image)], target))).toEqual([{
    ...BLOCKER,
    message: 'The node\'s operating system may have nft 1.1.3 or newer, whose sets crash the nft of the current kube-proxy image; '
      + `the first release of this minor with a fix is ${target}.${first}.`,
  }]);
});

test.each([
  ['1.33', 'v1.33.11', 11], ['1.34', 'v1.34.7', 7], ['1.35', 'v1.35.4', 4], ['1.35', 'v1.34.1', 4], ['1.36', 'v1.36.0', 0],
])('non-compliant, but less likely: target %s, image %s', (target, image, first) => {
  expect(summary(found(nodeOsNftVersion, [ALMA, proxy(image)], target))).toEqual([{
    severity: 'warning',
    message: 'The node\'s operating system may have nft 1.1.3 or newer, whose sets kube-proxy\'s nft cannot read before 1.37; '
      + `from ${target}.${first}, kube-proxy avoids them as far as possible.`,
    objects: ['Node alma: AlmaLinux 10.1 (Heliotrope Lion)'],
  }]);
});

test('non-compliant: Bottlerocket, whatever the patch release', () => {
  expect(summary(found(nodeOsNftVersion, [machine('rocket', { osImage: 'Bottlerocket OS 1.54.0 (aws-k8s-1.36)' })], '1.36'))).toEqual([{
    severity: 'blocker',
    message: 'On Bottlerocket, kube-proxy\'s nft has crashed at every sync, even in an image of kube-proxy 1.36 with the fix for nft 1.1.3; '
      + 'it is not known whether 1.36 is better.',
    objects: ['Node rocket: Bottlerocket OS 1.54.0 (aws-k8s-1.36)'],
  }]);
});

test.each([
  'Red Hat Enterprise Linux 10.0 '
    + '(Coughlan)', 'Rocky Linux 10.2 (Red Quartz)', 'CentOS Stream 10 (Coughlan)', 'Oracle Linux Server 10.1', 'Fedora Linux 43 (Cloud Edition)',
  'Fedora CoreOS 43.20260119.3.1', 'Debian GNU/Linux 13 (trixie)', 'Ubuntu 25.10', 'Ubuntu 26.04 LTS',
])('non-compliant: %s', osImage => {
  expect(found(nodeOsNftVersion, [machine('a', { osImage })], '1.36')).toHaveLength(1);
});

test.each([
  'Red Hat Enterprise Linux 9.6 (Plow)', 'AlmaLinux 9.6 (Sage Margay)', 'Fedora Linux 42 (Cloud Edition)', 'Debian GNU/Linux 12 (bookworm)',
  'Ubuntu 24.04.3 LTS', 'Ubuntu 25.04', 'Amazon Linux 2023.9.20251110', 'Talos (v1.12.7)', '',
])('compliant: «%s»', osImage => {
  expect(found(nodeOsNftVersion, [machine('a', { osImage })], '1.36')).toEqual([]);
});

test('compliant: from 1.37 on', () => {
  expect(found(nodeOsNftVersion, [ALMA, machine('rocket', { osImage: 'Bottlerocket OS 1.54.0 (aws-k8s-1.37)' })], '1.37')).toEqual([]);
});
