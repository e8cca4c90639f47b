import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { otherNetwork } from '../../goals/cilium/other-network';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumMigrationPolicies: CiliumRule = {
  id: 'cilium-migration-policies',
  title: 'Policies while nodes move',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'While nodes move one by one, Cilium enforces nothing on those that have moved, and the other plugin goes on on the rest, where pods that have moved look '
    + 'like clients from outside: each plugin masquerades what goes to the pods of the other. A policy that selects pods can then drop traffic that it allows. Calico\'s own policies are not read by Cilium.',
  remediation: 'Translate Calico\'s policies first. Keep the plugins from masquerading towards each other (a disabled IPPool with the new CIDR, and a native routing CIDR that covers both), or '
    + 'allow both CIDRs while nodes move.',
  references: ['https://docs.cilium.io/en/stable/installation/k8s-install-migration/', 'https://github.com/cilium/cilium/pull/23751'],
  * check(context) {
    const { cluster: { cilium }, installations } = context;
    const other = otherNetwork(context);
    if (!other || installations.length === 0) return;
    const calico = cilium.ofCalico('NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy');
    yield* whereAny([...cilium.ofKinds('networking.k8s.io/NetworkPolicy'), ...calico].map(({ reference }) => ({ object: reference })), {
      message: 'Policies are not enforced on nodes that have moved, and may drop traffic on the others.',
    });
  },
};
