import { isBefore } from '../../../base/version/version';
import { calicoOf } from '../../../cluster/inventory/calico';
import { Workload } from '../../../cluster/workloads/workload';
import { writesRules } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoTailscale: NftablesRule = {
  id: 'calico-tailscale',
  title: 'Felix in a crash loop with Tailscale',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Up to Calico 3.32, Felix in nftables mode reads the standard tables (filter, nat, mangle, raw) with iptables-save to remove its '
    + 'own rules. If other software, such as Tailscale, has written nftables rules there that iptables cannot show, this fails and Felix panics '
    + 'repeatedly. 3.33.0 fixes this. Tailscale in the host network writes such rules unless it uses iptables or userspace networking. So does a '
    + 'Tailscale that is installed on the operating system of the node, which no object shows.',
  remediation: 'Upgrade Calico to 3.33 before you change the mode. Otherwise, make Tailscale use iptables (TS_DEBUG_FIREWALL_MODE=iptables) or '
    + 'userspace networking (TS_USERSPACE=true), and restart the nodes to remove its nftables rules.',
  references: ['https://github.com/projectcalico/calico/issues/13263', 'https://github.com/projectcalico/calico/pull/13579'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (!calico || !writesRules(calico) || isBefore(calico.version, 3, 33) === false) return;
    const objects = [...cluster.workloads.values()].filter(writesNftables).map(object => ({ object }));
    if (objects.length > 0) {
      yield { message: 'Tailscale in the host network may write nftables rules that send Felix in nftables mode into a crash loop.', objects };
    }
  },
};

/** The image starts containerboot, which uses userspace networking by default; a command of its own starts tailscaled without that. */
function writesNftables({ hostNetwork, containers }: Workload): boolean {
  return hostNetwork && containers.some(({ image, command, environment }) => {
    if (!/(?:^|\/)tailscale\/tailscale$/.test(image.repository) || environment.TS_DEBUG_FIREWALL_MODE === 'iptables') return false;
    const userspace = environment.TS_USERSPACE ?? (command.length === 0 ? 'true' : 'false');
    return !/^(?:1|t|true)$/i.test(userspace);
  });
}
