import { occurrencesInValues } from './of-values';
import { ENCRYPTION_GAPS } from '../../../programs/cilium/rules/silent/encryption';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumEncryptionGaps: CiliumRule = {
  id: 'cilium-encryption-gaps',
  title: 'Traffic that stays unencrypted, or that strict mode drops',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'WireGuard encrypts what the kernel sends through its device. What XDP or direct server return forwards does not pass there. Strict mode drops what is not encrypted within its CIDR, and with tunneling that is the traffic from pods to other nodes.',
  remediation: 'Change the values that are named, or accept that this traffic is not encrypted.',
  references: ['https://docs.cilium.io/en/stable/security/network/encryption-wireguard/', 'https://docs.cilium.io/en/stable/security/network/encryption/'],
  * check(context) {
    yield* occurrencesInValues(context, ENCRYPTION_GAPS, 'Encryption is on, and does not cover or does not let through all traffic.');
  },
};
