/** A URL as Go's `net/url.Parse` takes it apart; `undefined` where it refuses the text. */
export interface GoUrl {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  /** With the port; empty where there is none. */
  readonly host: string;
}

// What may be in a host (`shouldEscape` of net/url) beside letters, digits and all that is not ASCII.
const HOST = /^[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}]*$/u;

/** Go 1.26 and newer, which Kubernetes is built with from 1.36 on, also refuse a second colon in a host without brackets. */
export function parseGoUrl(text: string): GoUrl | undefined {
  // eslint-disable-next-line no-control-regex -- these are what Go refuses anywhere in a URL
  if (/[\u0000-\u001f\u007f]/.test(text)) return undefined;
  const [beforeFragment, ...fragment] = text.split('#');
  if (text === '' || hasBadEscape(fragment.join('#'))) return undefined;
  const colon = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeFragment);
  if (beforeFragment.startsWith(':')) return undefined;
  const scheme = colon?.[1].toLowerCase() ?? '';
  const rest = beforeFragment.slice(colon?.[0].length ?? 0).split('?')[0];
  if (scheme === '' && rest.split('/')[0].includes(':')) return undefined;
  if (!rest.startsWith('//')) return hasBadEscape(rest) && rest.startsWith('/') ? undefined : { scheme, host: '' };
  const [authority, ...path] = rest.slice(2).split('/');
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return isHost(host) && !hasBadEscape(path.join('/')) ? { scheme, host } : undefined;
}

function isHost(host: string): boolean {
  if (!HOST.test(host)) return false;
  const port = host.startsWith('[') ? /^\[[^\]]*\](.*)$/.exec(host)?.[1] : host.slice(host.includes(':') ? host.indexOf(':') : host.length);
  return port !== undefined && /^(:\d*)?$/.test(port) && (host.startsWith('[') || !/[[\]]/.test(host));
}

function hasBadEscape(text: string): boolean {
  return /%(?![0-9A-Fa-f]{2})/.test(text);
}
