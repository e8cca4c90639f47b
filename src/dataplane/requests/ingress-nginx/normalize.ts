/**
 * The path by which nginx chooses a location: percent-decoded, `.` and `..` resolved, slashes merged. `undefined` where nginx answers
 * with 400: the path leads above the root, or an escape is wrong. Source: src/http/ngx_http_parse.c, ngx_http_parse_complex_uri.
 */
export function normalizedPath(path: string): string | undefined {
  if (IS_NORMAL.test(path)) return path;
  const decoded = decode(path);
  if (decoded === undefined) return undefined;
  const segments: string[] = [];
  const parts = decoded.split('/').slice(1);
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    if (part === '..') {
      if (segments.pop() === undefined) return undefined;
    } else if (part !== '.' && (part !== '' || isLast)) {
      segments.push(part);
      continue;
    }
    // What ends in a dot segment ends in a slash.
    if (isLast && part !== '') segments.push('');
  }
  return `/${segments.join('/')}`;
}

/** A path as nginx writes it into redirects. Source: src/core/ngx_string.c, ngx_escape_uri (NGX_ESCAPE_URI). */
export function escapedUri(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent).replaceAll('%5B', '[').replaceAll('%5D', ']');
}

/** Nothing to decode, no slash beside another one, and no segment that begins with a dot. */
const IS_NORMAL = /^(?:\/[^/.%][^/%]*)*\/?$/;

/** Escapes are of bytes; the result is text where the bytes are UTF-8. */
function decode(path: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})|%00/.test(path)) return undefined;
  try {
    return decodeURIComponent(path);
  } catch {
    return path.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}
