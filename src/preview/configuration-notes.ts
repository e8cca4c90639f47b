import { FoundConfiguration } from './configuration-source';
import { validateKubeProxyConfiguration } from '../kube-proxy-configuration/validate';
import { isPlainObject, PlainObject } from '../ruleset/intake/fields';

/** What a reader of a preview should know of the configuration that it was made with. One sentence each. */
export function configurationNotes(found: FoundConfiguration | undefined, minor: string): string[] {
  if (!found) {
    return ['no kube-proxy configuration was given (a ConfigMap kube-proxy or a KubeProxyConfiguration): its defaults are assumed, '
      + 'without a cluster CIDR, so no traffic counts as that of pods'];
  }
  const { document, description } = found;
  return [
    ...modeNotes(document, description),
    ...notCarriedOver(document, description),
    ...validateKubeProxyConfiguration(document, minor).map(({ field, message }) => `${description}: ${field === '' ? '' : `${field}: `}${message}`),
  ];
}

function modeNotes({ mode }: PlainObject, description: string): string[] {
  const current = mode === undefined || mode === null || mode === '' ? 'the default, iptables' : String(mode);
  return mode === 'nftables' ? [] : [`${description}: the mode is ${current}; shown is what nftables mode would program`];
}

/** Settings of the iptables section that count in the modes iptables and ipvs, but not in nftables mode. */
function notCarriedOver(document: PlainObject, description: string): string[] {
  const iptables = isPlainObject(document.iptables) ? document.iptables : {};
  const nftables = isPlainObject(document.nftables) ? document.nftables : {};
  if (document.mode === 'nftables') return [];
  return ['masqueradeAll', 'masqueradeBit']
    .filter(field => isSet(iptables[field]) && iptables[field] !== nftables[field])
    .map(field => `${description}: iptables.${field} is ${String(iptables[field])}, but nftables mode reads nftables.${field}: set it there to keep it`);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
