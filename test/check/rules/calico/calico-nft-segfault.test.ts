import { calicoNftSegfault } from '../../../../src/check/rules/calico/calico-nft-segfault';
import { calicoNode, installation, tigeraOperator } from '../../findings/calico';
import { daemonSet, found, machine, summary } from '../../findings/findings';

const trixie = machine('a', { osImage: 'Debian GNU/Linux 13 (trixie)' });
const bookworm = machine('b', { osImage: 'Debian GNU/Linux 12 (bookworm)' });

test('non-compliant: an operating system with a newer nft', () => {
  expect(summary(found(calicoNftSegfault, [installation(), calicoNode('v3.31.5'), trixie, bookworm]))).toEqual([{
    severity: 'blocker',
    message: 'The nft of this calico-node may crash on sets that the newer nft of the node writes; Felix then writes no rules.',
    objects: ['DaemonSet calico-system/calico-node: Calico 3.31.5', 'Node a: Debian GNU/Linux 13 (trixie)'],
  }]);
});

test('non-compliant: other software may bring a newer nft', () => {
  expect(summary(found(calicoNftSegfault, [installation(), calicoNode('v3.32.0'), bookworm]))).toEqual([{
    severity: 'warning',
    message: 'The nft of this calico-node may crash on sets that a newer nft (1.1.2 or later) on the node writes; Felix then writes no rules.',
    objects: ['DaemonSet calico-system/calico-node: Calico 3.32.0'],
  }]);
});

test.each([
  'Ubuntu 26.04 LTS', 'Fedora Linux 42 (Server Edition)', 'Fedora CoreOS 43.20260105.3.0', 'Red Hat Enterprise Linux 10.1 '
    + '(Coughlan)', 'Rocky Linux 10.1 (Red Quartz)',
  'CentOS Stream 10 (Coughlan)', 'NixOS 25.11 (Xantusia)',
])('systems with a newer nft: %s', osImage => {
  expect(found(calicoNftSegfault, [calicoNode('v3.30.7'), machine('a', { osImage })])[0].severity).toBe('blocker');
});

test.each(['Ubuntu 24.04.3 LTS', 'Fedora Linux 41 (Server Edition)', 'Red Hat Enterprise Linux 9.6 (Plow)', 'Flatcar Container Linux by Kinvolk '
  + '4230.2.1', ''])(
  'no known newer nft: «%s»', osImage => {
    expect(found(calicoNftSegfault, [calicoNode('v3.30.7'), machine('a', { osImage })])[0].severity).toBe('warning');
  });

test('non-compliant: Rancher\'s own build, whatever its version, and a patch that is not known', () => {
  const canal = daemonSet('kube-system/rke2-canal', 'rancher/hardened-calico:v3.32.1-build20260827', { container: { name: 'calico-node' } });
  expect(found(calicoNftSegfault, [canal, trixie])[0].severity).toBe('blocker');
  expect(found(calicoNftSegfault, [installation(), tigeraOperator('v1.40.1')])[0].severity).toBe('warning');
});

test.each(['v3.31.6', 'v3.32.1', 'v3.33.0', 'v3.28.5', 'latest'])('compliant: %s', tag => {
  expect(found(calicoNftSegfault, [installation(), calicoNode(tag), trixie])).toEqual([]);
});

test('compliant: the eBPF dataplane', () => {
  expect(found(calicoNftSegfault, [installation({ linuxDataplane: 'BPF' }), calicoNode('v3.31.5'), trixie])).toEqual([]);
});
