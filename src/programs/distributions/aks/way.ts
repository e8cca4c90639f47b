import { MANAGED_CLUSTER, isKubeProxyConfig } from './settings';
import { PlainObject } from '../../../base/objects/fields';
import { SettingChange, Way } from '../change/change';
import { applyCommands, backCommands } from '../change/commands';
import { objectChange } from '../change/objects';
import { lostSettings, modeAlone } from '../change/passage';
import { isOlder, Situation } from '../change/situation';
import { withoutValues, withValue } from '../change/values';

const PATH = ['spec', 'networkProfile', 'kubeProxyConfig'];

/** The file of `az aks update --kube-proxy-config`: ipvsConfig is refused beside another mode. */
const fileToNftables = (config: PlainObject): PlainObject => ({ enabled: true, ...withoutValues(config, [], 'ipvsConfig'), mode: 'NFTABLES' });

function clusterToNftables(cluster: PlainObject): PlainObject {
  const changed = withoutValues(cluster, PATH, 'ipvsConfig');
  return withValue(withValue(changed, [...PATH, 'enabled'], true), [...PATH, 'mode'], 'NFTABLES');
}

function settingsOf({ evidence }: Situation): SettingChange[] {
  const clusters = evidence.objects(MANAGED_CLUSTER).map(object => objectChange('object', object, clusterToNftables, 'where Azure Service Operator runs'));
  const files = evidence.files.filter(isKubeProxyConfig).map(({ name, document }): SettingChange => ({ key: 'file', file: name, present: document, change: fileToNftables }));
  const all = [...clusters, ...files];
  return all.length > 0 ? all : [{ key: 'file', file: 'kube-proxy.json', change: fileToNftables }];
}

const PASSAGE = modeAlone('the mode in kubeProxyConfig', 'kubeProxyConfig of AKS has no field for it');

export const AKS_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    if (isOlder(situation, '1.33')) return 'AKS has nftables mode from Kubernetes 1.33 on: before, it takes the mode, and kube-proxy goes on in iptables mode. Upgrade the cluster first.';
    const isStable = situation.evidence.objects(MANAGED_CLUSTER).some(({ apiVersion }) => !String(apiVersion).includes('preview'));
    return {
      settings: settingsOf(situation),
      lost: lostSettings(situation, PASSAGE),
      cautions: [
        'It is a preview: the subscription needs the feature Microsoft.ContainerService/KubeProxyConfigurationPreview, and az the extension aks-preview.',
        ...isStable ? ['kubeProxyConfig exists in preview versions of the API alone: set apiVersion of the ManagedCluster to containerservice.azure.com/v20251002preview or later.'] : [],
      ],
    };
  },
  rollout: inputs => ({
    whyNoCanary: 'No node can go first: the mode is of the whole cluster. Try it in another cluster.',
    apply: [{
      run: [
        ...applyCommands(inputs, 'object'),
        ...inputs.files('file').flatMap(file => [
          'az extension add --name aks-preview',
          'az feature register --namespace Microsoft.ContainerService --name KubeProxyConfigurationPreview',
          `az aks update --resource-group GROUP --name CLUSTER --kube-proxy-config ${file}`,
        ]),
        'kubectl -n kube-system rollout status daemonset/kube-proxy',
      ],
    }],
    verify: [{ run: ['az aks show --resource-group GROUP --name CLUSTER --query networkProfile.kubeProxyConfig', 'kubectl -n kube-system logs -l component=kube-proxy --prefix --tail=-1 --max-log-requests=100 | grep \'Using nftables Proxier\''] }],
    back: [{
      run: [
        ...backCommands(inputs, 'object'),
        ...inputs.back('file').map(file => `az aks update --resource-group GROUP --name CLUSTER --kube-proxy-config ${file}`),
        ...inputs.files('file').length > 0 && inputs.back('file').length === 0 ? ['echo \'{"enabled": true, "mode": "IPTABLES"}\' > iptables.json && az aks update --resource-group GROUP --name CLUSTER --kube-proxy-config iptables.json'] : [],
      ],
    }],
    lasts: ['networkProfile.kubeProxyConfig of the cluster lasts. AKS reverts what is changed in the cluster itself.', 'Whatever else writes the cluster (Bicep, Terraform, Cluster API) has to have it.'],
  }),
};
