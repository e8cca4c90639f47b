import { useEffect, useState } from 'preact/hooks';

/** Where in the page somebody is: a part, a row in it, and what is filtered. The link of the browser shows it, and leads back to it. */
export interface Place {
  readonly part: string;
  readonly row?: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** `#behavior/ROW?search=shop` */
export function placeOf(hash: string): Place {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const [part = '', ...row] = path.split('/');
  return { part, ...row.length > 0 && { row: decoded(row.join('/')) }, filters: Object.fromEntries(new URLSearchParams(query)) };
}

export function hashOf({ part, row, filters }: Place): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '')).toString();
  return `#${part}${row === undefined ? '' : `/${encodeURIComponent(row)}`}${query === '' ? '' : `?${query}`}`;
}

/** The current place, and a way to another one. Filters take the place of the entry in the history, so that "back" leaves the part. */
export function usePlace(): [Place, (place: Place, replace?: boolean) => void] {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const changed = () => setPlace(placeOf(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  const go = (next: Place, replace = false) => {
    if (replace) history.replaceState(null, '', hashOf(next));
    else history.pushState(null, '', hashOf(next));
    setPlace(next);
  };
  return [place, go];
}

/** A link that somebody has typed may be anything. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
