import { quoted } from '../../../base/errors';
import { isPlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** A key as Cilium keeps it: the source before a colon becomes its first part, as in `k8s.io.kubernetes.pod.namespace`. */
function isKey(key: string): boolean {
  const [name, ...prefix] = key.replace(':', '.').split('/').reverse();
  return prefix.length < 2 && NAME.test(name) && (prefix.length === 0 || (prefix[0].length <= 253 && PREFIX.test(prefix[0])));
}

/** What the agent refuses of a label selector, as Kubernetes does: EndpointSelector.Sanitize of pkg/policy/api. */
export function selectorProblems(selector: unknown, at: string): Problem[] {
  if (!isPlainObject(selector)) return [];
  const labels = isPlainObject(selector.matchLabels) ? Object.entries(selector.matchLabels) : [];
  const expressions = Array.isArray(selector.matchExpressions) ? selector.matchExpressions : [];
  return [
    ...labels.flatMap(([key, value]): Problem[] => {
      const field = `${at}.matchLabels[${JSON.stringify(key)}]`;
      if (!isKey(key)) return [{ field, message: `${quoted(key)} is not the key of a label` }];
      return typeof value === 'string' && !VALUE.test(value) ? [{ field, message: `${quoted(value)} is not the value of a label` }] : [];
    }),
    ...expressions.flatMap((expression, i) => isPlainObject(expression) ? expressionProblems(expression, `${at}.matchExpressions[${i}]`) : []),
  ];
}

function expressionProblems({ key, operator, values }: { readonly [name: string]: unknown }, at: string): Problem[] {
  const given = Array.isArray(values) ? values : [];
  const wrong = given.findIndex(value => typeof value === 'string' && !VALUE.test(value));
  return [
    // A key that is missing is an empty one to the agent.
    ...isKey(String(key ?? '')) ? [] : [{ field: `${at}.key`, message: `${quoted(key ?? '')} is not the key of a label` }],
    ...operatorProblem(operator, given.length).map(message => ({ field: at, message })),
    ...wrong < 0 ? [] : [{ field: `${at}.values[${wrong}]`, message: `${quoted(given[wrong])} is not the value of a label` }],
  ];
}

function operatorProblem(operator: unknown, values: number): string[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values > 0 ? [] : [`has operator ${operator} without values; expected at least one`];
    case 'Exists':
    case 'DoesNotExist':
      return values === 0 ? [] : [`has operator ${operator} with values; expected none`];
    default:
      return [`has the operator ${quoted(operator)}; expected In, NotIn, Exists or DoesNotExist`];
  }
}
