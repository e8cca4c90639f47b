import { quotePlaceholders } from './placeholders';
import { goYaml } from '../../base/schema/go-yaml';

/** A configuration document as plain data: only what is set. */
export type PlainDocument = Readonly<Record<string, unknown>>;

/** A document of a file, with lines of comment above it. */
export interface CommentedDocument {
  readonly fields: PlainDocument;
  readonly comment?: string;
}

/** The text of a file of documents. */
export function renderDocuments(documents: readonly CommentedDocument[]): string {
  return documents.map(({ fields, comment }) => `${comment === undefined ? '' : commentLines(comment)}${quotePlaceholders(goYaml(fields))}\n`).join('---\n');
}

/** Lines of text as a comment of YAML and of the shell. */
export function commentLines(text: string): string {
  return text.split('\n').map(line => `# ${line}`.trimEnd() + '\n').join('');
}
