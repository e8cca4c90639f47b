import { isBefore, leadingVersion } from '../../../base/version/version';
import { Node } from '../../../cluster/served/node';
import { CiliumMinor, isBeforeMinor } from '../../../programs/cilium/target';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumKernel: CiliumRule = {
  id: 'cilium-kernel',
  title: 'Kernel too old for the agent',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The agent loads programs into the kernel that older ones refuse: it needs Linux 5.4, and from Cilium 1.18 on 5.10. Kernels of RHEL 8 and of what is built from it have what it needs with the number 4.18: '
    + 'RHEL 8.6 for 1.17, and 8.10 for later versions. On a node with an older one, the agent does not start, and pods get no network.',
  remediation: 'Upgrade the operating system of the node, or replace the node, before Cilium is installed.',
  references: ['https://docs.cilium.io/en/stable/operations/system_requirements/'],
  * check({ cluster, minor, installations }) {
    if (installations.length === 0) return;
    yield* whereAny([...cluster.nodes.values()].filter(node => node.operatingSystem !== 'windows' && isTooOld(node, minor))
      .map(node => ({ object: node, detail: `kernel ${node.kernelVersion}; expected ${isBeforeMinor(minor, '1.18') ? '5.4' : '5.10'} or later` })), {
      message: 'The agent does not run on the kernel of nodes.',
    });
  },
};

/** A kernel of RHEL 8, with the number of its build: 372 is that of RHEL 8.6, and 553 that of 8.10. As in `4.18.0-553.el8_10.x86_64`. */
const RHEL_8 = /^4\.18\.0-(\d+)\..*\bel8/;

function isTooOld({ kernelVersion }: Node, minor: CiliumMinor): boolean {
  const isOld = isBeforeMinor(minor, '1.18');
  const build = RHEL_8.exec(kernelVersion)?.[1];
  if (build !== undefined) return Number(build) < (isOld ? 372 : 553);
  return isBefore(leadingVersion(kernelVersion), 5, isOld ? 4 : 10) === true;
}
