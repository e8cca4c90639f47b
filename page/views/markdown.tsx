import MarkdownIt from 'markdown-it';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { ViewProps } from '../app';

/** A page of a folder. */
export function MarkdownView({ text }: ViewProps) {
  const html = useMemo(() => rendered(text, false), [text]);
  return <div class="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A runbook, with a box to tick at each step. What is ticked is kept in the browser, for this text alone. */
export function RunbookView({ text }: ViewProps) {
  const html = useMemo(() => rendered(text, true), [text]);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const store = storeOf(text);
    const boxes = [...root.current!.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    boxes.forEach((box, index) => {
      box.checked = store.isDone(index);
      box.onchange = () => store.set(index, box.checked);
    });
  }, [html]);
  return <div class="markdown" ref={root} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** HTML in the text stays text, and links lead to the web, to files of the folder, or into the page. */
function rendered(text: string, hasSteps: boolean): string {
  const markdown = new MarkdownIt({ html: false, linkify: false });
  const { rules } = markdown.renderer;
  let steps = 0;
  const isStep = (tag: string): boolean => hasSteps && tag === 'h2';
  rules.heading_open = (tokens, index) => {
    // The page has the first two levels.
    const level = Math.min(6, Number(tokens[index].tag.slice(1)) + 2);
    return `<h${level}>${isStep(tokens[index].tag) ? `<label class="step"><input type="checkbox" aria-label="done: step ${++steps}"> ` : ''}`;
  };
  rules.heading_close = (tokens, index) => `${isStep(tokens[index].tag) ? '</label>' : ''}</h${Math.min(6, Number(tokens[index].tag.slice(1)) + 2)}>`;
  let tables = 0;
  rules.table_open = () => `<div class="wide" tabindex="0" role="region" aria-label="Table ${++tables}"><table>`;
  rules.table_close = () => '</table></div>';
  // Long commands scroll, by keyboard too.
  const { fence } = rules;
  rules.fence = (...args) => fence!(...args).replace('<pre>', '<pre tabindex="0">');
  return markdown.render(text);
}

/** Some browsers keep nothing for files; then the boxes last as long as the page is open. */
function storeOf(text: string) {
  const key = `runbook ${text.length} ${checksum(text)}`;
  let done = new Set<number>();
  try {
    done = new Set(JSON.parse(localStorage.getItem(key) ?? '[]') as number[]);
  } catch {
    // Nothing was kept.
  }
  return {
    isDone: (index: number) => done.has(index),
    set: (index: number, isDone: boolean) => {
      if (isDone) done.add(index);
      else done.delete(index);
      try {
        localStorage.setItem(key, JSON.stringify([...done]));
      } catch {
        // Nothing can be kept.
      }
    },
  };
}

/** Tells texts apart; it guards nothing. */
function checksum(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) % 4_294_967_291;
  return sum;
}
