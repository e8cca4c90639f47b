/** A text of findings, with what stands between backquotes as code. */
export function CodeText({ text }: { readonly text: string }) {
  return <>{text.split('`').map((part, index) => index % 2 === 1 ? <code key={index}>{part}</code> : part)}</>;
}
