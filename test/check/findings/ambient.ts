import { summary } from './findings';
import { findingsOf } from '../../../src/check/findings/find';
import { AmbientContext } from '../../../src/check/goals/ambient/context';
import { AmbientRule } from '../../../src/check/goals/ambient/rule';
import { Cluster } from '../../../src/cluster/cluster';
import { readObjects } from '../../../src/input/read-objects';
import { Plain } from '../../support/builders';

/** What one rule finds in a file: its severity, its message, and the objects with their details. */
export function foundInAmbient(rule: AmbientRule, yaml: string, istioVersion = '1.30', file = 'mesh.yaml'): Plain[] {
  const cluster = new Cluster({ valuesOf: 'istio' });
  for (const { object, source } of readObjects(Buffer.from(yaml), file)) cluster.add(object, source);
  return summary(findingsOf([rule], new AmbientContext(cluster, { istioVersion }), {}).findings);
}
