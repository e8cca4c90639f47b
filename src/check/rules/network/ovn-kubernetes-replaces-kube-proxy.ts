import { mappingOf } from '../../../base/objects/loose';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const ovnKubernetesReplacesKubeProxy: NftablesRule = {
  id: 'ovn-kubernetes-replaces-kube-proxy',
  title: 'OVN-Kubernetes replaces kube-proxy',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With OVN-Kubernetes, the default network of OpenShift, Open vSwitch serves Services, and the network operator deploys no kube-proxy unless '
    + 'deployKubeProxy is true. The operator also refuses kubeProxyConfig beside OVN-Kubernetes. With deployKubeProxy: false, no kube-proxy is deployed '
    + 'with any network.',
  remediation: 'Nothing has to be done: there is no mode to change. If a kube-proxy still runs, find out who deployed it and remove it.',
  references: [
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/networking_operators/cluster-network-operator',
    'https://github.com/openshift/cluster-network-operator/blob/master/pkg/network/kube_proxy.go',
  ],
  * check({ cluster: { openshiftNetwork } }) {
    if (!openshiftNetwork) return;
    const { object, reference } = openshiftNetwork;
    const { deployKubeProxy } = mappingOf(object.spec);
    // The operator's object has the type in defaultNetwork, the one of the installation in networkType.
    const type = mappingOf(mappingOf(object.spec).defaultNetwork).type ?? mappingOf(object.status).networkType ?? mappingOf(object.spec).networkType;
    if (deployKubeProxy === true || (type !== 'OVNKubernetes' && deployKubeProxy !== false)) return;
    yield type === 'OVNKubernetes'
      ? { message: 'OVN-Kubernetes serves Services itself, so the mode of kube-proxy does not affect them.', objects: [{ object: reference, detail: 'OVNKubernetes' }] }
      : { message: 'The network operator deploys no kube-proxy, so there is no mode to change.', objects: [{ object: reference, detail: 'deployKubeProxy: false' }] };
  },
};
