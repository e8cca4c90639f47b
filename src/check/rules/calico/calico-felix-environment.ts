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
  description: 'Variables of calico-node outrank every FelixConfiguration. With FELIX_NFTABLESMODE Disabled (or Auto before Calico 3.32, which Felix doesn\'t '
    + 'know and replaces by Disabled) it stays on iptables whatever the FelixConfiguration says. With Enabled it is on nftables already, also on '
    + 'nodes whose kube-proxy isn\'t, and can\'t follow a node that goes back.',
  remediation: 'Remove FELIX_NFTABLESMODE from the container calico-node, and set nftablesMode in the FelixConfiguration (or linuxDataplane in the '
    + 'Installation).',
  references: ['https://docs.tigera.io/calico/latest/reference/felix/configuration', CALICO_NFTABLES_GUIDE],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    const setting = calico?.environmentNftablesMode;
    if (!calico || !setting || !writesRules(calico) || calico.nftablesMode === 'Auto') return;
    const objects = [{ object: setting.object, detail: `FELIX_NFTABLESMODE=${setting.value}` }];
    if (calico.nftablesMode === 'Enabled') {
      yield {
        message: 'FELIX_NFTABLESMODE has Felix use nftables on every node, whatever kube-proxy does there and the FelixConfiguration says.',
        objects,
        severity: FindingSeverity.WARNING,
      };
    } else {
      yield { message: 'FELIX_NFTABLESMODE keeps Felix on iptables, whatever the FelixConfiguration says.', objects };
    }
  },
};
