import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { itemsOf, mappingOf } from '../../../base/objects/loose';
import { WrittenObject } from '../../../cluster/cilium/cilium-objects';
import { NETWORK_KINDS, networkObjectProblems } from '../../../programs/cilium/network/network-objects';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { placed } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumNetworkObjects: CiliumRule = {
  id: 'cilium-network-objects',
  title: 'Announcements of addresses that do not work',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'L2 announcements, BGP and pools of addresses have objects of their own. The API server refuses or prunes those that do not fit the CustomResourceDefinition of the version; the '
    + 'others do nothing where the feature is off, where they refer to an object that does not exist, or where no advertisement has the labels that are selected.',
  remediation: 'Correct the fields that are named, set the values, and create the objects that are missing.',
  references: ['https://docs.cilium.io/en/stable/network/l2-announcements/', 'https://docs.cilium.io/en/stable/network/bgp-control-plane/bgp-control-plane-configuration/'],
  * check(context) {
    const { minor, cluster: { cilium } } = context;
    const objects = cilium.ofKinds(...NETWORK_KINDS);
    const problems = objects.flatMap(({ reference, object }) => networkObjectProblems(object, minor).map(problem => ({ reference, problem })));
    const concerned = (isDropped: boolean): ConcernedObject[] => problems.filter(({ problem }) => (problem.isUnknownField ?? false) === isDropped)
      .map(({ reference, problem }) => placed(reference, problem));
    yield* whereAny(concerned(false), { message: 'The API server refuses objects.' });
    yield* whereAny(concerned(true), { message: 'The API server drops fields of objects.' });
    yield* whereAny(withoutFeature(context), { message: 'Objects do nothing, since their feature is off.' });
    yield* whereAny(lackingReference(context), { message: 'Objects refer to others that do not exist.' });
  },
};

/** Which values an object needs. */
const FEATURES: readonly { readonly kinds: readonly string[]; readonly option: string; readonly value: string; readonly byDefault?: boolean }[] = [
  { kinds: ['CiliumL2AnnouncementPolicy'], option: 'enable-l2-announcements', value: 'l2announcements.enabled' },
  { kinds: ['CiliumL2AnnouncementPolicy'], option: 'kube-proxy-replacement', value: 'kubeProxyReplacement' },
  {
    kinds: ['CiliumBGPClusterConfig', 'CiliumBGPPeerConfig', 'CiliumBGPAdvertisement', 'CiliumBGPNodeConfigOverride'],
    option: 'enable-bgp-control-plane',
    value: 'bgpControlPlane.enabled',
  },
  { kinds: ['CiliumLoadBalancerIPPool'], option: 'enable-lb-ipam', value: 'enableLBIPAM', byDefault: true },
];

function withoutFeature(context: CiliumContext): ConcernedObject[] {
  // Without values, nothing is known to be off.
  if (!context.shown) return [];
  return FEATURES.filter(({ option, byDefault }) => !context.isOn(option, byDefault)).flatMap(({ kinds, value }) =>
    context.cluster.cilium.ofKinds(...kinds).map(({ reference }) => ({ object: reference, detail: `${value} is not true` })));
}

function lackingReference({ cluster: { cilium } }: CiliumContext): ConcernedObject[] {
  const peerConfigs = cilium.ofKinds('CiliumBGPPeerConfig');
  const advertisements = cilium.ofKinds('CiliumBGPAdvertisement');
  const names = new Set(peerConfigs.map(({ reference: { name } }) => name));
  const lost = cilium.ofKinds('CiliumBGPClusterConfig').flatMap(({ reference, object }) => peersOf(object).filter(([, name]) => !names.has(name))
    .map(([field, name]) => placed(reference, { field, message: `there is no CiliumBGPPeerConfig ${JSON.stringify(name)}` })));
  const unmatched = peerConfigs.flatMap(({ reference, object: { spec } }) => itemsOf(mappingOf(spec).families).flatMap((family, i) => {
    const selector = isPlainObject(family) ? family.advertisements : undefined;
    const { matchLabels: selected, matchExpressions }: PlainObject = isPlainObject(selector) ? selector : {};
    // Expressions are not evaluated.
    if (!isPlainObject(selected) || matchExpressions !== undefined) return [];
    return advertisements.some(each => hasLabels(each, selected)) ? []
      : [placed(reference, { field: `spec.families[${i}].advertisements`, message: 'no CiliumBGPAdvertisement has these labels' })];
  }));
  return [...lost, ...unmatched];
}

/** The names of peer configurations that a cluster configuration refers to, with the fields. */
function peersOf({ spec }: WrittenObject['object']): (readonly [field: string, name: string])[] {
  const instances = itemsOf(isPlainObject(spec) ? spec.bgpInstances : []);
  return instances.flatMap((instance, i) => itemsOf(isPlainObject(instance) ? instance.peers : []).flatMap((peer, j) => {
    const name = isPlainObject(peer) && isPlainObject(peer.peerConfigRef) ? peer.peerConfigRef.name : undefined;
    return typeof name === 'string' ? [[`spec.bgpInstances[${i}].peers[${j}].peerConfigRef.name`, name] as const] : [];
  }));
}

function hasLabels({ object: { metadata } }: WrittenObject, wanted: object): boolean {
  const labels = isPlainObject(metadata) && isPlainObject(metadata.labels) ? metadata.labels : {};
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}
