import { sanitizeProblems } from './sanitize';
import { periodOfPolicyField, policySchema } from './schema';
import { PolicySettings } from './settings';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';
import { structuralProblems } from '../../../base/schema/structure';
import { CiliumMinor, describePeriod } from '../target';

/** What becomes of a policy. */
export interface PolicyVerdict {
  /** With these, the API server refuses the object. */
  readonly refused: readonly Problem[];
  /** Fields that the API server drops, so that the policy is another one than what was written. */
  readonly pruned: readonly Problem[];
  /** With these, the agent does not enforce the policy, which exists all the same. */
  readonly notEnforced: readonly Problem[];
}

/** Judges a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy as the CustomResourceDefinitions of a minor and its agent do. */
export function validatePolicy(policy: PlainObject, settings: PolicySettings): PolicyVerdict {
  const { minor } = settings;
  const isNamespaced = policy.kind === 'CiliumNetworkPolicy';
  const rules = rulesOf(policy);
  const structural = rules.flatMap(([at, rule]) => structuralProblems(rule, policySchema(minor), at, path => unknownField(path, minor)))
    .map(problem => ({ ...problem, field: problem.field.replace(/^\./, '') }));
  const none = rules.length === 0 && (policy.spec ?? undefined) === undefined && (policy.specs ?? undefined) === undefined
    ? [{ field: 'spec', message: 'is missing; expected spec or specs' }] : [];
  const sanitized = rules.flatMap(([at, rule]): Problem[] => isPlainObject(rule) ? [
    ...sanitizeProblems(rule, at, settings),
    ...isNamespaced && isPlainObject(rule.nodeSelector) ? [{ field: `${at}.nodeSelector`, message: 'is for nodes, and works in a CiliumClusterwideNetworkPolicy only' }] : [],
  ] : []);
  return {
    refused: [...minor === '1.20' ? none : [], ...structural.filter(({ isUnknownField }) => !isUnknownField)],
    pruned: structural.filter(({ isUnknownField }) => isUnknownField),
    // What is of a wrong type cannot be read at all; the CustomResourceDefinitions refuse it before.
    notEnforced: [...none, ...sanitized, ...structural.filter(isUnreadable)],
  };
}

/** The rules of a policy, each with its path. */
export function rulesOf({ spec, specs }: PlainObject): (readonly [at: string, rule: unknown])[] {
  return [...spec === undefined || spec === null ? [] : [['spec', spec] as const], ...Array.isArray(specs) ? specs.map((rule, i) => [`specs[${i}]`, rule] as const) : []];
}

function isUnreadable({ message }: Problem): boolean {
  return / is not (?:an object|a list|a string|an integer|true or false|an integer or a string)$/.test(message);
}

function unknownField(path: string, minor: CiliumMinor): string {
  const inRule = path.replace(/^(?:spec|specs\[\d+\])\.?/, '').replace(/\[\d+\]/g, '[]');
  const period = periodOfPolicyField(inRule);
  const what = `is not a field of policies in Cilium ${minor}, and the API server drops it`;
  if (period) return `${what}: it is one ${describePeriod(period)}`;
  const [, list, rest] = /^(ingress|egress)Deny\[\]\.(.+)$/.exec(inRule) ?? [];
  if (rest === undefined || !periodOfPolicyField(`${list}[].${rest}`)) return what;
  return rest.startsWith('toFQDNs') ? `${what}: only rules that allow have it, and what is left of this one denies nothing unless it names other peers or ports`
    : `${what}: only rules that allow have it, and what is left of this one denies the ports as a whole`;
}
