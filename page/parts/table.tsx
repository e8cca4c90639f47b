import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** A width for CSS, as in `12rem` or `minmax(8rem, 1fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ComponentChildren;
}

interface TableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The key of the row that is looked at. */
  readonly selected?: string;
  readonly onSelect?: (key: string) => void;
}

/** Pixels of a row: the style sets the same. */
const ROW_HEIGHT = 36;

/** As many rows as are printed. */
const MOST_PRINTED = 2_000;

/** A table of which only the rows in sight are in the document, so that tens of thousands scroll like ten. */
export function Table<Row>({ label, columns, rows, keyOf, selected, onSelect }: TableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const { virtualizer, isPrinting } = useVirtualizer(rows.length, scroller);
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  const selectedIndex = selected === undefined ? -1 : rows.findIndex(row => keyOf(row) === selected);
  const focusIndex = Math.max(0, selectedIndex);
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex]);

  const select = (index: number, focus = false) => {
    const next = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (next === undefined || !onSelect) return;
    onSelect(keyOf(next));
    if (focus) requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };
  const PAGE = 10;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: focusIndex + 1, ArrowUp: focusIndex - 1, PageDown: focusIndex + PAGE, PageUp: focusIndex - PAGE, Home: 0, End: rows.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!onSelect || !Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    select(selectedIndex < 0 ? 0 : moves[event.key], true);
  };
  const items = isPrinting
    ? rows.slice(0, MOST_PRINTED).map((_, index) => ({ index, start: undefined }))
    : virtualizer.getVirtualItems();
  return (
    <div class="table" role="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length} onKeyDown={onKeyDown}>
      <div role="rowgroup">
        <div class="row head" role="row" aria-rowindex={1} style={template}>
          {columns.map(({ title }) => <div key={title} role="columnheader">{title}</div>)}
        </div>
      </div>
      <div class="scroller" ref={scroller} role="rowgroup" tabIndex={-1}>
        <div class="rows" style={isPrinting ? {} : { height: `${virtualizer.getTotalSize()}px` }} role="presentation">
          {items.map(({ index, start }) => {
            const row = rows[index];
            const key = keyOf(row);
            const isSelected = key === selected;
            return (
              <div
                key={key} class="row" role="row" aria-rowindex={index + 2}
                aria-selected={onSelect ? isSelected : undefined}
                tabIndex={onSelect && (isSelected || (selectedIndex < 0 && index === 0)) ? 0 : -1}
                style={{ ...template, ...start !== undefined && { transform: `translateY(${start}px)` } }}
                onClick={onSelect && (() => select(index))}
                onKeyDown={onSelect && (event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); select(index, true); } })}
              >
                {columns.map(({ title, cell }) => {
                  const content = cell(row);
                  return <div key={title} role="gridcell" title={typeof content === 'string' ? content : undefined}>{content}</div>;
                })}
              </div>
            );
          })}
        </div>
        {rows.length === 0 && <p class="empty" role="presentation">No rows to show.</p>}
        {isPrinting && rows.length > MOST_PRINTED && <p role="presentation">{(rows.length - MOST_PRINTED).toLocaleString('en-US')} more rows are not printed.</p>}
      </div>
    </div>
  );
}

/** Tells when the rows in sight change, and when the page is printed. */
function useVirtualizer(count: number, scroller: { readonly current: HTMLDivElement | null }) {
  const [, setTick] = useState(0);
  const [isPrinting, setPrinting] = useState(false);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => setTick(tick => tick + 1),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLDivElement, HTMLDivElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  useEffect(() => {
    const before = () => setPrinting(true);
    const after = () => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return { virtualizer, isPrinting };
}
