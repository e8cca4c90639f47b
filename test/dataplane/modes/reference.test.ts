import { KUBE_PROXY_MODES } from '../../../src/dataplane/settings';
import { AffinityCell, Cell, describeCell, readModes, World, WorldModels } from '../../support/modes';
import { disagreement } from '../../support/modes-agreement';

const worlds = new Map(readModes<World>('worlds').map(world => [world.name, new WorldModels(world)]));
const cells = readModes<Cell>('outcomes');
const affinities = readModes<AffinityCell>('affinity');

test('the fixture holds what was measured', () => {
  expect([worlds.size, cells.length, affinities.length]).toEqual([14, 109_791, 252]);
});

describe.each(KUBE_PROXY_MODES)('%s mode', mode => {
  test('every measured connection meets what the model says', () => {
    const failures: string[] = [];
    for (const cell of cells) {
      if (cell.mode !== mode) continue;
      const models = worlds.get(cell.world)!;
      const problem = disagreement(cell, models.predict(cell), models);
      if (problem) failures.push(`${describeCell(cell)}: ${problem}`);
    }
    expect(failures).toEqual([]);
  });

  test('a client stays with its endpoint on the frontends that the model says', () => {
    const failures: string[] = [];
    for (const cell of affinities) {
      if (cell.mode !== mode) continue;
      const models = worlds.get(cell.world)!;
      const keys = cell.frontends.map(({ address, port }) => models.affinityKey(cell, address, port));
      for (const [i, { clientsServed, clientsSticky }] of cell.frontends.entries()) {
        if (clientsSticky === clientsServed && keys[i] === undefined && clientsServed > 0) failures.push(`${describeCell(cell)}: frontend ${i} is sticky`);
      }
      for (const { a, b, clients, sameEndpoint } of cell.pairs) {
        const isShared = keys[a] !== undefined && keys[a] === keys[b];
        // A few clients may all meet the same endpoint twice by chance.
        const isWrong = isShared ? sameEndpoint < clients : clients >= 8 && sameEndpoint === clients;
        if (isWrong) failures.push(`${describeCell(cell)}: ${a} and ${b}: ${sameEndpoint} of ${clients}`);
      }
    }
    expect(failures).toEqual([]);
  });
});
