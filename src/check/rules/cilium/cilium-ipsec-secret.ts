import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

const PATH = 'encryption.ipsec.secretName';

export const ciliumIpsecSecret: CiliumRule = {
  id: 'cilium-ipsec-secret',
  title: 'Secret of IPsec keys that does not exist',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Agents mount the Secret of encryption.ipsec.secretName, and do not start without it. Its key holds a line of the form "3+ rfc4106(gcm(aes)) <40 hexadecimal digits> 128". '
    + 'Only the names of Secrets are read, never their contents.',
  remediation: 'Create the Secret in the namespace of Cilium before the chart is installed.',
  references: ['https://docs.cilium.io/en/stable/security/network/encryption-ipsec/'],
  * check({ installations, cluster: { secrets } }) {
    // Without any Secret in the input, nothing shows which there are.
    if (secrets.size === 0) return;
    yield* whereAny(installations.filter(({ values, rendering }) => values.isTrue('encryption.enabled') && values.text('encryption.type') === 'ipsec'
      && !secrets.has(`${rendering.namespace}/${values.text(PATH)}`))
      .map(installation => whereOf(installation, { field: PATH, message: `names Secret ${installation.rendering.namespace}/${installation.values.text(PATH)}, which is not in the input` })), {
      message: 'Agents do not start without the Secret of the IPsec keys.',
    });
  },
};
