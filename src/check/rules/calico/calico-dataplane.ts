import { isBefore } from '../../../base/version/version';
import { Calico, calicoOf } from '../../../cluster/inventory/calico';
import { CALICO_NFTABLES_GUIDE, dataplaneSetting, writesRules } from '../../findings/calico-subject';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { NftablesRule } from '../../goals/nftables/rule';

const PATCH_INSTALLATION = '`kubectl patch installation.operator.tigera.io default --type merge -p '
  + '\'{"spec":{"calicoNetwork":{"linuxDataplane":"Nftables"}}}\'`';

const patchFelix = (mode: string): string => '`kubectl patch felixconfigurations.crd.projectcalico.org default --type merge -p '
  + `'{"spec":{"nftablesMode":"${mode}"}}'\``;

const NEEDS_CALICO = 'First upgrade Calico to 3.31 or later: it does not have an nftables dataplane before 3.29, and only a preview before 3.31. ';

export const calicoDataplane: NftablesRule = {
  id: 'calico-dataplane',
  title: 'Calico stays on its iptables dataplane',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Where kube-proxy runs in nftables mode, Calico needs its nftables dataplane. On the iptables dataplane, Felix panics because '
    + 'iptables-save refuses tables with rules that it cannot show, or its rules contradict those of kube-proxy. The operator sets nftablesMode '
    + 'from linuxDataplane (default: Iptables) and reverts manual changes. In installations from manifests, nftablesMode defaults to Disabled up '
    + 'to 3.31; from 3.32 it defaults to Auto: Felix looks for the tables of kube-proxy and follows its mode. With the operator, 3.32 follows as '
    + 'well, once linuxDataplane is Nftables.',
  remediation: `Set linuxDataplane: Nftables in the Installation (${PATCH_INSTALLATION}), or nftablesMode in the FelixConfiguration where Calico is `
    + 'installed from manifests. With Calico 3.32 or later, do so before you change the mode of kube-proxy; with 3.29 to 3.31, right after it.',
  references: [
    CALICO_NFTABLES_GUIDE,
    'https://github.com/projectcalico/calico/issues/8025',
    'https://github.com/kubernetes-sigs/kubespray/issues/12198',
  ],
  * check({ cluster }) {
    const calico = calicoOf(cluster);
    if (!calico || !writesRules(calico)) return;
    const single = singleNodes(calico);
    if (stays(calico)) {
      const isCertain = calico.isOperatorManaged || calico.configuredNftablesMode !== undefined;
      yield {
        message: isCertain
          ? 'Calico stays on its iptables dataplane, which does not work together with kube-proxy in nftables mode.'
          : 'Felix is not configured to use nftables. Before Calico 3.32 it then stays on iptables, which does not work together with kube-proxy '
            + 'in nftables mode; the objects do not show Calico\'s version.',
        objects: [...dataplaneSetting(calico, detailOf(calico)), ...single],
        confidence: isCertain ? FindingConfidence.MANIFEST : FindingConfidence.NEEDS_NODE_CHECK,
        remediation: remediationFor(calico),
      };
    } else if (single.length > 0) {
      yield {
        message: 'A FelixConfiguration for a single node keeps Felix there on iptables, which does not work together with kube-proxy in nftables '
          + 'mode.',
        objects: single,
        remediation: 'Remove nftablesMode from the FelixConfiguration of the node when you change the mode of its kube-proxy.',
      };
    }
  },
};

/** FELIX_NFTABLESMODE is not looked at where it is in the way: that is another rule. */
function stays(calico: Calico): boolean {
  if (calico.isOperatorManaged) return calico.linuxDataplane === 'Iptables';
  return [calico.nftablesMode, calico.configuredNftablesMode].every(mode => mode !== 'Enabled' && mode !== 'Auto');
}

function singleNodes({ nodeNftablesModes }: Calico): ConcernedObject[] {
  return nodeNftablesModes.filter(({ value }) => value.toLowerCase() === 'disabled')
    .map(({ value, object }) => ({ object, detail: `nftablesMode ${value}` }));
}

function detailOf({ isOperatorManaged, configuredNftablesMode }: Calico): string {
  return isOperatorManaged ? 'linuxDataplane Iptables' : `nftablesMode ${configuredNftablesMode ?? 'unset'}`;
}

function remediationFor({ isOperatorManaged, version }: Calico): string {
  const upgrade = isBefore(version, 3, 29) === true ? NEEDS_CALICO : '';
  const follows = version && isBefore(version, 3, 32) === false;
  if (isOperatorManaged) {
    if (follows) {
      return `Before you change the mode of kube-proxy, run ${PATCH_INSTALLATION}: Felix continues with iptables and follows kube-proxy node by node.`;
    }
    const order = version
      ? `Change the mode of kube-proxy first, and run this right afterwards: ${PATCH_INSTALLATION}. In between, policies may not be enforced, or may block traffic.`
      : `Run ${PATCH_INSTALLATION}: with Calico 3.32 or later, before you change the mode of kube-proxy; with 3.29 to 3.31, right after it.`;
    return upgrade + order;
  }
  if (follows) return `Before you change the mode of kube-proxy, run ${patchFelix('Auto')}: Felix follows kube-proxy node by node.`;
  return upgrade + (version
    ? `Change the mode of kube-proxy first, and run this right afterwards: ${patchFelix('Enabled')}. In between, policies may not be enforced, or may block traffic.`
    : 'Look at the version of calico-node. With 3.32 or later nothing is to be done; with 3.29 to 3.31 change kube-proxy\'s mode first, and run '
      + 'this right '
      + `afterwards: ${patchFelix('Enabled')}.`);
}
