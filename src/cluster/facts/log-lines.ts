/** What `kubectl logs --prefix` puts before a line, and `--timestamps` behind it. */
const PREFIX = /^\[pod\/([^\]]+)\] /;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) /;

/** The lines of one container, or of a file without prefixes, and where in the file they are. */
export interface LogStream {
  /** `probe-x2v/probe`; empty where lines have no prefix. */
  readonly pod: string;
  readonly text: string;
  /** For each line of the text its line in the file, from 1. */
  readonly lines: readonly number[];
}

/** A text without what `kubectl logs --prefix` and `--timestamps` put before each line; as it is where not all lines have it. */
export function withoutLogPrefixes(content: string): string {
  if (!PREFIX.test(content) && !TIMESTAMP.test(content)) return content;
  const streams = logStreams(content).filter(({ text }) => text.trim() !== '');
  return streams.length === 1 ? streams[0].text : content;
}

/** A file taken apart into the lines of each container: with many of them they may be mixed. */
export function logStreams(content: string): LogStream[] {
  const streams = new Map<string, { readonly texts: string[]; readonly lines: number[] }>();
  for (const [index, line] of content.split('\n').entries()) {
    const pod = PREFIX.exec(line)?.[1] ?? '';
    const stream = streams.get(pod) ?? { texts: [], lines: [] };
    streams.set(pod, stream);
    stream.texts.push(line.replace(PREFIX, '').replace(TIMESTAMP, '').replace(/\r$/, ''));
    stream.lines.push(index + 1);
  }
  return [...streams].map(([pod, { texts, lines }]) => ({ pod, text: texts.join('\n'), lines }));
}
