import { calicoOf } from '../../../cluster/inventory/calico';
import { CALICO_NFTABLES_GUIDE, writesRules } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const calicoFelixEnvironment: NftablesRule = {
  id: 'calico-felix-environment',
  title: 'FELIX_NFTABLESMODE overrides the FelixConfiguration',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Environment variables of calico-node override every FelixConfiguration. With FELIX_NFTABLESMODE Disabled (or Auto before Calico '
    + '3.32, which Felix does not know and replaces with Disabled), Felix stays on iptables whatever the FelixConfiguration says. With Enabled, '
    + 'Felix already uses nftables, even on nodes where kube-proxy does not, and cannot follow a node that you roll back.',
  remediation: 'Remove FELIX_NFTABLESMODE from the container calico-node, and set nftablesMode in the FelixConfiguration (or linuxDataplane in '
    + 'the Installation).',
  references: ['https://docs.tigera.io/calico/latest/reference/felix/configuration', CALICO_NFTABLES_GUIDE],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    const setting = calico?.environmentNftablesMode;
    if (!calico || !setting || !writesRules(calico) || calico.nftablesMode === 'Auto') return;
    const objects = [{ object: setting.object, detail: `FELIX_NFTABLESMODE=${setting.value}` }];
    if (calico.nftablesMode === 'Enabled') {
      yield {
        message: 'FELIX_NFTABLESMODE makes Felix use nftables on every node, whatever the mode of kube-proxy and the FelixConfiguration are.',
        objects,
        severity: FindingSeverity.WARNING,
      };
    } else {
      yield { message: 'FELIX_NFTABLESMODE keeps Felix on iptables, whatever the FelixConfiguration is.', objects };
    }
  },
};
