import { isPlainObject } from '../../../base/objects/fields';
import { rulesOf } from '../../../programs/cilium/policy/validate-policy';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { CheckedPolicy, CiliumContext } from '../../goals/cilium/context';
import { placed } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumPolicyInvalid: CiliumRule = {
  id: 'cilium-policy-invalid',
  title: 'Policy that is refused, or not enforced as written',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Two validators look at a policy, and refuse different things. The API server checks it against the CustomResourceDefinition, and drops fields that this does not have: a deny with '
    + 'names or L7 rules becomes another one. The agent then checks what is stored: a policy that it refuses exists, with the condition Valid false, and nothing of it is enforced. Some need '
    + 'a part of Cilium that is off.',
  remediation: 'Correct the fields that are named. If Cilium has another version, state it (--cilium-version).',
  references: ['https://docs.cilium.io/en/stable/security/policy/language/', 'https://docs.cilium.io/en/stable/security/policy/kubernetes/'],
  * check(context) {
    const { policies } = context;
    const all = (pick: (policy: CheckedPolicy) => readonly { readonly field: string; readonly message: string }[]): ConcernedObject[] =>
      policies.flatMap(policy => pick(policy).map(problem => placed(policy.reference, problem)));
    yield* whereAny(all(({ verdict }) => verdict.refused), { message: 'The API server refuses policies.' });
    yield* whereAny(all(({ verdict }) => verdict.refused.length > 0 ? [] : verdict.notEnforced), { message: 'The agent refuses policies that the API server accepts: they exist and are not enforced.' });
    yield* whereAny(all(({ verdict }) => verdict.pruned), { message: 'The API server drops fields of policies, so that others are enforced than those that are written.' });
    yield* whereAny(all(policy => withoutPart(policy, context)), { message: 'Policies need a part of Cilium that is off.' });
  },
};

/** What of a policy needs something that the configuration turns off. */
function withoutPart({ object }: CheckedPolicy, context: CiliumContext): { readonly field: string; readonly message: string }[] {
  const hasHostFirewall = context.isOn('enable-host-firewall');
  const authenticates = context.isOn('mesh-auth-enabled', ['1.17', '1.18'].includes(context.minor));
  return rulesOf(object).flatMap(([at, rule]) => !isPlainObject(rule) ? [] : [
    ...isPlainObject(rule.nodeSelector) && context.shown && !hasHostFirewall
      ? [{ field: `${at}.nodeSelector`, message: 'is for nodes, and the host firewall is off; set hostFirewall.enabled: true' }] : [],
    ...context.shown && !authenticates ? ['ingress', 'egress'].flatMap(direction => {
      const rules: readonly unknown[] = Array.isArray(rule[direction]) ? rule[direction] : [];
      return rules.flatMap((each, i) => isPlainObject(each) && isPlainObject(each.authentication) && each.authentication.mode === 'required'
        ? [{ field: `${at}.${direction}[${i}].authentication.mode`, message: `is required, and mutual authentication is off${['1.17', '1.18'].includes(context.minor) ? '' : ', as by default from 1.19'}; set authentication.enabled: true` }]
        : []);
    }) : [],
  ]);
}
