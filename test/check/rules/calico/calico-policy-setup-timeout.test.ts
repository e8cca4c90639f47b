import { calicoPolicySetupTimeout } from '../../../../src/check/rules/calico/calico-policy-setup-timeout';
import { calicoNode, installation } from '../../findings/calico';
import { found, summary } from '../../findings/findings';

const MESSAGE = 'The operator refuses linuxDataplane Nftables as long as linuxPolicySetupTimeoutSeconds is set, even to 0.';

test.each([
  ['v3.29.0', 0, 'manifest'],
  ['v3.30.7', 10, 'manifest'],
  ['latest', 0, 'needs-node-check'],
])('non-compliant: %s with %d', (tag, seconds, confidence) => {
  const findings = found(calicoPolicySetupTimeout, [installation({ linuxPolicySetupTimeoutSeconds: seconds }), calicoNode(tag)]);
  expect(summary(findings)).toEqual([
    { severity: 'blocker', message: MESSAGE, objects: [`Installation default: linuxPolicySetupTimeoutSeconds ${seconds}`] },
  ]);
  expect(findings[0].confidence).toBe(confidence);
  expect(findings[0].remediation).toContain('{"linuxDataplane":"Nftables","linuxPolicySetupTimeoutSeconds":null}');
});

test.each([
  ['the field is not set', [installation({}), calicoNode('v3.30.7')]],
  ['the field is null', [installation({ linuxPolicySetupTimeoutSeconds: null }), calicoNode('v3.30.7')]],
  ['3.28 has no Nftables', [installation({ linuxPolicySetupTimeoutSeconds: 0 }), calicoNode('v3.28.5')]],
  ['3.31', [installation({ linuxPolicySetupTimeoutSeconds: 0 }), calicoNode('v3.31.0')]],
  ['the eBPF dataplane', [installation({ linuxPolicySetupTimeoutSeconds: 0, linuxDataplane: 'BPF' }), calicoNode('v3.30.7')]],
  ['no Calico', []],
])('compliant: %s', (_what, objects) => {
  expect(found(calicoPolicySetupTimeout, objects)).toEqual([]);
});
