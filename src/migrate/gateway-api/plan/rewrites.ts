import { KnownExpression } from './expressions';
import { PathMatch } from './model';
import { Location } from '../../../dataplane/requests/ingress-nginx/model';
import { rewriteOf } from '../../../dataplane/requests/ingress-nginx/select';

/** How the path is changed on the way to the backend. */
export type PathRewrite = { readonly type: 'ReplaceFullPath'; readonly replaceFullPath: string } | { readonly type: 'ReplacePrefixMatch'; readonly replacePrefixMatch: string };

/** A rewrite: `none` where the backend gets the path as it is. */
export type Rewrite = { readonly kind: 'none' } | { readonly kind: 'path'; readonly path: PathRewrite } | { readonly kind: 'impossible' }
/** The whole path is replaced by an expression's groups, which only filters of implementations do. */
| { readonly kind: 'expression'; readonly pattern: string; readonly substitution: string };

/** The rewrite of a location whose requests a match takes. */
export function rewriteFor(location: Location, match: PathMatch, known: KnownExpression | undefined, hasExpressions: boolean): Rewrite {
  const rewrite = rewriteOf(location);
  if (!rewrite) return { kind: 'none' };
  const target = withoutMissingGroups(rewrite.target, rewrite.expression);
  if (!/\$/.test(target)) {
    return target.includes('?') ? { kind: 'impossible' } : { kind: 'path', path: { type: 'ReplaceFullPath', replaceFullPath: target } };
  }
  const asExpression = hasExpressions && match.type === 'RegularExpression' ? expressionRewrite(match.value, target) : undefined;
  if (asExpression) return asExpression;
  const [, front, plain, braced] = /^([^$?]*)\$(?:(\d)|\{(\d)\})$/.exec(target) ?? [];
  if (front === undefined || !known?.rest || known.rest.group !== Number(plain ?? braced)) return { kind: 'impossible' };
  // Without a slash between them, the text in front and the rest grow together.
  if (!known.rest.hasSlash && !front.endsWith('/')) return { kind: 'impossible' };
  if (match.type === 'Exact') return { kind: 'path', path: { type: 'ReplaceFullPath', replaceFullPath: front === '' ? '/' : front } };
  if (match.type !== 'PathPrefix') return { kind: 'impossible' };
  const replacement = front.replace(/\/$/, '') || '/';
  const isSame = replacement === '/' && known.base === '';
  return isSame ? { kind: 'none' } : { kind: 'path', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: replacement } };
}

/** A group that the expression of a path does not have is an empty text for nginx, and an error for others. */
function withoutMissingGroups(target: string, expression: RegExp | undefined): string {
  if (!expression) return target;
  const groups = new RegExp(`${expression.source}|`, expression.flags).exec('')!.length - 1;
  return target.replace(/\$(?:([1-9])|\{([1-9])\})/g, (text, plain?: string, braced?: string) => Number(plain ?? braced) > groups ? '' : text);
}

/** nginx replaces the whole path, whatever part of it the expression matches. */
function expressionRewrite(pattern: string, target: string): Rewrite | undefined {
  if (/[?\\]|\$(?!\d|\{\d\})/.test(target)) return undefined;
  return { kind: 'expression', pattern: `${pattern}$`, substitution: target.replace(/\$(?:(\d)|\{(\d)\})/g, (_, plain?: string, braced?: string) => `\\${plain ?? braced!}`) };
}
