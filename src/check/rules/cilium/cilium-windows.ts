import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumWindows: CiliumRule = {
  id: 'cilium-windows',
  title: 'Windows nodes',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Cilium has no agent for Windows. Pods on these nodes get no network from it.',
  remediation: 'Keep a network plugin that has one, such as Calico, Antrea or flannel, or move the workloads to Linux.',
  references: ['https://docs.cilium.io/en/stable/operations/system_requirements/'],
  * check({ cluster }) {
    yield* whereAny([...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem === 'windows').map(object => ({ object })), {
      message: 'Cilium does not run on Windows.',
    });
  },
};
