import { ObjectReference } from '../../../cluster/inventory/object-reference';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { Installation, whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumIstio: CiliumRule = {
  id: 'cilium-istio',
  title: 'Values with which Istio does not work',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'With cni.exclusive true, the default, Cilium removes the CNI plugin that Istio adds. Where Cilium serves Services in sockets of pods, a connection has the address of a pod before '
    + 'Istio sees it, so rules for the Service do not apply; socketLB.hostNamespaceOnly keeps it out of pods. With ambient mode, BPF host routing bypasses the rewriting of the kubelet\'s '
    + 'probes, and pods of the mesh become unready; reports differ by version.',
  remediation: 'Set cni.exclusive: false and socketLB.hostNamespaceOnly: true, and with ambient mode bpf.hostLegacyRouting: true.',
  references: [
    'https://docs.cilium.io/en/stable/network/servicemesh/istio/',
    'https://istio.io/latest/docs/ambient/install/platform-prerequisites/',
    'https://github.com/istio/istio/issues/52208',
  ],
  * check(context) {
    const plugin = context.workloadsOf('install-cni').concat(context.workloadsOf('ztunnel'));
    const mesh = [...plugin, ...context.workloadsOf('pilot')][0];
    if (!mesh) return;
    const { installations } = context;
    yield* whereAny(plugin.length === 0 ? [] : found(installations, mesh, 'cni.exclusive', ({ values }) => values.isTrue('cni.exclusive'), 'is true, which removes the CNI plugin of'), {
      message: 'Cilium removes the CNI plugin of Istio.',
    });
    yield* whereAny(found(installations, mesh, 'socketLB.hostNamespaceOnly',
      ({ config }) => (config['kube-proxy-replacement'] === 'true' || config['bpf-lb-sock'] === 'true') && config['bpf-lb-sock-hostns-only'] !== 'true',
      'is not true, so sockets of pods bypass'), { message: 'Cilium serves Services before Istio sees them.' });
    yield* whereAny(isAmbient(context) ? found(installations, mesh, 'bpf.hostLegacyRouting',
      ({ config }) => config['kube-proxy-replacement'] === 'true' && config['enable-bpf-masquerade'] === 'true' && config['enable-host-legacy-routing'] !== 'true',
      'is not true, so probes of pods in the mesh may fail with') : [], {
      message: 'BPF host routing may keep the kubelet from probing pods of the mesh.',
      severity: FindingSeverity.WARNING,
      confidence: FindingConfidence.NEEDS_NODE_CHECK,
    });
  },
};

function isAmbient(context: CiliumContext): boolean {
  return context.workloadsOf('ztunnel').length > 0;
}

function found(
  installations: readonly Installation[], mesh: ObjectReference, field: string, isWrong: (installation: Installation) => boolean, problem: string) {
  return installations.filter(isWrong).map(installation => whereOf(installation, { field, message: `${problem} ${mesh.kind} ${mesh.namespace === undefined ? '' : `${mesh.namespace}/`}${mesh.name}` }));
}
