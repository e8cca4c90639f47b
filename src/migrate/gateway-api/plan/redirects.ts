import { PathMatch } from './model';
import { NginxIngress, textOf } from '../../../dataplane/requests/ingress-nginx/model';
import { GatewayApiTarget, isBefore } from '../../../programs/gateway-api/target';

type Redirect = Readonly<Record<string, unknown>>;

/** A status code that the release has: until 1.4 only 301 and 302, which stand for the permanent ones and the others. */
export function redirectCode(code: number, { minor }: GatewayApiTarget): number {
  const known = isBefore(minor, '1.5') ? [301, 302] : [301, 302, 303, 307, 308];
  return known.includes(code) ? code : code === 308 || code === 301 || code === 300 ? 301 : 302;
}

/** The redirect to HTTPS. */
export function httpsRedirect(code: number, target: GatewayApiTarget): Redirect {
  return { scheme: 'https', statusCode: redirectCode(code, target) };
}

/** The redirect to the path with a slash at its end, which nginx answers by itself. */
export function slashRedirect(path: string): Redirect {
  return { path: { type: 'ReplaceFullPath', replaceFullPath: path }, statusCode: 301 };
}

/** A redirect annotation; `undefined` where the Ingress has none. */
export function annotatedRedirect(ingress: NginxIngress, match: PathMatch, target: GatewayApiTarget): Redirect | 'impossible' | undefined {
  const temporal = textOf(ingress, 'temporal-redirect');
  const url = temporal ?? textOf(ingress, 'permanent-redirect');
  if (url === undefined) return undefined;
  const [annotation, otherwise, last] = temporal === undefined ? ['permanent-redirect-code', 301, 308] as const : ['temporal-redirect-code', 302, 307] as const;
  const given = Number(textOf(ingress, annotation) ?? otherwise);
  const statusCode = redirectCode(given >= 300 && given <= last ? given : otherwise, target);
  const parts = /^(?:(https?|\$scheme):\/\/([^/$:?]+|\$(?:host|http_host))(?::(\d+))?)?(\/[^$?]*)?(?:(\$request_uri|\$uri(?:\$is_args\$args)?)|\?[^$]*)?$/.exec(url);
  // Of nginx's variables only these have a counterpart. Parameters can't be written into a redirect: it is one without them then.
  if (!parts || url === '') return 'impossible';
  const [, scheme, host, port, path, uri] = parts;
  const modifier = redirectedPath(path, uri !== undefined, match);
  if (modifier === 'impossible') return 'impossible';
  return {
    ...scheme !== undefined && !scheme.startsWith('$') && { scheme },
    ...host !== undefined && !host.startsWith('$') && { hostname: host.toLowerCase() },
    ...port !== undefined && { port: Number(port) },
    ...modifier && { path: modifier },
    statusCode,
  };
}

function redirectedPath(path: string | undefined, keepsUri: boolean, match: PathMatch): Redirect | 'impossible' | undefined {
  if (!keepsUri) return { type: 'ReplaceFullPath', replaceFullPath: path ?? '/' };
  const front = (path ?? '').replace(/\/$/, '');
  if (front === '') return undefined;
  // The URI is appended as it is, the prefix that the rule matches included.
  if (match.type === 'PathPrefix') return { type: 'ReplacePrefixMatch', replacePrefixMatch: `${front}${match.value}`.replace(/\/$/, '') };
  return match.type === 'Exact' ? { type: 'ReplaceFullPath', replaceFullPath: `${front}${match.value}` } : 'impossible';
}
