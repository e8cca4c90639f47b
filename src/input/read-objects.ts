import { nextDocument } from './documents';
import { JsonDocument } from './json-document';
import { type LocatedObject } from './located-object';
import { type InputFile, ObjectLocation, originIn, syntaxError } from './location';
import { InputText, type Position } from './text';
import { YamlDocument } from './yaml-document';
import { InputError } from '../base/errors';

/**
 * The Kubernetes objects in the bytes of one file, in order: JSON or YAML, whichever each document is, one
 * document or a stream of them, with all lists unpacked. Objects are read as they are asked for, and what is
 * not kept can be garbage at once.
 *
 * @param content the bytes: UTF-8, or UTF-16 with a byte order mark
 * @param fileName the name for messages; `-` is standard input
 * @param onProgress is called before each object with the number of bytes read so far
 * @throws InputError where something can't be read; the objects before it have been handed out by then
 */
export function* readObjects(content: Buffer, fileName: string, onProgress?: (bytesRead: number) => void): Generator<LocatedObject> {
  const file: InputFile = { name: fileName === '-' ? '<stdin>' : fileName, several: false };
  file.origin = originIn(content.toString('utf8', 0, 1024));
  const text = new InputText(content, file);
  const { bytes } = text;
  let found = false;
  let afterJson = false;
  let number = 1;
  for (let start = nextDocument(bytes, { offset: 0, line: 1 }); start !== undefined; number++) {
    const isJson = looksLikeJson(bytes, start.content.offset);
    if (afterJson && !isJson && !start.marked) throw unexpectedText(text, start.content, number);
    const document = isJson ? new JsonDocument(text, start.content, number) : new YamlDocument(text, start, number);
    const next = nextDocument(bytes, document.end);
    if (next !== undefined) file.several = true;
    const objects = document.objects();
    let result = objects.next();
    for (; !result.done; result = objects.next()) {
      onProgress?.(text.consumed);
      yield result.value;
    }
    found ||= result.value;
    afterJson = isJson;
    text.consumed = document.end.offset;
    start = next;
  }
  if (!found) throw new InputError(`${file.name}: holds no objects`);
}

/** Whether a document is JSON: a YAML one may start with a bracket, too, but hardly with a quote behind it. */
function looksLikeJson(bytes: Buffer, offset: number): boolean {
  if (bytes[offset] !== 0x5b && bytes[offset] !== 0x7b) return false;
  return /^[[{\s]+(?:["\]}]|$)/.test(bytes.toString('latin1', offset, offset + 4096));
}

function unexpectedText(text: InputText, { offset, line }: Position, number: number): InputError {
  const lineStart = text.bytes.lastIndexOf(0x0a, offset) + 1;
  const near = Math.max(lineStart, offset - 60);
  const source = text.slice(near, Math.min(text.bytes.length, offset + 60)).split(/[\r\n]/, 1)[0];
  const where = new ObjectLocation(text.file, number, line).toString();
  const column = text.slice(lineStart, offset).length + 1;
  return syntaxError(where, column, "expected the end of the file, '---' or another JSON document", source, text.slice(near, offset).length);
}
