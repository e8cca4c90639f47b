import { InputError, quoted } from '../../base/errors';
import { Cidr, cidrContains, maskedText, parseCidr } from '../../base/ip/cidr';
import { ChartValues } from '../../programs/cilium/values/chart-values';

/** A family of addresses: what is said of its CIDRs, and the value of the chart that has the pool. */
const FAMILIES = [
  { family: 'ip', title: 'IPv4', path: 'ipam.operator.clusterPoolIPv4PodCIDRList', example: '10.20.0.0/16', shortest: 8 },
  { family: 'ip6', title: 'IPv6', path: 'ipam.operator.clusterPoolIPv6PodCIDRList', example: 'fd00:20::/104', shortest: 16 },
] as const;

export type Family = Cidr['family'];

/**
 * The CIDRs of pods in Cilium: one for each family that Calico's pods have.
 *
 * @param stated as the option has them, separated by commas
 * @param families those of Calico's pods; empty where the input does not show its pools
 * @throws InputError where one is missing or wrong
 */
export function podCidrsOf(stated: string | undefined, values: ChartValues, families: ReadonlySet<Family>): Cidr[] {
  const texts = stated?.split(',').map(text => text.trim()).filter(text => text !== '') ?? FAMILIES.flatMap(({ path, family }) =>
    values.isGiven(path) && values.isTrue(family === 'ip' ? 'ipv4.enabled' : 'ipv6.enabled') ? [String(values.list(path)[0])] : []);
  if (texts.length === 0) throw new InputError('pod CIDR: is missing; expected the CIDR of pods in Cilium (--pod-cidr), which nothing else has, for example, 10.20.0.0/16');
  const cidrs = texts.map(text => {
    const cidr = parseCidr(text);
    if (!cidr) throw new InputError(`pod CIDR: ${quoted(text)} is not a CIDR; expected one as in 10.20.0.0/16, or one of each family as in 10.20.0.0/16,fd00:20::/104`);
    return cidr;
  });
  for (const { family, title, example } of FAMILIES) {
    const ofFamily = cidrs.filter(cidr => cidr.family === family);
    if (ofFamily.length > 1) throw new InputError(`pod CIDR: ${quoted(ofFamily[1].text)} is a second one of ${title}; expected one of each family. Add others to ipam.operator in the values`);
    if (ofFamily.length === 0 && families.has(family)) {
      throw new InputError(`pod CIDR: Calico's pods have addresses of ${title}, and no CIDR of ${title} is stated, so that they would lose them; `
        + `expected one (--pod-cidr), for example, ${[...cidrs.map(({ text }) => text), example].join(',')}`);
    }
    if (ofFamily.length > 0 && families.size > 0 && !families.has(family)) {
      throw new InputError(`pod CIDR: ${quoted(ofFamily[0].text)} is of ${title}, which Calico's pods do not have: families of addresses do not change on the way; leave it out`);
    }
  }
  // In the order of families, as nodes have them.
  return FAMILIES.flatMap(({ family }) => cidrs.filter(cidr => cidr.family === family));
}

/** What Cilium's masquerading and kube-proxy take for pods while both plugins run. */
export interface Cover {
  readonly cidr: Cidr;
  /** Whether it has other addresses than those that it is to cover. */
  readonly isWider: boolean;
}

/** The smallest CIDR that covers all of one family, unless it is as large as to cover most networks. */
export function coverOf(cidrs: readonly Cidr[]): Cover | undefined {
  if (cidrs.length === 0) return undefined;
  const { shortest } = FAMILIES.find(({ family }) => family === cidrs[0].family)!;
  const longest = Math.min(...cidrs.map(({ prefixLength }) => prefixLength));
  for (let length = longest; length >= shortest; length--) {
    const cidr = parseCidr(maskedText(cidrs[0].network, length))!;
    if (cidrs.every(each => covers(cidr, each))) return { cidr, isWider: !isFilled(cidr, cidrs) };
  }
  return undefined;
}

export function covers(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.prefixLength <= inner.prefixLength && cidrContains(outer, inner.text.split('/')[0]);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return covers(a, b) || covers(b, a);
}

/** Whether a network has no address outside of some others, which do not overlap or are the same. */
function isFilled({ prefixLength }: Cidr, cidrs: readonly Cidr[]): boolean {
  const unique = cidrs.filter((cidr, i) => !cidrs.some((other, j) => j !== i && covers(other, cidr) && (!covers(cidr, other) || j < i)));
  return unique.reduce((sum, cidr) => sum + 2 ** (prefixLength - cidr.prefixLength), 0) >= 1;
}
