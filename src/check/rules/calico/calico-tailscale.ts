import { isBefore } from '../../../base/version/version';
import { calicoOf } from '../../../cluster/inventory/calico';
import { Workload } from '../../../cluster/workloads/workload';
import { writesRules } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoTailscale: NftablesRule = {
  id: 'calico-tailscale',
  title: 'Felix in a crash loop beside Tailscale',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Up to Calico 3.32 Felix in nftables mode reads the standard tables (filter, nat, mangle, raw) with iptables-save to remove rules of its own. '
    + 'Where other software, such as Tailscale, has written nftables rules there that iptables can\'t show, that fails, and Felix panics, again and again. '
    + 'Fixed in 3.33.0. Tailscale in the host\'s network does so unless it uses iptables or userspace networking. A Tailscale that is installed on '
    + 'the node\'s operating system does the same, and no object shows it.',
  remediation: 'Upgrade Calico to 3.33 before the mode is changed. Otherwise have Tailscale use iptables (TS_DEBUG_FIREWALL_MODE=iptables) or userspace '
    + 'networking (TS_USERSPACE=true), and restart the nodes, so that its nftables rules are gone.',
  references: ['https://github.com/projectcalico/calico/issues/13263', 'https://github.com/projectcalico/calico/pull/13579'],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (!calico || !writesRules(calico) || isBefore(calico.version, 3, 33) === false) return;
    const objects = [...cluster.workloads.values()].filter(writesNftables).map(object => ({ object }));
    if (objects.length > 0) {
      yield { message: 'Tailscale in the host\'s network may write nftables rules that send Felix in nftables mode into a crash loop.', objects };
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
