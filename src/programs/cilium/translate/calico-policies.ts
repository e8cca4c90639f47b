import { NotTranslatable, selectorsOf, translateRule, TranslationContext } from './calico-rule';
import { labelSelector } from './calico-selector';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { validatePolicy } from '../policy/validate-policy';
import { CiliumMinor } from '../target';

/** What becomes of a policy of Calico. */
export interface TranslatedPolicy {
  readonly original: PlainObject;
  /** The policy of Cilium that means the same; `undefined` where there is none. */
  readonly policy?: PlainObject;
  /** Why there is none. */
  readonly reason?: string;
}

/** What the translation has to know of the cluster and of Cilium. */
export interface TranslationOptions extends Pick<TranslationContext, 'ownNetworks' | 'networkSets'> {
  readonly minor: CiliumMinor;
  /** Whether Calico protects nodes by HostEndpoints, which policies of all namespaces select, too. */
  readonly hasHostEndpoints: boolean;
  /** Whether there are NetworkPolicies of Kubernetes, which Calico has at the order 1000. */
  readonly hasNetworkPolicies: boolean;
}

/**
 * Translates policies of Calico. In Calico, the first rule that matches decides, in the order of policies; in Cilium a deny wins over everything. So a
 * deny is translated only where nothing before it allows, and what comes after a policy that is not translated is not translated either, unless all
 * of these only allow: otherwise more would be allowed than before.
 */
export function translateCalicoPolicies(policies: readonly PlainObject[], options: TranslationOptions): TranslatedPolicy[] {
  const sorted = [...policies].sort(byOrder);
  const allowed = { ingress: false, egress: false };
  let blocking: string | undefined;
  return sorted.map(original => {
    const name = nameOf(original);
    const after = blocking;
    const decides = denies(original) || tierOf(original) !== 'default';
    try {
      if (isStaged(original)) return { original, reason: 'it is staged: Calico does not enforce it' };
      if (after !== undefined) throw new NotTranslatable(`it comes after ${after}, which is not translated and denies or passes on traffic first`);
      return { original, policy: translated(original, options, allowed) };
    } catch (error) {
      if (!(error instanceof NotTranslatable)) throw error;
      if (decides && !isStaged(original)) blocking ??= name;
      return { original, reason: error.message };
    } finally {
      for (const direction of ['ingress', 'egress'] as const) allowed[direction] ||= rulesOf(original, direction).some(({ action }) => action === 'Allow');
    }
  });
}

function translated(original: PlainObject, options: TranslationOptions, allowedBefore: Readonly<Record<'ingress' | 'egress', boolean>>): PlainObject {
  const spec = mapOf(original.spec);
  const isNamespaced = original.kind === 'NetworkPolicy';
  const metadata = mapOf(original.metadata);
  if (tierOf(original) !== 'default') throw new NotTranslatable(`it is in the tier ${tierOf(original)}, and Cilium has no tiers`);
  for (const field of ['preDNAT', 'doNotTrack', 'applyOnForward']) if (spec[field] === true) throw new NotTranslatable(`${field} has no counterpart`);
  if (typeof spec.serviceAccountSelector === 'string' && spec.serviceAccountSelector !== '') throw new NotTranslatable('service accounts by their labels have no counterpart');
  if (!isNamespaced && options.hasHostEndpoints) throw new NotTranslatable('it may be for HostEndpoints, too, which need a policy of their own with nodeSelector');
  const { ownNetworks, networkSets } = options;
  const context: TranslationContext = { ownNetworks, networkSets, ...isNamespaced && { namespace: String(metadata.namespace ?? 'default') } };
  const types = typesOf(spec);
  const rules: Record<string, PlainObject[]> = {};
  for (const direction of ['ingress', 'egress'] as const) {
    if (!types.includes(direction)) continue;
    let allows = allowedBefore[direction] || (options.hasNetworkPolicies && orderOf(original) >= 1000);
    for (const rule of rulesOf(original, direction)) {
      const { action } = rule;
      if (action !== 'Allow' && action !== 'Deny') throw new NotTranslatable(`action ${String(action)} has no counterpart`);
      if (action === 'Deny' && allows) throw new NotTranslatable('it denies after something that is allowed, and in Cilium a deny always wins');
      allows ||= action === 'Allow';
      const list = action === 'Deny' ? `${direction}Deny` : direction;
      (rules[list] ??= []).push(...translateRule(rule, direction, action === 'Deny', context));
    }
    // A direction without rules that allow is isolated all the same.
    rules[direction] ??= [{}];
  }
  const subjects = selectorsOf({ selector: spec.selector, namespaceSelector: spec.namespaceSelector }, { isNamespaced: false });
  const enableDefaultDeny = { ingress: types.includes('ingress'), egress: types.includes('egress') };
  const specs = subjects.map(subject => ({ endpointSelector: labelSelector(subject), enableDefaultDeny, ...rules }));
  const policy = {
    apiVersion: 'cilium.io/v2',
    kind: isNamespaced ? 'CiliumNetworkPolicy' : 'CiliumClusterwideNetworkPolicy',
    // Calico keeps the tier in the name: default.web.
    metadata: { name: String(metadata.name).replace(/^default\./, ''), ...isNamespaced && { namespace: metadata.namespace ?? 'default' } },
    ...specs.length === 1 ? { spec: specs[0] } : { specs },
  };
  const { refused, pruned, notEnforced } = validatePolicy(policy, { minor: options.minor, l7Proxy: true, nodeSelectorLabels: false });
  const [problem] = [...refused, ...pruned, ...notEnforced];
  if (problem) throw new NotTranslatable(`Cilium would refuse ${problem.field}: ${problem.message}`);
  return policy;
}

function rulesOf({ spec }: PlainObject, direction: 'ingress' | 'egress'): PlainObject[] {
  const rules = mapOf(spec)[direction];
  return Array.isArray(rules) ? rules.filter(isPlainObject) : [];
}

function denies(policy: PlainObject): boolean {
  return (['ingress', 'egress'] as const).some(direction => rulesOf(policy, direction).some(({ action }) => action !== 'Allow'));
}

/** Without types, a policy is for ingress, and for egress where it has rules of egress; for that alone where it has no others. */
function typesOf({ types, ingress, egress }: PlainObject): string[] {
  if (Array.isArray(types) && types.length > 0) return types.map(type => String(type).toLowerCase());
  if (Array.isArray(egress) && egress.length > 0) return Array.isArray(ingress) && ingress.length > 0 ? ['ingress', 'egress'] : ['egress'];
  return ['ingress'];
}

function isStaged({ kind }: PlainObject): boolean {
  return String(kind).startsWith('Staged');
}

function tierOf({ spec }: PlainObject): string {
  const { tier } = mapOf(spec);
  return typeof tier === 'string' && tier !== '' ? tier : 'default';
}

function nameOf({ kind, metadata }: PlainObject): string {
  const { namespace, name } = mapOf(metadata);
  return `${String(kind)} ${typeof namespace === 'string' ? `${namespace}/` : ''}${String(name)}`;
}

function orderOf({ spec }: PlainObject): number {
  const { order } = mapOf(spec);
  return typeof order === 'number' ? order : Infinity;
}

/** Tiers of one's own come before the default one; then by order, and without one at the end; then by name. */
function byOrder(a: PlainObject, b: PlainObject): number {
  const tier = (policy: PlainObject): number => tierOf(policy) === 'default' ? 1 : 0;
  const [first, second] = [orderOf(a), orderOf(b)];
  return tier(a) - tier(b) || (first === second ? 0 : first - second) || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function mapOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}
