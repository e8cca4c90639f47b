import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { namespaceMistakes, policyMistakes } from './policy-mistakes';
import { PolicyRule, PolicyRules } from './policy-rule';
import { InputError } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { validatePolicy } from '../../programs/cilium/policy/validate-policy';
import { NEWEST_CILIUM_MINOR, readCiliumMinor } from '../../programs/cilium/target';
import { withoutNamespace } from '../objects/cluster-scoped';
import { plainData } from '../props/plain-data';
import { withPath } from '../props/with-path';

/** What a construct makes of its properties. */
interface PolicyContent {
  readonly kind: 'CiliumNetworkPolicy' | 'CiliumClusterwideNetworkPolicy';
  readonly metadata?: ApiObjectMetadata;
  readonly ciliumVersion?: string;
  readonly rules: PolicyRules;
  readonly subject: () => object;
}

/**
 * Makes the object of a policy.
 *
 * @throws InputError that lists what a validator refuses, or what would not be enforced as written
 */
export function policyObject(scope: Construct, { kind, metadata, ciliumVersion, rules, subject }: PolicyContent): ApiObject {
  const minor = withPath(scope.node.path, () => ciliumVersion === undefined ? NEWEST_CILIUM_MINOR : readCiliumMinor(ciliumVersion, 'ciliumVersion'));
  const { description, defaultDenyIngress: ingress, defaultDenyEgress: egress } = rules;
  const spec = withPath(scope.node.path, () => plainData({
    ...description !== undefined && { description },
    ...subject(),
    ...ingress !== undefined || egress !== undefined ? { enableDefaultDeny: { ingress, egress } } : {},
    ingress: rules.ingress?.map(rule => ruleOf(rule, 'from')),
    ingressDeny: rules.ingressDeny?.map(rule => ruleOf(rule, 'from')),
    egress: rules.egress?.map(rule => ruleOf(rule, 'to')),
    egressDeny: rules.egressDeny?.map(rule => ruleOf(rule, 'to')),
  })) as PlainObject;
  const object = { apiVersion: 'cilium.io/v2', kind, spec };
  // What the rest of the cluster decides, such as whether the L7 proxy is on, is not known here.
  const { refused, pruned, notEnforced } = validatePolicy(object, { minor, l7Proxy: true, nodeSelectorLabels: true });
  const apiObject = new ApiObject(scope, 'Resource', { ...object, ...metadata && { metadata } });
  const problems = [
    ...refused, ...pruned, ...refused.length > 0 ? [] : [...notEnforced, ...policyMistakes(spec, minor)],
    ...kind === 'CiliumNetworkPolicy' ? namespaceMistakes(spec, apiObject) : [],
  ];
  if (problems.length > 0) throw new InputError(problems.map(({ field, message }) => `${scope.node.path}: ${field.replace(/^spec\.?/, '') || 'rules'}: ${message}`).join('\n'));
  if (kind === 'CiliumClusterwideNetworkPolicy') withoutNamespace(apiObject);
  return apiObject;
}

function ruleOf({ peer, ports }: PolicyRule, prefix: 'from' | 'to'): object {
  return { ...peer?._fields(prefix), ...ports && { toPorts: ports.map(({ _object }) => _object) } };
}
