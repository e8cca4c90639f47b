import { isSameOutcome } from '../../../src/dataplane/modes/compare/same';
import { ModeOutcome } from '../../../src/dataplane/modes/outcome';
import { KUBE_PROXY_MODES, KubeProxyMode } from '../../../src/dataplane/settings';
import { Cell, describeCell, readModes, World, WorldModels } from '../../support/modes';
import { disagreement } from '../../support/modes-agreement';

/** A cell with what the model says about it. */
interface Predicted {
  readonly cell: Cell;
  readonly models: WorldModels;
  readonly outcome: ModeOutcome;
}

const worlds = new Map(readModes<World>('worlds').map(world => [world.name, new WorldModels(world)]));
const byMode = new Map(KUBE_PROXY_MODES.map(mode => [mode, new Map<string, Predicted>()]));
for (const cell of readModes<Cell>('outcomes')) {
  const models = worlds.get(cell.world)!;
  byMode.get(cell.mode)!.set(cellKey(cell), { cell, models, outcome: models.predict(cell) });
}

const PAIRS: readonly (readonly [KubeProxyMode, KubeProxyMode])[] = [['ipvs', 'nftables'], ['iptables', 'nftables'], ['iptables', 'ipvs']];

describe.each(PAIRS)('%s and %s mode', (one, other) => {
  test('the connections that meet something else are those that were measured to', () => {
    const failures: string[] = [];
    let pairs = 0;
    let differences = 0;
    for (const [key, before] of byMode.get(one)!) {
      const after = byMode.get(other)!.get(key);
      if (!after) continue;
      pairs++;
      const isDifferent = !isSameOutcome(before.outcome, after.outcome, before.models.packet(before.cell).sender.place);
      if (isDifferent) differences++;
      const problem = isDifferent ? likeness(before, after) : difference(before, after);
      if (problem) failures.push(`${describeCell(before.cell)}: ${problem}`);
    }
    expect(failures).toEqual([]);
    expect({ pairs, differences }).toMatchSnapshot();
  });
});

/** What was measured in one mode is not what the model says of the other, by the rules of the fixture. */
function difference(before: Predicted, after: Predicted): string | undefined {
  return disagreement(before.cell, after.outcome, before.models, 'client') ?? disagreement(after.cell, before.outcome, after.models, 'client');
}

/** What was measured fits both modes, although it is not left to chance which endpoints a client meets. */
function likeness(before: Predicted, after: Predicted): string | undefined {
  if (difference(before, after) || [before, after].some(isByChance)) return undefined;
  return `both meet the same: ${before.cell.outcome.verdict}`;
}

function isByChance({ outcome: { affinity, shares } }: Predicted): boolean {
  return affinity !== undefined || shares.some(({ verdict }) => verdict !== shares[0].verdict);
}

function cellKey({ world, config, family, protocol, source, destination }: Cell): string {
  return JSON.stringify([world, config, family, protocol, source.class, source.address ?? '', source.from, destination]);
}
