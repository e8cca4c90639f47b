import { isAbsolute, posix, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The name that standard input has in locations. */
const STANDARD_INPUT = '<stdin>';

/** A file's path with slashes and nothing superfluous, as GitHub compares it; undefined for standard input. */
export function filePath(file: string): string | undefined {
  return file === STANDARD_INPUT ? undefined : posix.normalize(file.split(sep).join('/'));
}

/** A file as a URI: a relative reference, percent-encoded, where the path is relative; undefined for standard input. */
export function fileUri(file: string): string | undefined {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  // A colon in the first part would end a scheme. Text that is not Unicode can't be encoded, and is not a file's name either.
  return filePath(file)?.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/');
}
