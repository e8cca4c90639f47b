import { isPlainObject, PlainObject } from '../base/objects/fields';
import { FoundConfiguration } from '../cluster/kube-proxy/kube-proxy-objects';
import { validateKubeProxyConfiguration } from '../programs/kube-proxy/validate';

/** What a reader of a preview should know of the configuration that it was made with. One sentence each. */
export function configurationNotes(found: FoundConfiguration | undefined, minor: string): string[] {
  if (!found) {
    return ['no kube-proxy configuration was given (a ConfigMap kube-proxy or a KubeProxyConfiguration): its defaults are assumed, '
      + 'without a cluster CIDR, so no traffic counts as that of pods'];
  }
  const { document, description, notes = [] } = found;
  return [
    ...notes.map(note => `${description}: ${note}`),
    ...modeNotes(document, description),
    ...notCarriedOver(document, description),
    ...featureGateNotes(document, description),
    ...localhostNodePortNotes(document, description),
    ...validateKubeProxyConfiguration(document, minor).map(({ field, message }) => `${description}: ${field === '' ? '' : `${field}: `}${message}`),
  ];
}

function modeNotes({ mode }: PlainObject, description: string): string[] {
  const current = mode === undefined || mode === null || mode === '' ? 'the default, iptables' : String(mode);
  return mode === 'nftables' ? [] : [`${description}: the mode is ${current}; shown is what nftables mode would program`];
}

/** The fields that both sections have and that act on rules, with their defaults. */
const SHARED_FIELDS: PlainObject = { masqueradeAll: false, masqueradeBit: 14 };

/** Settings of the iptables section that count in the modes iptables and ipvs, but not in nftables mode. */
function notCarriedOver(document: PlainObject, description: string): string[] {
  const iptables = isPlainObject(document.iptables) ? document.iptables : {};
  const nftables = isPlainObject(document.nftables) ? document.nftables : {};
  if (document.mode === 'nftables') return [];
  return Object.entries(SHARED_FIELDS)
    .filter(([field, byDefault]) => (iptables[field] ?? undefined) !== undefined && iptables[field] !== (nftables[field] ?? byDefault))
    .map(([field]) => `${description}: iptables.${field} is ${String(iptables[field])}, but nftables mode reads nftables.${field}: set it there to keep it`);
}

/** Feature gates that act on the ruleset (upstream: pkg/features). */
const RULESET_GATES: readonly string[] = [
  'AllAlpha', 'AllBeta', 'AllowServiceExternalIPs', 'KubeProxyNFTablesLocalhostNodePorts', 'MultiCIDRServiceAllocator',
  'PreferSameTrafficDistribution', 'ServiceTrafficDistribution', 'TopologyAwareHints',
];

function featureGateNotes({ featureGates }: PlainObject, description: string): string[] {
  const gates = isPlainObject(featureGates) ? Object.keys(featureGates).filter(gate => RULESET_GATES.includes(gate)) : [];
  return gates.map(gate => `${description}: featureGates.${gate} is set; shown is the ruleset with default feature gates`);
}

/** The word is known from 1.37 on; up to 1.36 it is an error. */
function localhostNodePortNotes({ nodePortAddresses, featureGates }: PlainObject, description: string): string[] {
  const gate = 'KubeProxyNFTablesLocalhostNodePorts';
  const enabled = isPlainObject(featureGates) && featureGates[gate] === true;
  return Array.isArray(nodePortAddresses) && nodePortAddresses.includes('localhost') && !enabled
    ? [`${description}: nodePortAddresses: localhost acts only with the feature gate ${gate} (KEP-6032, alpha in 1.37)`]
    : [];
}
