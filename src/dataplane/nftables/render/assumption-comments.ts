/** What was assumed, as the lines of a comment in a script; none where nothing was. */
export function assumptionComments(assumptions: readonly string[]): string[] {
  if (assumptions.length === 0) return [];
  const lines = assumptions.map(text => `#   ${text.replace(/[^\x20-\x7e]+/g, ' ')}`);
  return ['# Assumed, since only a running cluster decides it:', ...lines];
}
