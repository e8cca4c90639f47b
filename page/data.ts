import { PageDocument } from '../src/report/document';

/** What the page is about. */
export function pageDocument(): PageDocument {
  return JSON.parse(JSON.parse(element('document').textContent!) as string) as PageDocument;
}

/** The text of a part's data, unpacked where it is packed. */
export async function textOf(id: string): Promise<string> {
  const { type, textContent } = element(id) as HTMLScriptElement;
  if (type !== 'application/gzip') return JSON.parse(textContent!) as string;
  const binary = atob(textContent!);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).text();
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no data ${id}`);
  return found;
}
