import { notUnderstood } from './values';

/**
 * A word as nft prints it, with the quotes of a string; braces, commas and semicolons are words of their own. A name may hold any other
 * character: `external-E3GRQEFC-default/web/sctp/`.
 */
const TOKEN = /"[^"]*"|[{},;]|[^\s{},;"]+/y;

const SPACE = /\s*/y;

/** Reads the words of a text one by one. */
export class Tokens {
  /** The word to come; undefined at the end. */
  public next: string | undefined;
  /** Where the word to come begins. */
  public start = 0;
  private end: number;
  /** A comment that is not about a handle: nft prints some things that it can't express as comments. */
  public hasRemark = false;

  constructor(private readonly text: string, from = 0, private readonly until = text.length) {
    this.end = from;
    this.advance();
  }

  /** The word to come, which is then done with. */
  public take(): string {
    const token = this.next ?? notUnderstood('the end');
    this.advance();
    return token;
  }

  /** Takes the word to come where it is this one. */
  public takeIf(word: string): boolean {
    if (this.next !== word) return false;
    this.advance();
    return true;
  }

  /** Takes the word to come, which has to be this one. */
  public expect(word: string): void {
    if (!this.takeIf(word)) notUnderstood(`${this.next ?? 'the end'} in the place of ${word}`);
  }

  /** Takes a string, without its quotes. */
  public takeString(): string {
    return unquoted(this.take());
  }

  /** The rest of the text from the word to come. */
  public rest(): string {
    return this.text.slice(this.start, this.until).trim();
  }

  /** The text from a place to the word to come. */
  public since(start: number): string {
    return this.text.slice(start, this.next === undefined ? this.until : this.start).trim();
  }

  private advance(): void {
    const { text } = this;
    SPACE.lastIndex = this.end;
    SPACE.exec(text);
    this.start = SPACE.lastIndex;
    TOKEN.lastIndex = this.start;
    const match = this.start < this.until ? TOKEN.exec(text) : null;
    if (!match && this.start < this.until) notUnderstood('a string without an end');
    if (!match || TOKEN.lastIndex > this.until) {
      this.next = undefined;
    } else if (match[0].startsWith('#')) {
      this.skipRemark();
    } else {
      this.next = match[0];
      this.end = TOKEN.lastIndex;
    }
  }

  /** `# handle 12` ends a line, and so does `# count 3`. */
  private skipRemark(): void {
    const lineEnd = this.text.indexOf('\n', this.start);
    const end = lineEnd < 0 || lineEnd > this.until ? this.until : lineEnd;
    if (!/^# (?:handle|count) \d+\s*$/.test(this.text.slice(this.start, end))) this.hasRemark = true;
    this.end = end;
    this.advance();
  }
}

/** A name or string without the quotes that some versions of nft put around it. */
export function unquoted(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1) : token;
}
