import { PlainObject } from '../../../base/objects/fields';
import { leadingVersion } from '../../../base/version/version';
import { Way } from '../change/change';
import { applyCommands, backCommands } from '../change/commands';
import { newObject, objectChange } from '../change/objects';
import { lostSettings, modeAlone } from '../change/passage';
import { isOlder, isOwnOlder } from '../change/situation';
import { withValue } from '../change/values';
import { at, nameOf, textAt } from '../evidence';

const CLUSTER = 'kubermatic.k8c.io/Cluster';
const LABEL = 'unsafe-cni-migration';

/** Upstream pkg/validation/cluster.go refuses another proxyMode, unless the label is there. */
function change(cluster: PlainObject): PlainObject {
  const labeled = withValue(cluster, ['metadata', 'labels', LABEL], 'true');
  return withValue(withValue(labeled, ['spec', 'clusterNetwork', 'proxyMode'], 'nftables'), ['spec', 'clusterNetwork', 'ipvs'], undefined);
}

const PASSAGE = modeAlone('proxyMode', 'a Cluster of KKP has no field for it');

export const KUBERMATIC_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    const { evidence } = situation;
    const clusters = evidence.objects(CLUSTER);
    const isTooOld = clusters.some(cluster => (leadingVersion(textAt(cluster, 'spec', 'version'))?.minor ?? 31) < 31);
    if (isTooOld || isOlder(situation, '1.31') || isOwnOlder(situation, '2.30')) return 'the mode nftables exists from KKP 2.30 on, for Kubernetes 1.31 or later. Upgrade first.';
    const hasCanal = clusters.some(cluster => at(cluster, 'spec', 'cniPlugin', 'type') === 'canal')
      || evidence.objects('apps/DaemonSet', /^canal$/).length > 0;
    const canal = clusters.map(cluster => textAt(cluster, 'spec', 'cniPlugin', 'version')).find(version => version !== '');
    const isHetzner = clusters.some(cluster => textAt(cluster, 'spec', 'cloud', 'providerName') === 'hetzner' || at(cluster, 'spec', 'cloud', 'hetzner') !== undefined);
    return {
      settings: clusters.length > 0 ? clusters.map(cluster => objectChange('cluster', cluster, change, 'in the seed cluster'))
        : [newObject('cluster', { apiVersion: 'kubermatic.k8c.io/v1', kind: 'Cluster', name: 'CLUSTER-ID' }, change, 'in the seed cluster')],
      lost: lostSettings(situation, PASSAGE),
      calico: hasCanal ? { version: (canal ?? '3.31').replace(/^v/, '') } : undefined,
      warnings: [
        ...isHetzner ? ['KKP itself stays with iptables on Hetzner, since traffic of load balancers times out under nftables there.'] : [],
      ],
      cautions: [
        `The Cluster has the label ${LABEL} for the time of the change: without it the change is refused. Take it away afterwards.`,
        ...hasCanal ? ['KKP does not tell Canal (Calico\'s Felix): its FelixConfiguration in the user cluster is a part of this folder.'] : [],
        'Before KKP 2.30.0 kube-proxy is not restarted; from 2.30 on it restarts by itself, on all nodes.',
      ],
    };
  },
  rollout: inputs => {
    const [cluster = 'CLUSTER-ID'] = inputs.situation.evidence.objects(CLUSTER).map(nameOf);
    return {
      whyNoCanary: 'No node can go first: the mode is of the whole user cluster.',
      apply: [
        'In the seed cluster, with its kubeconfig:',
        { run: applyCommands(inputs, 'cluster') },
        'KKP\'s addon writes the ConfigMap of kube-proxy anew, and its checksum rolls the DaemonSet. Then take the label away:',
        { run: [`kubectl label clusters.kubermatic.k8c.io ${cluster} ${LABEL}-`] },
      ],
      verify: ['In the user cluster:', { run: ['kubectl -n kube-system get configmap kube-proxy -o jsonpath=\'{.data.config\\.conf}\' | grep \'^mode:\'', 'kubectl -n kube-system rollout status daemonset/kube-proxy'] }],
      back: [
        `In the seed cluster, the old mode, with the label ${LABEL} for as long as the change takes:`,
        { run: [`kubectl label clusters.kubermatic.k8c.io ${cluster} ${LABEL}=true --overwrite`, ...backCommands(inputs, 'cluster', `kubectl patch clusters.kubermatic.k8c.io ${cluster} --type=merge -p '{"spec":{"clusterNetwork":{"proxyMode":"ipvs"}}}'   # or iptables`), `kubectl label clusters.kubermatic.k8c.io ${cluster} ${LABEL}-`] },
      ],
      lasts: ['The Cluster lasts: KKP stores the mode when a cluster is created, and upgrades of Kubernetes keep it.', 'The addon reverts edits of the ConfigMap in the user cluster.'],
    };
  },
};
