import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { otherNetwork } from '../../goals/cilium/other-network';
import { CiliumRule } from '../../goals/cilium/rule';

/** Of upstream's guide: a node with it is to move. */
const LABEL = 'io.cilium.migration/cilium-default';

export const ciliumMigrationNodeConfig: CiliumRule = {
  id: 'cilium-migration-node-config',
  title: 'Nodes that are labeled to move, and nothing that moves them',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'With cni.customConf true, agents write no CNI configuration. A CiliumNodeConfig that selects labeled nodes has to override this: without it, a label does nothing, and pods of a '
    + 'restarted node stay with the other plugin.',
  remediation: 'Apply a CiliumNodeConfig for the label with custom-cni-conf "false", cni-chaining-mode "none", cni-exclusive "true" and '
    + 'write-cni-conf-when-ready /host/etc/cni/net.d/05-cilium.conflist.',
  references: ['https://docs.cilium.io/en/stable/installation/k8s-install-migration/'],
  * check(context) {
    const { cluster } = context;
    if (!otherNetwork(context)) return;
    const labeled = [...cluster.nodes.values()].filter(({ labels }) => labels[LABEL] === 'true');
    const writes = cluster.cilium.ofKinds('CiliumNodeConfig').some(({ object: { spec } }) => isPlainObject(spec) && isPlainObject(spec.defaults)
      && typeof spec.defaults['write-cni-conf-when-ready'] === 'string' && spec.defaults['custom-cni-conf'] === 'false');
    yield* whereAny(writes ? [] : labeled.map(object => ({ object })), { message: 'No CiliumNodeConfig in the input makes agents of labeled nodes write the CNI configuration.' });
  },
};
