import { Problem } from '../../../base/schema/problem';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { Installation, whereOf } from '../../goals/cilium/installations';
import { OtherNetwork, otherNetwork } from '../../goals/cilium/other-network';
import { CiliumRule } from '../../goals/cilium/rule';

/** What has to be set while two network plugins run beside each other, and why: Documentation/installation/k8s-install-migration.rst. */
const NEEDED: readonly { readonly field: string; readonly isRight: (installation: Installation) => boolean; readonly message: string }[] = [
  {
    field: 'operator.unmanagedPodWatcher.restart',
    isRight: ({ values }) => !values.isTrue('operator.unmanagedPodWatcher.restart'),
    message: 'is true: the operator deletes the pods of CoreDNS that are not on Cilium yet, every few seconds; expected false until the last node has moved',
  },
  {
    field: 'cni.customConf',
    isRight: ({ values }) => values.isTrue('cni.customConf'),
    message: 'is false: each agent takes over the CNI configuration of its node as soon as it starts; expected true until the last node has moved',
  },
  {
    field: 'bpf.hostLegacyRouting',
    isRight: ({ values }) => values.isTrue('bpf.hostLegacyRouting'),
    message: 'is not true: pods of the two plugins reach each other by the routes of the node, which BPF host routing bypasses; expected true',
  },
  {
    field: 'policyEnforcementMode',
    isRight: ({ values }) => values.text('policyEnforcementMode').toLowerCase() === 'never',
    message: 'is not never: pods that have not moved have no identity for Cilium, so policies drop their traffic; expected never until the last node has moved',
  },
];

export const ciliumMigrationValues: CiliumRule = {
  id: 'cilium-migration-values',
  title: 'Values with which the other network plugin cannot run beside Cilium',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The input shows another network plugin, and values that install Cilium. A cluster that changes live has both for a while, node by node. Values for the end of the way, applied '
    + 'at its beginning, cut off pods of one from those of the other.',
  remediation: 'Apply the values that are named first, and the final ones when all nodes have moved; "migrate --goal cilium" writes both.',
  references: ['https://docs.cilium.io/en/stable/installation/k8s-install-migration/'],
  * check(context) {
    const other = otherNetwork(context);
    if (!other) return;
    // What is chained behind another plugin stays beside it.
    const moving = context.installations.filter(({ config }) => config['cni-chaining-mode'] === undefined);
    yield* whereAny(moving.flatMap(installation => NEEDED
      .filter(({ isRight }) => !isRight(installation)).map(({ field, message }) => whereOf(installation, { field, message }))), {
      message: `${other.name} runs in the cluster, and the values do not let Cilium run beside it.`,
    });
    yield* whereAny(moving.flatMap(installation => portProblem(installation, other).map(problem => whereOf(installation, problem))), {
      message: `${other.name} has the UDP port that Cilium's tunnel would use.`,
    });
  },
};

/** Two tunnels of one kind on a port of a node: the second device is not made, or gets the packets of the first. */
function portProblem({ config, values }: Installation, { vxlanPort }: OtherNetwork): Problem[] {
  if (vxlanPort === undefined || config['routing-mode'] !== 'tunnel') return [];
  const port = values.integer('tunnelPort') || (config['tunnel-protocol'] === 'geneve' ? 6081 : 8472);
  return port === vxlanPort ? [{ field: 'tunnelPort', message: `is ${port}, which is taken; expected another one, for example, ${port === 8473 ? 8474 : 8473}` }] : [];
}
