import { gunzipSync } from 'node:zlib';
import { PageDocument } from '../../src/report/document';

/** What a page holds: its document, and the data of its parts by their ids. */
export interface ReadPage {
  readonly document: PageDocument;
  readonly data: (id: string) => any;
}

/** Reads a page as the browser does. */
export function readPage(html: string): ReadPage {
  const block = (id: string): string => {
    const [, type, text] = new RegExp(`<script type="application/([a-z]+)" id="${id}">([^<]*)</script>`).exec(html)!;
    return type === 'gzip' ? gunzipSync(Buffer.from(text, 'base64')).toString('utf8') : JSON.parse(text) as string;
  };
  const document = JSON.parse(block('document')) as PageDocument;
  const dataIds = new Map([...document.parts.map(({ id, dataId }) => [id, dataId] as const), ...document.question ? [['question', document.question.dataId] as const] : []]);
  return {
    document,
    data: id => {
      const text = block(dataIds.get(id)!);
      return document.parts.find(part => part.id === id)?.kind === 'runbook' ? text : JSON.parse(text);
    },
  };
}
