import { confidenceNotes, describeObject, placeOf, shownObjects } from './report';
import { indented, plain, wrap } from '../../base/plain';
import { Finding } from '../findings/finding';

export interface FindingTextOptions {
  /** Characters a line. */
  readonly width: number;
  readonly all?: boolean;
}

/** All of a finding but its heading, for people who read plain text. */
export function findingText(finding: Finding, options: FindingTextOptions): string[] {
  return [...contentOf([finding], options), ...finding.references.map(plain)];
}

/** What a rule has found, and what to do, which is said once where it is the same. */
export function contentOf(findings: readonly Finding[], { width, all }: FindingTextOptions): string[] {
  return findings.flatMap((finding, i) => {
    const { remediation } = finding;
    return [
      ...wrap(plain(finding.message), width),
      ...objectLines(finding, all),
      ...confidenceNotes(finding).flatMap(note => wrap(note, width)),
      ...findings[i + 1]?.remediation === remediation ? [] : indented(wrap(`What to do: ${plain(remediation)}`, width - 2), '  ', ''),
    ];
  });
}

/** The objects of a finding, as a list. */
export function objectLines({ objects }: Finding, all?: boolean): string[] {
  const { shown, hidden } = shownObjects(objects, all);
  const lines = shown.map(object => {
    const place = placeOf(object);
    return `- ${plain(describeObject(object))}${place === undefined ? '' : ` (${plain(place)})`}`;
  });
  return hidden === 0 ? lines : [...lines, `- and ${hidden} more (use --all, or the format json, for all of them)`];
}

/** Numbers links in the order in which they turn up, so that each is listed once. */
export class Links {
  private readonly urls: string[] = [];

  /** `See [1] [4]`; nothing where there are none. */
  public line(references: readonly string[]): string[] {
    if (references.length === 0) return [];
    const numbers = references.map(url => {
      if (!this.urls.includes(url)) this.urls.push(url);
      return `[${this.urls.indexOf(url) + 1}]`;
    });
    return [`See ${numbers.join(' ')}`];
  }

  /** `[1] https://…`, a line for each. */
  public get list(): string[] {
    return this.urls.map((url, i) => `[${i + 1}] ${plain(url)}`);
  }
}
