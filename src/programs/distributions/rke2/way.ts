import { CHART_VALUES, chartChange, chartIn, nodeLocalDnsChange } from './charts';
import { isOwn } from './settings';
import { SettingChange, Step, Way } from '../change/change';
import { copyCommands, RKE_PASSAGE, settingsFiles } from '../change/rke-settings';
import { isOlder, Situation } from '../change/situation';
import { withValue } from '../change/values';
import { at } from '../evidence';
import { nodeCommands, nodeSetting } from '../mode';

/** The first releases that document nftables mode, as experimental: docs.rke2.io, "networking services". */
export const RKE2_FIRST = ['v1.34.10', 'v1.35.7', 'v1.36.3'];
export const RKE2_TOO_OLD = 'nftables mode is supported from v1.34.10+rke2r1, v1.35.7+rke2r1 and v1.36.3+rke2r1 on, as experimental; before, Canal\'s images lack nft (rancher/rke2#8924). Upgrade RKE2 first.';

const FILE = '/etc/rancher/rke2/config.yaml';

/** The network plugin's chart: what runs, what the nodes are started with, or what their files say. */
function chartOf({ evidence }: Situation): string | undefined {
  const ofFiles = evidence.files.map(({ document }) => [at(document, 'cni') ?? []].flat().map(String).join(',')).find(cni => cni !== '');
  // What a server notes has its settings merged in: without cni it is RKE2's default.
  const byDefault = nodeCommands(evidence, 'rke2').some(({ words }) => words[0] === 'server') ? 'canal' : undefined;
  const name = nodeSetting(evidence, 'rke2', 'cni') ?? ofFiles ?? byDefault;
  // multus comes before the plugin that it adds to.
  return chartIn(evidence) ?? (name === undefined ? undefined : `rke2-${name.split(',').at(-1)}`);
}

/** Whether a chart's values are written without those that the cluster may have. */
function isNew({ evidence }: Situation, chart: string): boolean {
  return Object.hasOwn(CHART_VALUES, chart) && evidence.objects('helm.cattle.io/HelmChartConfig', new RegExp(`^${chart}$`)).length === 0;
}

/** kubelets are pointed at the address of NodeLocal DNS for IPVS mode alone. */
function withoutLocalDns(setting: SettingChange): SettingChange {
  if ('changeText' in setting) return setting;
  return {
    ...setting,
    change: document => {
      const changed = setting.change(document);
      const args = changed['kubelet-arg'];
      if (!Array.isArray(args)) return changed;
      const kept = args.filter(word => !/^-*cluster-dns=169\.254\.20\.10$/.test(String(word)));
      return kept.length === args.length ? changed : withValue(changed, ['kubelet-arg'], kept.length > 0 ? kept : undefined);
    },
  };
}

export const RKE2_WAY: Way = {
  passage: RKE_PASSAGE,
  change: situation => {
    if (isOlder(situation, ...RKE2_FIRST)) return RKE2_TOO_OLD;
    const { evidence } = situation;
    const chart = chartOf(situation);
    const files = settingsFiles(situation, 'rke2', isOwn);
    if ('missing' in files) return files;
    const dns = nodeLocalDnsChange(evidence);
    return {
      ...files,
      settings: [
        ...dns.length > 0 ? files.settings.map(withoutLocalDns) : files.settings,
        ...chart === undefined ? [] : chartChange(evidence, chart),
        ...dns,
      ],
      calico: 'settings',
      cautions: [
        'RKE2 calls nftables mode experimental.',
        ...chart === undefined ? ['Nothing shows the network plugin. With Canal, RKE2\'s default, a HelmChartConfig rke2-canal has to set flannel.enableNFTables: true and calico.felixIptablesBackend: nft.'] : [],
        ...chart !== undefined && isNew(situation, chart) ? [`The input has no HelmChartConfig ${chart}. Where the cluster has one, add it to the input: its valuesContent is one text, which is replaced as a whole.`] : [],
        ...chart === 'rke2-calico' ? ['Ports of containers on the host (hostPort) still need iptables on the nodes (containernetworking/plugins#1280): where there is none, set installation.calicoNetwork.hostPorts: Disabled.'] : [],
        ...dns.length > 0 ? ['NodeLocal DNS leaves its address for IPVS: cluster-dns=169.254.20.10 has to go from kubelet-arg on every node as well, as it does in the files of the input.'] : [],
      ],
    };
  },
  rollout: inputs => ({
    canary: [
      `One node goes first, an agent: the file ${FILE} is of that node alone.`,
      { run: [...copyCommands(inputs, inputs.node, FILE), `ssh ${inputs.node} sudo systemctl restart rke2-agent   # rke2-server on a server`] },
      ...inputs.files('chart').length > 0 ? ['The network plugin changes on all nodes at once, so leave it alone until all nodes are in nftables mode.'] : [],
    ],
    apply: [
      `The same on every other node: first the agents, then the servers, one at a time. Change kube-proxy-arg in ${FILE}, and restart the service, which writes kube-proxy's static pod again:`,
      { run: ['sudo systemctl restart rke2-agent    # on agents', 'sudo systemctl restart rke2-server   # on servers, one at a time'] },
      ...[...inputs.files('chart'), ...inputs.files('dns')].flatMap((file): Step[] => [
        'Then the HelmChartConfig, with which RKE2 rolls out the chart on all nodes:', { run: [`kubectl diff -f ${file}   # valuesContent of before has to be in it`, `kubectl apply -f ${file}`] },
      ]),
    ],
    verify: ['What RKE2 notes on each Node has the new argument, and so have kube-proxy\'s static pods:', {
      run: [
        'kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.name}{" "}{.metadata.annotations.rke2\\.io/node-args}{"\\n"}{end}\'',
        'kubectl -n kube-system get pods -l component=kube-proxy -o jsonpath=\'{range .items[*]}{.metadata.name}{" "}{.spec.containers[0].args}{"\\n"}{end}\' | grep -v proxy-mode=nftables   # prints nothing',
      ],
    }],
    back: [
      ...[...inputs.back('chart'), ...inputs.back('dns')].flatMap((file): Step[] => ['First the HelmChartConfig:', { run: [`kubectl apply -f ${file}`] }]),
      ...inputs.files('chart').length > 0 && inputs.back('chart').length === 0 ? ['First the HelmChartConfig, which was not there before:', { run: inputs.files('chart').map(file => `kubectl delete -f ${file}`) }] : [],
      `Then put the old arguments back into ${FILE}, and restart the service on each node.`,
      ...inputs.back('config').length > 0 ? [`The files of before are ${inputs.back('config').join(', ')}.`] : [],
    ],
    lasts: [
      'Upgrades keep config.yaml and HelmChartConfigs.',
      'A HelmChartConfig that is a file in /var/lib/rancher/rke2/server/manifests/ comes back when a server restarts: change the file there instead.',
      'rke2-killall.sh cleans iptables only: `nft delete table ip kube-proxy` and `nft delete table ip6 kube-proxy` remove what it leaves.',
    ],
  }),
};
