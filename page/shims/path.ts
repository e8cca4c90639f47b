/** Only what reads files asks for it. */
export function join(...parts: readonly string[]): string {
  return parts.join('/');
}
