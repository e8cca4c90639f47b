import { listOf } from '../../../base/text/words';
import { calicoOf } from '../../../cluster/inventory/calico';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { admitsAddress, networkPoliciesOf, policiesOn } from '../../../cluster/mesh/network-policy';
import { PROBE_SOURCES } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { ciliumSettings } from '../../goals/ambient/cilium';
import { AmbientRule } from '../../goals/ambient/rule';

export const netpolProbeSource: AmbientRule = {
  id: 'netpol-probe-source',
  title: 'NetworkPolicy that blocks probes of enrolled pods',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'istio-cni rewrites the source of the kubelet\'s probes of enrolled pods to 169.254.7.127 (fd16:9254:7127:1337:ffff:ffff:ffff:ffff). '
    + 'Other data planes admit the node whatever policies say, but Cilium and the eBPF data plane of Calico do not know this address as the node: '
    + 'with a policy that isolates the pods, probes fail and the kubelet restarts them.',
  remediation: 'Add a rule that admits ingress from 169.254.7.127/32 and, with IPv6, from fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128. With Cilium, a '
    + 'CiliumClusterwideNetworkPolicy with fromCIDR does it for all pods.',
  references: [
    'https://istio.io/latest/docs/ambient/install/platform-prerequisites/',
    'https://docs.cilium.io/en/stable/network/servicemesh/istio/',
  ],
  * check(context) {
    const { mesh, cluster } = context;
    const isCilium = ciliumSettings(cluster).length > 0;
    if (!isCilium && calicoOf(cluster)?.linuxDataplane !== 'BPF') return;
    const policies = networkPoliciesOf(mesh);
    const [address] = PROBE_SOURCES[0].split('/');
    const blocked = mesh.captured().filter(({ workload }) => workload.hasNetworkProbes).flatMap(workload => {
      const own = policiesOn(policies, workload).filter(({ ingress }) => ingress !== undefined);
      return own.length === 0 || own.some(({ ingress = [] }) => ingress.some(rule => admitsAddress(rule, address))) ? [] : [{ workload, own }];
    });
    yield* whereAny(blocked.map(({ workload: { workload }, own }) => ({ object: workload, detail: `isolated by ${listOf(own.map(({ object }) => describeReference(object)))}` })), {
      message: `Policies isolate enrolled pods with probes, and do not admit ${address}, which the probes come from.`,
    });
  },
};
