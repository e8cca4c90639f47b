import { groupProblem, timeProblem, tokenProblem } from './checks';
import { Problem } from '../../base/schema/problem';
import { oneOf, report } from '../../base/schema/report';

interface BootstrapToken {
  readonly token?: string | null;
  readonly ttl?: string | null;
  readonly expires?: string | null;
  readonly usages?: readonly string[] | null;
  readonly groups?: readonly string[] | null;
}

/** Upstream `ValidateBootstrapTokens`. */
export function bootstrapTokenProblems(tokens: readonly BootstrapToken[] | null | undefined): Problem[] {
  return (tokens ?? []).flatMap((token, index) => tokenProblems(token, `bootstrapTokens[${index}]`));
}

function tokenProblems({ token, ttl, expires, usages, groups }: BootstrapToken, path: string): Problem[] {
  const isSet = (value: unknown) => value !== undefined && value !== null;
  return [
    // kubeadm makes a random token where none is set.
    ...isSet(token) ? report(`${path}.token`, tokenProblem(token!)) : [],
    ...isSet(ttl) && isSet(expires) ? report(`${path}.expires`, 'can\'t stand beside ttl: expected one of both') : [],
    ...isSet(expires) ? report(`${path}.expires`, timeProblem(expires!)) : [],
    ...(usages ?? []).flatMap((usage, i) => report(`${path}.usages[${i}]`, oneOf(usage, ['signing', 'authentication'], 'usage of bootstrap tokens'))),
    ...(groups ?? []).flatMap((group, i) => report(`${path}.groups[${i}]`, groupProblem(group))),
    ...groups?.length && usages?.length && !usages.includes('authentication')
      ? report(`${path}.groups`, 'need the usage "authentication", which usages does not have') : [],
  ];
}
