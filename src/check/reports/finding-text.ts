import { confidenceNotes, describeObject, placeOf, shownObjects } from './report';
import { indented, plain, wrap } from '../../base/plain';
import { Finding } from '../findings/finding';

export interface FindingTextOptions {
  /** Characters a line. */
  readonly width: number;
  readonly all?: boolean;
}

/** All of a finding but its heading, for people who read plain text. */
export function findingText(finding: Finding, { width, all }: FindingTextOptions): string[] {
  return [
    ...wrap(plain(finding.message), width),
    ...objectLines(finding, all),
    ...confidenceNotes(finding).flatMap(note => wrap(note, width)),
    ...indented(wrap(`What to do: ${plain(finding.remediation)}`, width - 2), '  ', ''),
    ...finding.references.map(plain),
  ];
}

function objectLines({ objects }: Finding, all?: boolean): string[] {
  const { shown, hidden } = shownObjects(objects, all);
  const lines = shown.map(object => {
    const place = placeOf(object);
    return `- ${plain(describeObject(object))}${place === undefined ? '' : ` (${plain(place)})`}`;
  });
  return hidden === 0 ? lines : [...lines, `- and ${hidden} more, which the format json lists`];
}
