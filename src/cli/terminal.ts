import { styleText } from 'node:util';
import { plain } from '../base/plain';

const STYLE = { error: 'red', note: 'yellow' } as const;

/** Newer versions of Node.js look at the stream, by default standard output, before they style; older ones take no options. */
const styledForStandardError = styleText as (format: string, text: string, options?: object) => string;

/** Writes a message to standard error, with the kind in color where that is a terminal, and nothing of the message doing anything to it. */
export function complain(kind: keyof typeof STYLE, text: string): void {
  const color = process.stderr.isTTY && !process.env.NO_COLOR;
  process.stderr.write(`${color ? styledForStandardError(STYLE[kind], `${kind}:`, { stream: process.stderr }) : `${kind}:`} ${text.replace(/[^\n\t]+/g, plain)}\n`);
}

/** Shows on a terminal how far long work is; nothing where standard error is not a terminal, or the work is soon done. */
export class Progress {
  private readonly start = Date.now();
  private shown = '';

  constructor(private readonly task: string) {}

  public update(done: number, total: number): void {
    const DELAY = 400;
    if (!process.stderr.isTTY || total === 0 || Date.now() - this.start < DELAY) return;
    const text = `${this.task} ${Math.floor(100 * done / total)} %`;
    if (text !== this.shown) process.stderr.write(`\r${text}`);
    this.shown = text;
  }

  public end(): void {
    if (this.shown !== '') process.stderr.write(`\r${' '.repeat(this.shown.length)}\r`);
    this.shown = '';
  }
}
