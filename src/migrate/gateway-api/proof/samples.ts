/*
 * Texts that an expression matches: each alternative, the first member of each class, nothing and one of what may be missing.
 */

/** As many texts of one expression are enough to show what it does. */
const MOST_SAMPLES = 12;

const ESCAPES: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', b: '', A: '', z: '', Z: '' };

export function samplesOf(expression: string): string[] {
  const reader = new ExpressionReader(expression);
  return [...new Set(reader.alternatives())].slice(0, MOST_SAMPLES);
}

class ExpressionReader {
  private at = 0;

  constructor(private readonly text: string) {}

  public alternatives(): string[] {
    const all = [...this.sequence()];
    while (this.text[this.at] === '|') {
      this.at++;
      all.push(...this.sequence());
    }
    return all.slice(0, MOST_SAMPLES);
  }

  private sequence(): string[] {
    let samples = [''];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const item = this.quantified(this.item());
      samples = samples.flatMap(front => item.map(back => front + back)).slice(0, MOST_SAMPLES);
    }
    return samples;
  }

  private item(): string[] {
    const character = this.text[this.at++];
    switch (character) {
      case '^':
      case '$':
        return [''];
      case '.':
        // Whoever writes one often means a dot.
        return /^[*+?{]/.test(this.text.slice(this.at)) ? ['x'] : ['.', 'x'];
      case '(':
        return this.group();
      case '[':
        return [this.characterClass()];
      case '\\':
        return [this.escape()];
      default:
        return [character];
    }
  }

  private group(): string[] {
    const isLook = /^\?(?:[=!]|<[=!])/.test(this.text.slice(this.at));
    this.at += /^(?:\?(?:P?<\w+>|[a-z]*:|[=!]|<[=!]))?/.exec(this.text.slice(this.at))![0].length;
    const samples = this.alternatives();
    this.at++;
    return isLook ? [''] : samples;
  }

  private characterClass(): string {
    const end = this.text.indexOf(']', this.at + (/^\^?\]/.test(this.text.slice(this.at)) ? 2 : 1));
    const content = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 1;
    if (content.startsWith('^')) return ['a', '1', '-', '_'].find(each => !content.includes(each)) ?? 'z';
    if (content.startsWith('\\')) return ESCAPES[content[1]] ?? content[1];
    return content.startsWith('[:') ? 'a' : content[0] ?? '';
  }

  private escape(): string {
    const character = this.text[this.at++] ?? '';
    return Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : character;
  }

  private quantified(item: string[]): string[] {
    const [text, count] = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})[?+]?/.exec(this.text.slice(this.at)) ?? [];
    if (text === undefined) return item;
    this.at += text.length;
    if (text.startsWith('*') || text.startsWith('?')) return ['', ...item];
    return count === undefined ? item : item.map(each => each.repeat(Number(count)));
  }
}
