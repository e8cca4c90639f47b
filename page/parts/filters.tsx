import { useMemo } from 'preact/hooks';
import { countOf } from './words';
import { Place } from '../location';

/** A choice that narrows rows down: by namespace, node, consequence, … */
export interface Filter<Row> {
  readonly id: string;
  readonly title: string;
  readonly valueOf: (row: Row) => string;
  /** The words of a value. Default: itself. */
  readonly wordOf?: (value: string) => string;
}

interface FilterProps<Row> {
  readonly rows: readonly Row[];
  readonly shown: number;
  readonly filters: readonly Filter<Row>[];
  readonly place: Place;
  readonly go: (place: Place, replace?: boolean) => void;
  /** What a row is called. */
  readonly word: string;
}

/** The search and the choices above a table. */
export function Filters<Row>({ rows, shown, filters, place, go, word }: FilterProps<Row>) {
  const set = (id: string, value: string) => go({ part: place.part, filters: { ...place.filters, [id]: value } }, true);
  const choices = useMemo(() => filters.map(filter => ({ ...filter, values: valuesOf(rows, filter) })), [rows]);
  return (
    <form class="filters" role="search" onSubmit={event => event.preventDefault()}>
      <label>Search
        <input
          type="search" value={place.filters.search ?? ''} placeholder="address, Service, words"
          onInput={event => set('search', event.currentTarget.value)}
        />
      </label>
      {choices.filter(({ values }) => values.length > 1).map(({ id, title, values, wordOf = value => value }) => (
        <label key={id}>{title}
          {values.length > MOST_LISTED
            ? <Typed values={values} value={place.filters[id] ?? ''} onChange={value => set(id, value)} />
            : (
              <select value={place.filters[id] ?? ''} onChange={event => set(id, event.currentTarget.value)}>
                <option value="">all</option>
                {values.map(value => <option key={value} value={value}>{wordOf(value)}</option>)}
              </select>
            )}
        </label>
      ))}
      <output aria-live="polite">{shown === rows.length ? countOf(rows.length, word) : `${shown.toLocaleString('en-US')} of ${countOf(rows.length, word)}`}</output>
    </form>
  );
}

/** More values than these are typed, and not looked for in a list. */
const MOST_LISTED = 300;

/** A value that is typed: it narrows rows down once it is one of those that there are. */
function Typed({ values, value, onChange }: {
  readonly values: readonly string[]; readonly value: string; readonly onChange: (value: string) => void;
}) {
  const type = (text: string) => {
    if (text === '' || values.includes(text)) onChange(text);
  };
  return <input value={value} placeholder="all, or a whole name" onInput={event => type(event.currentTarget.value)} />;
}

function valuesOf<Row>(rows: readonly Row[], { valueOf }: Filter<Row>): string[] {
  return [...new Set(rows.map(valueOf))].filter(value => value !== '').sort();
}

/**
 * The rows that the filters leave.
 *
 * @param textOf all that a search looks at
 */
export function useFiltered<Row>(
  rows: readonly Row[], filters: readonly Filter<Row>[], place: Place, textOf: (row: Row) => string,
): readonly Row[] {
  const texts = useMemo(() => rows.map(row => textOf(row).toLowerCase()), [rows]);
  const { filters: chosen } = place;
  return useMemo(() => {
    const words = (chosen.search ?? '').toLowerCase().split(/\s+/).filter(word => word !== '');
    const active = filters.filter(({ id }) => (chosen[id] ?? '') !== '');
    if (words.length === 0 && active.length === 0) return rows;
    return rows.filter((row, index) =>
      active.every(({ id, valueOf }) => valueOf(row) === chosen[id]) && words.every(word => texts[index].includes(word)));
  }, [rows, texts, JSON.stringify(chosen)]);
}
