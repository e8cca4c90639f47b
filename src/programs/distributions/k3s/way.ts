import { isOwn } from './settings';
import { leadingVersion } from '../../../base/version/version';
import { Way } from '../change/change';
import { copyCommands, RKE_PASSAGE, settingsFiles } from '../change/rke-settings';
import { isOlder, kubernetesVersions, isFrom } from '../change/situation';

/** k3s-io/k3s#11267 and its backport #11293: the first with an nft of its own. */
const FIRST = 'v1.31.3';
/** k3s-io/k3s#12852 and its backports #12855 to #12857: the first whose nft knows JSON. */
const WITH_JSON = ['1.31.13', '1.32.9', '1.33.5', '1.34.1'].map(text => leadingVersion(text)!);

const FILE = '/etc/rancher/k3s/config.yaml';

export const K3S_WAY: Way = {
  passage: RKE_PASSAGE,
  change: situation => {
    if (isOlder(situation, FIRST)) {
      return 'before v1.31.3 it has no nft of its own: kube-proxy exits in nftables mode, and k3s as a whole with it (k3s-io/k3s#11267). Upgrade k3s first, best to v1.31.13 or later.';
    }
    const hasNoJson = kubernetesVersions(situation).some(version => isFrom(version, WITH_JSON) === false);
    const files = settingsFiles(situation, 'k3s', isOwn);
    if ('missing' in files) return files;
    return {
      ...files,
      warnings: [
        'The flannel and the network policies that k3s includes keep their iptables rules (k3s-io/k3s#12849), so that nodes still need iptables.',
      ],
      cautions: [
        ...hasNoJson ? ['The nft of this k3s is built without JSON support: kube-proxy logs an error whenever it lists its rules. Better upgrade k3s first, to v1.31.13, v1.32.9, v1.33.5, v1.34.1 or later.'] : [],
      ],
    };
  },
  rollout: inputs => ({
    canary: [
      `One node goes first, an agent: the file ${FILE} is of that node alone. kube-proxy is a part of k3s, and the containers of a node keep running while it restarts.`,
      { run: [...copyCommands(inputs, inputs.node, FILE), `ssh ${inputs.node} sudo systemctl restart k3s-agent   # k3s on a server`] },
    ],
    apply: [
      `The same on every other node: first the agents, then the servers, one at a time. Change kube-proxy-arg in ${FILE}, and restart the service:`,
      { run: ['sudo systemctl restart k3s-agent   # on agents', 'sudo systemctl restart k3s         # on servers, one at a time'] },
    ],
    verify: ['What k3s notes on each Node has the new argument:', { run: ['kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.name}{" "}{.metadata.annotations.k3s\\.io/node-args}{"\\n"}{end}\''] }],
    back: [
      `Put the old arguments back into ${FILE}, and restart the service on each node.`,
      ...inputs.back('config').length > 0 ? [`The files of before are ${inputs.back('config').join(', ')}.`] : [],
    ],
    lasts: [
      'Upgrades keep config.yaml.',
      'The install script with INSTALL_K3S_EXEC="--kube-proxy-arg=proxy-mode=…" writes the mode into the service\'s unit, beside the file: set it in the file alone.',
      'k3s-killall.sh and the uninstall script clean iptables only: `nft delete table ip kube-proxy` and `nft delete table ip6 kube-proxy` remove what they leave.',
    ],
  }),
};
