/** Whether a path is below a prefix, element by element; a slash at the end of the prefix does not count. */
export function hasPrefix(path: string, prefix: string): boolean {
  const base = prefix.replace(/\/$/, '');
  return base === '' || path === base || path.startsWith(`${base}/`);
}

/** The path with its matched prefix replaced, as the table beside `ReplacePrefixMatch` in apis/v1/httproute_types.go has it. */
export function replacePrefix(path: string, prefix: string, replacement: string): string {
  const rest = path.slice(prefix.replace(/\/$/, '').length);
  const base = replacement.replace(/\/$/, '');
  const replaced = base === '' ? rest : `${base}${rest}`;
  return replaced.startsWith('/') ? replaced : `/${replaced}`;
}
