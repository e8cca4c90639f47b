import { Attributes } from './attributes';
import { proxyRule } from './proxy';
import { ztunnelRule } from './ztunnel';
import { mappingsOf } from '../../../../base/objects/loose';
import { describeReference } from '../../../../cluster/inventory/object-reference';
import { specOf } from '../../../../cluster/mesh/mesh';
import { MeshObject } from '../../../../cluster/mesh/mesh-objects';
import { actionOf } from '../../../../programs/istio/objects/authorization-policy';
import { WayStep } from '../../explain/way';
import { Condition, Known } from '../condition';

/** What policies make of a connection or request, with a step for each of them. */
export interface Decision {
  /** Whether it passes; undefined where that is not known. */
  readonly passes: Known;
  /** Who refuses it, or what is not known. */
  readonly why: string;
  readonly steps: readonly WayStep[];
}

/** Who evaluates rules: ztunnel knows connections alone. */
export type Evaluator = 'ztunnel' | 'proxy';

const RULE = { ztunnel: ztunnelRule, proxy: proxyRule } as const;

interface Verdict {
  readonly policy: MeshObject;
  readonly action: string;
  readonly condition: Condition;
  readonly step: WayStep;
}

/**
 * CUSTOM comes first, then DENY, then ALLOW: one that denies is enough, and where there are ALLOW policies, one of them has to match.
 * AUDIT changes nothing. Source: https://istio.io/latest/docs/concepts/security/#implicit-enablement, and the order of filters of
 * pilot/pkg/networking/core/listener_waypoint.go.
 */
export function decide(policies: readonly MeshObject[], evaluator: Evaluator, attributes: Attributes): Decision {
  const verdicts = policies.map(policy => verdictOf(policy, evaluator, attributes));
  const of = (action: string): Verdict[] => verdicts.filter(verdict => verdict.action === action);
  const [custom, deny, allow] = [of('CUSTOM'), of('DENY'), of('ALLOW')];
  const steps = [...custom, ...of('AUDIT'), ...deny, ...allow].map(({ step }) => step);
  const refusing = deny.find(({ condition }) => condition.holds === true);
  if (refusing) return { passes: false, why: `${describeReference(refusing.policy)} denies it`, steps };
  if (allow.length > 0 && allow.every(({ condition }) => condition.holds === false)) {
    return { passes: false, why: `${allow.map(({ policy }) => describeReference(policy)).join(' and ')} ${allow.length === 1 ? 'does' : 'do'} not allow it`, steps };
  }
  const asked = custom.filter(({ condition }) => condition.holds !== false);
  const isAllowed = allow.some(({ condition }) => condition.holds === true);
  const open = [...deny, ...isAllowed ? [] : allow].filter(({ condition }) => condition.holds === undefined);
  const unknown = [
    ...asked.map(({ policy, condition }) => `${describeReference(policy)} ${condition.holds ? 'asks' : 'may ask'} the provider ${providerOf(policy)}`),
    ...open.map(({ policy, condition }) => `whether ${describeReference(policy)} applies is not known: ${condition.why}`),
  ];
  return unknown.length > 0 ? { passes: undefined, why: unknown.join('; '), steps } : { passes: true, why: '', steps };
}

function providerOf(policy: MeshObject): string {
  const { provider } = specOf(policy);
  return String((provider as { readonly name?: unknown } | undefined)?.name ?? '');
}

function verdictOf(policy: MeshObject, evaluator: Evaluator, attributes: Attributes): Verdict {
  const spec = specOf(policy);
  const action = actionOf(spec);
  const rules = mappingsOf(spec.rules).map(rule => RULE[evaluator](rule, action, policy.namespace ?? 'default', attributes));
  const at = rules.findIndex(({ holds }) => holds === true);
  const reason = ({ why }: Condition, i: number): string => `rules[${i}]: ${why}`;
  const [holds, reasons]: readonly [Known, readonly string[]] = at >= 0 ? [true, rules[at].why === '' ? [] : [reason(rules[at], at)]]
    : rules.some(rule => rule.holds === undefined)
      ? [undefined, rules.flatMap((rule, i) => rule.holds === undefined ? [reason(rule, i)] : [])]
      : [false, rules.length === 0 ? ['it has no rules'] : rules.map(reason)];
  const name = describeReference(policy);
  return {
    policy,
    action,
    condition: { holds, why: reasons.map(text => text.replace(/^rules\[\d+\]: /, '')).join(', ') },
    step: {
      kind: 'policy',
      object: name,
      ...at >= 0 && { field: `spec.rules[${at}]` },
      text: `${action} ${name} ${holds === undefined ? 'may match' : holds ? `matches${at >= 0 ? ` by rules[${at}]` : ''}` : 'does not match'}`,
      reasons,
      source: policy.source,
      verdict: holds === undefined ? 'unknown' : holds ? 'matches' : 'does-not-match',
    },
  };
}
