import { groupProblem, tokenProblem } from './checks';
import { Problem } from '../../base/schema/problem';
import { oneOf, report } from '../../base/schema/report';

interface BootstrapToken {
  readonly token?: string | null;
  readonly expires?: string | null;
  readonly usages?: readonly string[] | null;
  readonly groups?: readonly string[] | null;
}

/** Upstream `ValidateBootstrapTokens`. */
export function bootstrapTokenProblems(tokens: readonly BootstrapToken[] | null | undefined): Problem[] {
  return (tokens ?? []).flatMap((token, index) => tokenProblems(token, `bootstrapTokens[${index}]`));
}

function tokenProblems({ token, expires, usages, groups }: BootstrapToken, path: string): Problem[] {
  const isSet = (value: unknown) => value !== undefined && value !== null;
  return [
    // kubeadm makes a random token where none is set.
    ...isSet(token) ? report(`${path}.token`, tokenProblem(token!)) : [],
    // SetDefaults_BootstrapToken fills in ttl before the validation refuses both.
    ...isSet(expires) ? report(`${path}.expires`, 'never works: kubeadm sets ttl where it is not set, and then refuses it beside expires: expected ttl') : [],
    ...(usages ?? []).flatMap((usage, i) => report(`${path}.usages[${i}]`, oneOf(usage, ['signing', 'authentication'], 'usage of bootstrap tokens'))),
    ...(groups ?? []).flatMap((group, i) => report(`${path}.groups[${i}]`, groupProblem(group))),
    // Where there are no groups, kubeadm fills some in.
    ...usages?.length && !usages.includes('authentication')
      ? report(`${path}.usages`, 'has no "authentication", and kubeadm refuses a token without it: expected ["signing", "authentication"]') : [],
  ];
}
