/** A text as a regular expression that matches just that; it means the same in JavaScript, Go, RE2 and PCRE. */
export function literalExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
