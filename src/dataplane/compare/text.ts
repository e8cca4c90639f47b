import { ChainDifference, ContainerDifference, ObjectDifference, TableDifference } from './table-difference';
import { Family } from '../../base/ip/address';
import { ElementSet, Rule, VerdictMap } from '../nftables/model/table';
import { renderChain, renderElement, renderMap, renderRule, renderSet } from '../nftables/render/nft-script';

/** A line of the text, and what it tells, which a terminal shows by a color. */
export interface TextLine {
  readonly kind: 'heading' | 'common' | 'removed' | 'added';
  readonly text: string;
}

/** As many rules of a changed chain are shown before and after those that change, since their order matters. */
const CONTEXT = 3;

const SIGN = { common: ' ', removed: '-', added: '+' } as const;

/** What differs between two tables, for people: `-` before what is removed, `+` before what is added. */
export function* textOf({ family, table, chains, sets, maps }: TableDifference): Generator<TextLine> {
  if (chains.length + sets.length + maps.length === 0) return;
  yield { kind: 'heading', text: `table ${family} ${table}` };
  for (const chain of chains) yield* chainLines(chain, family);
  for (const set of sets) yield* containerLines('set', set, renderSet);
  for (const map of maps) yield* containerLines('map', map, renderMap);
}

function* chainLines(chain: ChainDifference, family: Family): Generator<TextLine> {
  yield* objectLines('chain', chain, renderChain);
  const render = ({ statements, comment }: Rule) => renderRule(statements, comment, family);
  const { rules } = chain;
  const shown = nearChanges(rules);
  for (const [i, { action, value }] of rules.entries()) {
    if (shown.has(i)) yield content(action === 'kept' ? 'common' : action, render(value));
    else if (i === 0 || shown.has(i - 1)) yield content('common', '...');
  }
}

/** The positions of the rules that change, and of those around them. */
function nearChanges(rules: ChainDifference['rules']): ReadonlySet<number> {
  const positions = new Set<number>();
  for (const [i, { action }] of rules.entries()) {
    if (action !== 'kept') for (let near = i - CONTEXT; near <= i + CONTEXT; near++) positions.add(near);
  }
  return positions;
}

function* containerLines<C extends ElementSet | VerdictMap>(
  kind: string, container: ContainerDifference<C>, render: (object: C) => string,
): Generator<TextLine> {
  yield* objectLines(kind, container, render);
  for (const { key, before, after } of container.elements) {
    if (before) yield content('removed', renderElement(key, before));
    if (after) yield content('added', renderElement(key, after));
  }
}

function* objectLines<T>(
  kind: string, { name, before, after, hasOtherProperties }: ObjectDifference<T>, render: (object: T) => string,
): Generator<TextLine> {
  if (before && after && !hasOtherProperties) {
    yield { kind: 'common', text: `  ${kind} ${name}` };
    return;
  }
  if (before) yield { kind: 'removed', text: `- ${kind} ${render(before)}` };
  if (after) yield { kind: 'added', text: `+ ${kind} ${render(after)}` };
}

/** A line of what is in a chain, set or map, or of another thing that is named before it. */
export function content(kind: keyof typeof SIGN, text: string): TextLine {
  return { kind, text: `${SIGN[kind]}     ${text}` };
}
