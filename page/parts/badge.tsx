import { Tone, toneOf } from './words';

/** A word with a color. */
export function Badge({ words, value }: { readonly words: Readonly<Record<string, readonly [string, Tone]>>; readonly value: string }) {
  const [text, tone] = toneOf(words, value);
  return <span class={`badge ${tone}`}>{text}</span>;
}
