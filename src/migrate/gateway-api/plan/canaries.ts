import { HeaderMatch, Variant, WeightedBackend } from './model';
import { literalExpression } from '../../../base/text/expression';
import { canaryWeight } from '../../../dataplane/requests/ingress-nginx/canary';
import { NginxConfiguration, textOf, Upstream, upstreamName } from '../../../dataplane/requests/ingress-nginx/model';

/** What a header has to be where it is a header of a canary. */
const HEADER = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

/** The backends of an upstream, by headers: a header of the canary decides before its cookie, and that before the weight. */
export function variantsOf(upstream: Upstream, { canaries }: NginxConfiguration): Variant[] {
  const canary = canaries.get(upstreamName(upstream));
  if (!canary) return [{ headers: [], backends: [{ upstream, weight: 1 }] }];
  const { ingress } = canary;
  const all = (chosen: Upstream, header: HeaderMatch): Variant => ({ headers: [header], backends: [{ upstream: chosen, weight: 1 }] });
  const header = textOf(ingress, 'canary-by-header');
  const cookie = textOf(ingress, 'canary-by-cookie');
  const { weight, total } = canaryWeight(ingress);
  const shares: readonly WeightedBackend[] = [{ upstream, weight: total - weight }, { upstream: canary.upstream, weight }];
  return [
    ...header === undefined || !HEADER.test(header) ? [] : headerMatches(header, textOf(ingress, 'canary-by-header-value'), textOf(ingress, 'canary-by-header-pattern'))
      .map(({ match, isCanary }) => all(isCanary ? canary.upstream : upstream, match)),
    ...cookie === undefined ? [] : [true, false].map(isCanary => all(isCanary ? canary.upstream : upstream, cookieMatch(cookie, isCanary ? 'always' : 'never'))),
    { headers: [], backends: shares.filter(({ weight: share }) => share > 0) },
  ];
}

/** With a value, only that one decides; without one, only a pattern; without either, `always` and `never`. */
function headerMatches(
  name: string, value: string | undefined, pattern: string | undefined,
): { readonly match: HeaderMatch; readonly isCanary: boolean }[] {
  if (value !== undefined) return [{ match: { type: 'Exact', name, value }, isCanary: true }];
  if (pattern !== undefined) return [{ match: { type: 'RegularExpression', name, value: anywhere(pattern) }, isCanary: true }];
  return ['always', 'never'].map(word => ({ match: { type: 'Exact', name, value: word }, isCanary: word === 'always' }));
}

/** A pattern that is searched for, as one of the whole text. */
function anywhere(pattern: string): string {
  const [front, back] = [pattern.startsWith('.*') || pattern.startsWith('^') ? '' : '.*', pattern.endsWith('.*') || pattern.endsWith('$') ? '' : '.*'];
  // What is on either side of `|` would otherwise be fixed to one end each.
  const isAlternative = pattern.includes('|');
  return isAlternative ? `.*(?:${pattern}).*` : `${front}${pattern}${back}`;
}

/** Cookies are parts of one header. */
function cookieMatch(name: string, value: string): HeaderMatch {
  return { type: 'RegularExpression', name: 'Cookie', value: `(?:.*[;,] *)?${literalExpression(name)} *= *${value}(?:;.*)?` };
}
