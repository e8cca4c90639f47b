import { useMemo } from 'preact/hooks';
import { FileRow } from '../../src/report/document';
import { ViewProps } from '../app';

/** The files beside the page. */
export function Files({ text }: ViewProps) {
  const files = useMemo(() => JSON.parse(text) as readonly FileRow[], [text]);
  return <ul class="files">{files.map(({ path }) => <li key={path}><a href={linkTo(path)}>{path}</a></li>)}</ul>;
}

/** A path in the folder of the page. */
function linkTo(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}
