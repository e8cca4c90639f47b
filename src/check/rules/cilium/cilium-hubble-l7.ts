import { isPlainObject } from '../../../base/objects/fields';
import { rulesOf } from '../../../programs/cilium/policy/validate-policy';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CheckedPolicy } from '../../goals/cilium/context';
import { whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumHubbleL7: CiliumRule = {
  id: 'cilium-hubble-l7',
  title: 'Metrics of requests that no policy makes visible',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  description: 'Hubble sees requests only where a policy with L7 rules sends traffic through Envoy or the DNS proxy. Its metrics http, httpV2 and dns stay empty without such policies; '
    + 'flows show addresses, ports and verdicts.',
  remediation: 'Add rules.http or rules.dns to the policies of the traffic that is to be seen, or leave these metrics out.',
  references: ['https://docs.cilium.io/en/stable/observability/visibility/'],
  * check({ installations, policies }) {
    for (const kind of ['http', 'dns'] as const) {
      if (policies.some(policy => hasL7(policy, kind))) continue;
      yield* whereAny(installations.filter(({ values }) => values.isTrue('hubble.enabled'))
        .flatMap(installation => installation.values.list('hubble.metrics.enabled').map(String).filter(metric => metric.split(':')[0].replace(/V2$/, '') === kind)
          .map(metric => whereOf(installation, { field: 'hubble.metrics.enabled', message: `has ${metric}, and no policy in the input has rules.${kind}` }))), {
        message: 'Metrics are asked for that only policies with L7 rules fill.',
      });
    }
  },
};

function hasL7({ object }: CheckedPolicy, kind: string): boolean {
  return rulesOf(object).some(([, rule]) => isPlainObject(rule) && ['ingress', 'egress'].some(direction => lists(rule[direction])
    .some(each => lists(each.toPorts).some(({ rules }) => isPlainObject(rules) && Array.isArray(rules[kind]) && rules[kind].length > 0))));
}

function lists(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
