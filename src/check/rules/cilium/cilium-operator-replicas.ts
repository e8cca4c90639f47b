import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumOperatorReplicas: CiliumRule = {
  id: 'cilium-operator-replicas',
  title: 'More operators than nodes',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'The operator runs with two replicas by default, which never share a node. On a cluster of one node, the second stays Pending, and helm --wait fails.',
  remediation: 'Set operator.replicas: 1.',
  references: ['https://docs.cilium.io/en/stable/internals/cilium_operator/'],
  * check({ installations, cluster: { nodes } }) {
    if (nodes.size === 0) return;
    yield* whereAny(installations.filter(({ values }) => values.isTrue('operator.enabled') && values.integer('operator.replicas') > nodes.size)
      .map(installation => whereOf(installation, { field: 'operator.replicas', message: `is ${installation.values.integer('operator.replicas')}; the input has ${nodes.size === 1 ? 'one Node' : `${nodes.size} Nodes`}` })), {
      message: 'Operators stay Pending.',
    });
  },
};
