import { CLUSTER, isForced } from './objects';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { isBefore, leadingVersion, Version } from '../../../base/version/version';
import { Way } from '../change/change';
import { withFields } from '../change/configuration';
import { fileChange } from '../change/objects';
import { lostSettings, Passage } from '../change/passage';
import { currentKubernetes, isOlder, Situation } from '../change/situation';
import { withoutValues, withValue } from '../change/values';
import { at, textAt } from '../evidence';

const CALICO = ['spec', 'networking', 'calico'];

/** pkg/apis/kops/v1alpha2, KubeProxyConfig: gates are texts there. */
const PASSAGE: Passage = { form: 'fields of spec.kubeProxy', fields: ['featureGates', 'conntrack.maxPerCore', 'conntrack.min'], reason: 'kubeProxy of a kOps Cluster has no field for it' };

function askedFields(asked: PlainObject | undefined): PlainObject {
  const gates = Object.entries(at(asked, 'featureGates') ?? {}).map(([name, state]) => [name, String(state)] as const);
  const [maxPerCore, min] = [at(asked, 'conntrack', 'maxPerCore'), at(asked, 'conntrack', 'min')];
  return {
    ...gates.length > 0 && { featureGates: Object.fromEntries(gates) },
    ...maxPerCore !== undefined && { conntrackMaxPerCore: maxPerCore },
    ...min !== undefined && { conntrackMin: min },
  };
}

/** kOps of the version that runs: it supports Kubernetes up to its own minor. */
function versionOf(situation: Situation, cluster: unknown): Version | undefined {
  return situation.ownVersion ?? leadingVersion(textAt(cluster, 'spec', 'kubernetesVersion')) ?? currentKubernetes(situation);
}

/** spec.networking.calico.version, or what kOps brings: 3.30.3 with 1.34, and 3.31.3 with 1.35 and 1.36. */
function calicoVersion(cluster: unknown, kops: Version | undefined): Version {
  return leadingVersion(textAt(cluster, ...CALICO, 'version')) ?? leadingVersion((kops?.minor ?? 36) < 35 ? '3.30.3' : '3.31.3')!;
}

const hasCalico = (cluster: unknown): boolean => at(cluster, ...CALICO) !== undefined;
/** spec.networking.calico.nftablesMode exists from kOps 1.36 on (kubernetes/kops#18452). */
const takesCalicoMode = (kops: Version | undefined): boolean => (kops?.minor ?? 36) >= 36;

function changeOf(situation: Situation) {
  return (cluster: PlainObject): PlainObject => {
    const kops = versionOf(situation, cluster);
    const section = at(cluster, 'spec', 'kubeProxy');
    const ipvs = Object.keys(section ?? {}).filter(name => /^ipvs/i.test(name));
    const kept = isPlainObject(section) ? withoutValues(section, [], ...ipvs) : {};
    const changed = withValue(cluster, ['spec', 'kubeProxy'], withFields({ ...kept, proxyMode: 'nftables' }, askedFields(situation.asked)));
    if (!hasCalico(cluster) || !takesCalicoMode(kops)) return changed;
    // Auto follows each node's kube-proxy; Calico knows it from 3.32 on.
    return withValue(changed, [...CALICO, 'nftablesMode'], isBefore(calicoVersion(cluster, kops), 3, 32) ? 'Enabled' : 'Auto');
  };
}

export const KOPS_WAY: Way = {
  passage: PASSAGE,
  pins: ({ evidence }) => evidence.objects(CLUSTER).some(cluster => isForced(evidence, cluster) && textAt(cluster, 'spec', 'kubeProxy', 'proxyMode') === ''),
  change: situation => {
    const { evidence } = situation;
    const clusters = evidence.objects(CLUSTER);
    const kops = versionOf(situation, clusters[0]);
    if (isOlder(situation, '1.34') || isBefore(kops, 1, 34)) return 'kOps installs nft on the nodes from 1.34 on, and checks no mode: kube-proxy of an earlier one does not start in nftables mode. Upgrade kOps and Kubernetes first.';
    const changed = clusters.map(cluster => fileChange('cluster', evidence, cluster, changeOf(situation)));
    const [calico] = clusters.filter(hasCalico);
    const version = calicoVersion(calico, kops);
    const isOldNft = calico !== undefined && !isBefore(version, 3, 31) && isBefore(version, 3, 31, 6);
    const hasFlannel = clusters.some(cluster => ['flannel', 'canal'].some(name => at(cluster, 'spec', 'networking', name) !== undefined)) || evidence.objects('apps/DaemonSet', /^kube-flannel/).length > 0;
    return {
      settings: changed.length > 0 ? changed : [{
        key: 'cluster', file: 'cluster.yaml', base: { apiVersion: 'kops.k8s.io/v1alpha2', kind: 'Cluster', metadata: { name: 'CLUSTER' } }, change: changeOf(situation),
      }],
      lost: lostSettings(situation, PASSAGE),
      calico: calico === undefined ? undefined : takesCalicoMode(kops) ? 'settings' : { version: `${version.major}.${version.minor}.${version.patch ?? 0}` },
      warnings: [
        ...hasFlannel ? ['Flannel stays with iptables: kOps fixes EnableNFTables to false.'] : [],
        'Machines are replaced: each comes up in one mode.',
      ],
      cautions: [
        ...isOldNft ? ['Calico before 3.31.6 has an nft that crashes at the sets of kube-proxy (kubernetes/kops#18759): set spec.networking.calico.version: v3.31.6 or later first.'] : [],
        ...calico !== undefined && isBefore(version, 3, 32) ? ['Calico changes on all nodes at once, while kube-proxy changes machine by machine. With Calico 3.32 and nftablesMode: Auto each node follows its kube-proxy.'] : [],
        ...situation.currentMode === 'ipvs' && clusters.some(cluster => at(cluster, 'spec', 'kubeDNS', 'nodeLocalDNS', 'enabled') === true)
          ? ['In ipvs mode kOps points kubelets at the address of NodeLocal DNS: look at clusterDNS of the kubelets after the change.'] : [],
      ],
    };
  },
  rollout: inputs => ({
    canary: [
      'One instance group can go first; a machine that is added later starts in nftables mode from `kops update cluster` on:',
      { run: [`kops replace -f ${inputs.files('cluster')[0]}   # the whole Cluster: where the file is made of the change alone, use kops edit cluster`, 'kops update cluster --yes', 'kops rolling-update cluster --instance-group GROUP --yes'] },
    ],
    apply: ['The other machines, group by group:', { run: ['kops rolling-update cluster --yes', 'kops validate cluster --wait 10m'] }],
    verify: ['The static pods of kube-proxy are started in nftables mode:', {
      run: ['kubectl -n kube-system get pods -l k8s-app=kube-proxy -o jsonpath=\'{range .items[*]}{.metadata.name}{" "}{.spec.containers[0].args}{"\\n"}{end}\' | grep -v proxy-mode=nftables   # prints nothing'],
    }],
    back: ['The old Cluster, and another rolling update:', { run: [`kops replace -f ${inputs.back('cluster')[0] ?? 'OLD-CLUSTER.yaml'}`, 'kops update cluster --yes', 'kops rolling-update cluster --yes'] }],
    lasts: ['The state store lasts: what writes it (Git, Terraform) has to have the mode.', 'An edit of /etc/kubernetes/manifests/kube-proxy.manifest on a node lasts until its machine is replaced.', 'kOps checks no mode: a typing error in proxyMode goes straight to kube-proxy.'],
  }),
};
