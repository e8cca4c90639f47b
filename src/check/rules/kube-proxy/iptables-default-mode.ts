import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** KEP-5343: the first minor that warns of an empty mode, and the first in which it means nftables. */
const WARNS = 37;
const CHANGES = 40;

export const iptablesDefaultMode: NftablesRule = {
  id: 'iptables-default-mode',
  title: 'An empty mode will mean nftables',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  from: ['iptables'],
  description: 'A configuration without a mode currently means iptables. From 1.37, kube-proxy warns about it at startup, and kubeadm writes '
    + 'iptables into a configuration without a mode. From 1.40, the default is planned to be nftables (KEP-5343 is provisional), so an upgrade '
    + 'alone would change the mode.',
  remediation: 'Set the mode explicitly: nftables once the other findings are solved, iptables until then.',
  references: ['https://kep.k8s.io/5343'],
  * check({ cluster, plan, isConfiguredByFlags, targetMinor, targetVersion, configuration, configurationObjects: objects }) {
    if (plan || !cluster.kubeProxyConfiguration && !isConfiguredByFlags || configuration.mode || targetMinor < WARNS) return;
    yield {
      message: targetMinor < CHANGES
        ? `The configuration does not set a mode: kube-proxy ${targetVersion} uses iptables and warns, and from 1.40 the default is planned to be nftables.`
        : `The configuration does not set a mode: the default of kube-proxy ${targetVersion} is planned to be nftables.`,
      objects,
    };
  },
};
