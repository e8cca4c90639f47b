import { KnownExpression } from './expressions';
import { PathMatch } from './model';
import { Location } from '../../../dataplane/requests/ingress-nginx/model';
import { rewriteOf } from '../../../dataplane/requests/ingress-nginx/select';

/** How the path is changed on the way to the backend. */
export type PathRewrite = { readonly type: 'ReplaceFullPath'; readonly replaceFullPath: string } | { readonly type: 'ReplacePrefixMatch'; readonly replacePrefixMatch: string };

/** A rewrite: `none` where the backend gets the path as it is. */
export type Rewrite = { readonly kind: 'none' } | { readonly kind: 'path'; readonly path: PathRewrite } | { readonly kind: 'impossible' };

/** The rewrite of a location whose requests a match takes. */
export function rewriteFor(location: Location, match: PathMatch, known: KnownExpression | undefined): Rewrite {
  const rewrite = rewriteOf(location);
  if (!rewrite) return { kind: 'none' };
  const { target } = rewrite;
  if (!/\$/.test(target)) {
    return target.includes('?') ? { kind: 'impossible' } : { kind: 'path', path: { type: 'ReplaceFullPath', replaceFullPath: target } };
  }
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
