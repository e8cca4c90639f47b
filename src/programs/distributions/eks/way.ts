import { carrierChanges, valuesElsewhere } from './carriers';
import { variantOf } from './variant';
import { isBefore, leadingVersion } from '../../../base/version/version';
import { Way } from '../change/change';
import { applyCommands, backCommands } from '../change/commands';
import { lostSettings, modeAlone } from '../change/passage';
import { isOlder, kubernetesVersions, Situation } from '../change/situation';
import { at, containersOf, listAt, textAt } from '../evidence';

/** Pods on secondary interfaces lose replies before it (aws/amazon-vpc-cni-k8s#3563), unless the CNI leaves the traffic alone. */
function hasOldCni({ evidence }: Situation): boolean {
  return evidence.objects('apps/DaemonSet', /^aws-node$/).flatMap(containersOf).some(container => {
    const tag = /\/amazon-k8s-cni:(v[^@]+)/.exec(textAt(container, 'image'))?.[1];
    const variable = (name: string) => textAt(listAt(container, 'env').find(entry => at(entry, 'name') === name), 'value');
    const isLeftAlone = /^(?:1|t|true)$/i.test(variable('AWS_VPC_K8S_CNI_EXTERNALSNAT')) || variable('AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS') !== '';
    return tag !== undefined && !isLeftAlone && isBefore(leadingVersion(tag), 1, 23) === true;
  });
}

const PASSAGE = modeAlone('the mode in the values of the add-on; self-managed: all, in its ConfigMap', 'the schema of the add-on has no field for it');

export const EKS_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    const { evidence } = situation;
    if (isOlder(situation, '1.33')) return 'the add-on kube-proxy has nftables mode from Kubernetes 1.33 on. Upgrade the cluster first.';
    if (hasOldCni(situation)) {
      return 'the VPC CNI has to be v1.23.0 or later: before, pods on secondary network interfaces lose the replies of Services in nftables mode (aws/amazon-vpc-cni-k8s#3563). Upgrade the add-on vpc-cni first (v1.23.0 needs '
        + 'Network Policy Agent v1.4.1), or exclude the service CIDR with AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS.';
    }
    const cautions = [
      ...kubernetesVersions(situation).some(version => isBefore(version, 1, 36)) ? ['AWS recommends nftables mode from Kubernetes 1.36 on: before, large clusters have seen slow syncs (kubernetes/kubernetes#135639).'] : [],
      'VPC CNI v1.23.0 requires Network Policy Agent v1.4.1.',
      ...situation.currentMode === 'ipvs' ? ['Take what loads the ip_vs modules out of the user data of your node groups.'] : [],
    ];
    const variant = variantOf(evidence);
    if (variant === 'self-managed kube-proxy') return { settings: [], configMap: {}, rollsOutAsKubeadm: true, cautions };
    const elsewhere = valuesElsewhere(evidence);
    if (elsewhere !== undefined) {
      return { missing: `the values of the add-on kube-proxy come from ${elsewhere}: set mode to nftables where they are written, and leave out ipvs` };
    }
    return {
      settings: carrierChanges(evidence),
      lost: lostSettings(situation, PASSAGE),
      cautions: [
        ...cautions,
        ...variant === undefined ? ['The input does not show whether kube-proxy is the managed add-on (`aws eks describe-addon --addon-name kube-proxy` does, and kubectl get --show-managed-fields). Where it is self-managed, change ConfigMap kube-system/kube-proxy-config, key config.'] : [],
        'The values of the add-on are replaced as a whole: what is set outside of this input (resources, podLabels) has to be in them.',
      ],
    };
  },
  rollout: inputs => ({
    whyNoCanary: 'No node can go first with the managed add-on: it rolls the DaemonSet, a tenth of the nodes at a time. Try it in another cluster.',
    apply: [
      'First the add-on vpc-cni, where it is not at v1.23.0 or later. Then kube-proxy:',
      {
        run: [
          ...applyCommands(inputs, 'object'),
          ...inputs.files('eksctl').map(file => `eksctl update addon -f ${file}`),
          ...inputs.files('template').map(file => `aws cloudformation deploy --stack-name STACK --template-file ${file}`),
          ...inputs.files('terraform').map(file => `terraform plan   # with ${file} in place of the old file; an update in place\nterraform apply`),
          ...inputs.files('command').map(file => `sh ${file}   # with your cluster's name`),
        ],
      },
      { run: ['aws eks describe-addon --cluster-name CLUSTER --addon-name kube-proxy --query addon.status', 'kubectl -n kube-system rollout status daemonset/kube-proxy'] },
    ],
    verify: [{ run: ['kubectl -n kube-system get configmap kube-proxy-config -o jsonpath=\'{.data.config}\' | grep \'^mode:\'', 'kubectl -n kube-system logs -l k8s-app=kube-proxy --prefix --tail=-1 --max-log-requests=100 | grep \'Using nftables Proxier\''] }],
    back: ['The old values, in the same way:', {
      run: [
        ...backCommands(inputs, 'object'),
        ...['eksctl', 'template', 'terraform', 'command'].flatMap(key => inputs.back(key)).map(file => `# ${file}`),
        ...inputs.files('command').length > 0 && inputs.back('command').length === 0 ? ['aws eks update-addon --cluster-name CLUSTER --addon-name kube-proxy --resolve-conflicts OVERWRITE --configuration-values \'{"mode":"iptables"}\''] : [],
      ],
    }],
    lasts: ['The values of the add-on last, and its updates keep them.', 'An edit of the ConfigMap is reverted by the next update of the add-on with OVERWRITE.', 'Whatever else sets the add-on (Terraform, CloudFormation, eksctl) has to have the same values.'],
  }),
};
