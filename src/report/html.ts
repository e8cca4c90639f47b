import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PageDocument, PagePart, PartKind, QuestionData, QuestionPart, RequestData } from './document';

/** A part with its data, as JSON or Markdown. */
export interface PartContent extends Omit<PagePart, 'dataId' | 'kind'> {
  readonly kind: PartKind;
  readonly data: string;
}

/** A page before it is written. */
export interface PageContent extends Omit<PageDocument, 'parts' | 'question' | 'requests'> {
  readonly parts: readonly PartContent[];
  readonly question?: Omit<QuestionPart, 'dataId'> & { readonly data: QuestionData };
  readonly requests?: RequestData;
}

/** Above that many characters data are compressed: browsers unpack them when they are looked at. */
const MOST_PLAIN = 16_384;

/** The page as one file of HTML that asks nobody for anything: its policy lets it run its own script, and reach nothing. */
export function htmlPage({ parts, question, requests, ...content }: PageContent): string {
  const { script, style } = pageAssets();
  const document: PageDocument = {
    ...content,
    parts: parts.map(({ data, ...part }) => ({ ...part, dataId: dataId(part.id) })),
    ...question && { question: { ...withoutData(question), dataId: dataId('question') } },
    ...requests && { requests: { dataId: dataId('requests') } },
  };
  const policy = [
    "default-src 'none'", `script-src ${hashOf(script)}`, `style-src ${hashOf(style)}`, 'img-src data:', "base-uri 'none'", "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(content.title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="page"><p>This page needs JavaScript, all of which is in this file.</p></div>',
    block('document', JSON.stringify(document)),
    ...parts.map(({ id, data }) => block(dataId(id), data)),
    ...question ? [block(dataId('question'), JSON.stringify(question.data))] : [],
    ...requests ? [block(dataId('requests'), JSON.stringify(requests))] : [],
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function dataId(part: string): string {
  return `data-${part}`;
}

function withoutData<T extends { readonly data: unknown }>({ data, ...rest }: T): Omit<T, 'data'> {
  return rest;
}

/**
 * Data that browsers neither run nor read as HTML: `<` is nowhere in it. In JSON that character is in texts alone, where it may be escaped;
 * everything else is put into such a text.
 */
function block(id: string, data: string): string {
  if (data.length > MOST_PLAIN) return `<script type="application/gzip" id="${id}">${gzipSync(data, { level: 9 }).toString('base64')}</script>`;
  return `<script type="application/json" id="${id}">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

let assets: { readonly script: string; readonly style: string } | undefined;

/** What scripts/page.ts has bundled from the folder page. Read when the first page is written, and by no other command. */
function pageAssets() {
  const read = (name: string) => readFileSync(join(__dirname, '..', '..', 'resources', 'page', name), 'utf8');
  assets ??= { script: read('page.js'), style: read('page.css') };
  return assets;
}
