import { calicoVersion } from '../../../../src/check/rules/calico/calico-version';
import { calicoNode, felixConfiguration, installation, tigeraOperator } from '../../findings/calico';
import { found, summary } from '../../findings/findings';

const PREVIEW = 'The nftables dataplane of this version of Calico is a tech preview.';

test.each([
  ['v3.28.5', 'blocker', 'This version of Calico does not have an nftables dataplane: policies would not work together with kube-proxy in '
    + 'nftables mode.', '3.28.5'],
  ['v3.29.0', 'warning', PREVIEW, '3.29.0'],
  ['v3.30.7', 'warning', PREVIEW, '3.30.7'],
])('non-compliant: %s', (tag, severity, message, version) => {
  expect(summary(found(calicoVersion, [installation(), calicoNode(tag)]))).toEqual([
    { severity, message, objects: [`DaemonSet calico-system/calico-node: Calico ${version}`] },
  ]);
});

test('non-compliant: an operator that is too old', () => {
  expect(summary(found(calicoVersion, [installation(), tigeraOperator('v1.34.5')]))).toMatchObject([
    { severity: 'blocker', objects: ['Installation default: Calico 3.28'] },
  ]);
});

test('needs a node check: no version', () => {
  const [finding] = found(calicoVersion, [felixConfiguration()]);
  expect(finding.confidence).toBe('needs-node-check');
  expect(summary([finding])).toEqual([{
    severity: 'warning',
    message: 'The objects do not show Calico\'s version. Its nftables dataplane exists from 3.29 and is stable from 3.31.',
    objects: ['FelixConfiguration default: version unknown'],
  }]);
});

test('compliant: 3.31, the eBPF dataplane, no Calico', () => {
  expect(found(calicoVersion, [installation(), calicoNode('v3.31.0')])).toEqual([]);
  expect(found(calicoVersion, [installation({ linuxDataplane: 'BPF' }), calicoNode('v3.28.0')])).toEqual([]);
  expect(found(calicoVersion, [])).toEqual([]);
});
