/** What filters of routes do, in words, by their types. */

const PATHS: Readonly<Record<string, (modifier: any) => string>> = {
  ReplaceFullPath: ({ replaceFullPath }) => `the path becomes ${replaceFullPath}`,
  ReplacePrefixMatch: ({ replacePrefixMatch }) => `the matched prefix becomes ${replacePrefixMatch || '/'}`,
};

function pathTexts(path: any): string[] {
  return path === undefined ? [] : [PATHS[path.type](path)];
}

function headerTexts({ set = [], add = [], remove = [] }: any): string[] {
  return [
    ...set.map(({ name, value }: any) => `set ${name}: ${value}`),
    ...add.map(({ name, value }: any) => `add ${name}: ${value}`),
    ...remove.map((name: string) => `remove ${name}`),
  ];
}

function referenceText({ kind = 'Service', namespace, name, port }: any): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${port === undefined ? '' : `:${port}`}`;
}

function mirrorShare({ percent, fraction }: any): string {
  if (fraction) return `${fraction.numerator} of ${fraction.denominator ?? 100} requests`;
  return percent === undefined || percent === 100 ? 'each request' : `${percent} % of the requests`;
}

const TEXTS: Readonly<Record<string, (content: any) => string>> = {
  RequestHeaderModifier: changes => `request headers: ${headerTexts(changes).join(', ')}`,
  ResponseHeaderModifier: changes => `response headers: ${headerTexts(changes).join(', ')}`,
  RequestRedirect: ({ scheme, hostname, port, path, statusCode = 302 }) => `redirect with ${[
    String(statusCode),
    ...scheme === undefined ? [] : [`scheme ${scheme}`],
    ...hostname === undefined ? [] : [`host ${hostname}`],
    ...port === undefined ? [] : [`port ${port}`],
    ...pathTexts(path),
  ].join(', ')}`,
  URLRewrite: ({ hostname, path }) => `rewrite: ${[...hostname === undefined ? [] : [`the host becomes ${hostname}`], ...pathTexts(path)].join(', ')}`,
  RequestMirror: mirror => `a copy of ${mirrorShare(mirror)} goes to ${referenceText(mirror.backendRef)}; the answer to it is ignored`,
  CORS: ({ allowOrigins = [] }) => `CORS for ${allowOrigins.length === 0 ? 'no origin' : allowOrigins.join(', ')}`,
  ExternalAuth: ({ backendRef }) => `external authorization by ${referenceText(backendRef)}`,
  ExtensionRef: ({ kind, name }) => `${kind} ${name} of the implementation: what it does is not known`,
};

const FIELDS: Readonly<Record<string, string>> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  RequestMirror: 'requestMirror',
  CORS: 'cors',
  ExternalAuth: 'externalAuth',
  ExtensionRef: 'extensionRef',
};

/** What a filter does: `redirect with 301, scheme https`. */
export function filterText(filter: any): string {
  const text = TEXTS[filter.type] as ((content: any) => string) | undefined;
  return text?.(filter[FIELDS[filter.type]] ?? {}) ?? `${filter.type}`;
}
