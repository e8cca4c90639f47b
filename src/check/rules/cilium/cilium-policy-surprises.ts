import { Cidr, cidrContains, parseCidr } from '../../../base/ip/cidr';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { mappingsOf } from '../../../base/objects/loose';
import { rulesOf } from '../../../programs/cilium/policy/validate-policy';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { placed } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumPolicySurprises: CiliumRule = {
  id: 'cilium-policy-surprises',
  title: 'Policy that means something else than it seems to',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'An empty rule allows nothing in a policy of Cilium, and everything in a NetworkPolicy of Kubernetes. Names in toFQDNs are known only where a rule sends lookups through Cilium\'s DNS '
    + 'proxy. Addresses never select pods, and nodes only with policyCIDRMatchMode: a CIDR or an ipBlock of these allows and denies nothing. The API server is the entity kube-apiserver.',
  remediation: 'Write fromEntities or toEntities [all] where everything is meant, add a DNS rule beside toFQDNs, and use selectors and entities instead of addresses of pods and nodes.',
  references: [
    'https://docs.cilium.io/en/stable/security/policy/language/', 'https://docs.cilium.io/en/stable/network/kubernetes/policy/', 'https://github.com/cilium/cilium/issues/9209',
  ],
  * check(context) {
    const { policies, cluster } = context;
    yield* whereAny(policies.flatMap(({ reference, object }) => rulesIn(object)
      .filter(({ rule }) => Object.values(rule).every(value => value === undefined || value === null))
      .map(({ at, direction }) => placed(reference, { field: at, message: `is empty, and allows nothing; expected ${direction === 'ingress' ? 'fromEntities' : 'toEntities'} [all] if everything is meant` }))), {
      message: 'Empty rules allow nothing.',
    });
    const areLookedUp = policies.some(({ object }) => rulesIn(object).some(({ rule }) => hasDnsRule(rule)));
    yield* whereAny(areLookedUp ? [] : policies.flatMap(({ reference, object }) => rulesIn(object)
      .filter(({ rule }) => mappingsOf(rule.toFQDNs).length > 0)
      .map(({ at }) => placed(reference, { field: `${at}.toFQDNs`, message: 'is used, and no policy in the input has rules.dns for the lookups' }))), {
      message: 'Names are never resolved for Cilium, so nothing is allowed by them.',
    });
    const own = [...ownNetworks(context)];
    yield* whereAny([
      ...policies.flatMap(({ reference, object }) => rulesIn(object).flatMap(({ rule, at }) => cidrsOf(rule).flatMap(({ field, text }) => within(text, own, reference, `${at}.${field}`)))),
      ...cluster.cilium.ofKinds('networking.k8s.io/NetworkPolicy').flatMap(({ reference, object: { spec } }) => isPlainObject(spec)
        ? blocksOf(spec).flatMap(({ field, text }) => within(text, own, reference, field)) : []),
    ], { message: 'Addresses of pods or nodes select nothing.' });
  },
};

interface PlacedRule {
  readonly rule: PlainObject;
  readonly at: string;
  readonly direction: 'ingress' | 'egress';
}

/** The rules of a policy that allow. */
function rulesIn(object: PlainObject): PlacedRule[] {
  return rulesOf(object).flatMap(([at, spec]) => !isPlainObject(spec) ? [] : (['ingress', 'egress'] as const).flatMap(direction =>
    mappingsOf(spec[direction]).map((rule, i) => ({ rule, at: `${at}.${direction}[${i}]`, direction }))));
}

function hasDnsRule(rule: PlainObject): boolean {
  return mappingsOf(rule.toPorts).some(({ rules }) => isPlainObject(rules) && Array.isArray(rules.dns) && rules.dns.length > 0);
}

function cidrsOf(rule: PlainObject): { readonly field: string; readonly text: string }[] {
  return ['fromCIDR', 'toCIDR', 'fromCIDRSet', 'toCIDRSet'].flatMap(field => (Array.isArray(rule[field]) ? rule[field] : [])
    .map((each, i) => ({ field: `${field}[${i}]`, text: String(isPlainObject(each) ? each.cidr : each) })));
}

function blocksOf(spec: PlainObject): { readonly field: string; readonly text: string }[] {
  return [['ingress', 'from'], ['egress', 'to']].flatMap(([direction, peers]) => mappingsOf(spec[direction]).flatMap((rule, i) => mappingsOf(rule[peers])
    .flatMap(({ ipBlock }, j) => isPlainObject(ipBlock) ? [{ field: `spec.${direction}[${i}].${peers}[${j}].ipBlock`, text: String(ipBlock.cidr) }] : [])));
}

interface OwnNetwork {
  readonly cidr: Cidr;
  readonly what: string;
}

/** The networks of pods, and of nodes where these are not selected by addresses. */
function* ownNetworks({ shown, cluster }: CiliumContext): Generator<OwnNetwork> {
  for (const text of [shown?.config['cluster-pool-ipv4-cidr'], shown?.config['cluster-pool-ipv6-cidr']].join(' ').split(/\s+/)) {
    const cidr = parseCidr(text);
    if (cidr) yield { cidr, what: `the pods' ${cidr.text}` };
  }
  // What pods have until they move to Cilium.
  for (const { object: { spec } } of shown ? cluster.cilium.ofCalico('IPPool') : []) {
    const cidr = isPlainObject(spec) && spec.disabled !== true ? parseCidr(String(spec.cidr)) : undefined;
    if (cidr) yield { cidr, what: `the pods' ${cidr.text} of Calico` };
  }
  if ((shown?.config['policy-cidr-match-mode'] ?? '').includes('nodes')) return;
  for (const { name, internalIps } of cluster.nodes.values()) {
    for (const ip of internalIps) {
      const cidr = parseCidr(`${ip.text}/${ip.family === 'ip' ? 32 : 128}`);
      if (cidr) yield { cidr, what: `Node ${name}` };
    }
  }
}

function within(text: string, own: readonly OwnNetwork[], object: ConcernedObject['object'], field: string): ConcernedObject[] {
  const cidr = parseCidr(text);
  const network = cidr && own.find(each => each.cidr.family === cidr.family && each.cidr.prefixLength <= cidr.prefixLength && cidrContains(each.cidr, cidr.text.split('/')[0]));
  return network ? [placed(object, { field, message: `${text} is within ${network.what}, which addresses do not select` })] : [];
}
