import { Cluster } from '../../../src/cluster/cluster';
import { readObjects } from '../../../src/input/read-objects';
import { AMBIENT_MIGRATION } from '../../../src/migrate/ambient';

/** The texts of the folder, by path. */
export function filesOf(content: Buffer | string): Record<string, string> {
  const plan = AMBIENT_MIGRATION.plan(Cluster.of(readObjects(Buffer.from(content), 'mesh.yaml')), { goal: 'ambient', istioVersion: '1.30' });
  return Object.fromEntries([...plan.files].map(({ path, content: text }) => [path, typeof text === 'string' ? text : [...text()].join('\n')]));
}
