import { calicoOf } from '../../../cluster/inventory/calico';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { valueIn } from '../../goals/ambient/charts';
import { AmbientRule } from '../../goals/ambient/rule';

export const calicoCtlb: AmbientRule = {
  id: 'calico-ctlb',
  title: 'Calico translates Services before ztunnel sees them',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The eBPF data plane of Calico replaces the address of a Service in the socket call of the pod, unless bpfConnectTimeLoadBalancing is '
    + 'Disabled. ztunnel then sees the address of a pod instead of the Service, so the waypoint of the Service is not used, and its policies do not '
    + 'apply.',
  remediation: 'Set bpfConnectTimeLoadBalancing: Disabled in FelixConfiguration default.',
  references: ['https://istio.io/latest/docs/ambient/install/platform-prerequisites/', 'https://github.com/istio/istio/issues/52765'],
  * check(context) {
    const { cluster } = context;
    const calico = calicoOf(cluster);
    if (!context.isAmbient || calico?.linuxDataplane !== 'BPF') return;
    const felix = cluster.felixConfigurations.find(({ reference }) => reference.name === 'default');
    const value = valueIn(felix?.object, ['spec', 'bpfConnectTimeLoadBalancing']);
    const object = felix?.reference ?? calico.installation ?? calico.daemonSet;
    if (value === 'Disabled' || !object) return;
    yield { message: 'Calico translates addresses of Services in sockets of pods, so ztunnel does not see the Services.', objects: [{ object, detail: `bpfConnectTimeLoadBalancing: ${String(value ?? 'not set')}` }] };
  },
};
