import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { validatePolicy } from '../../../src/programs/cilium/policy/validate-policy';
import { CILIUM_MINORS, CiliumMinor } from '../../../src/programs/cilium/target';

/** A policy that was changed at random, and what Cilium's own code of a minor said of it. */
interface Verdict {
  readonly minor: CiliumMinor;
  readonly object: any;
  /** By the CustomResourceDefinition, as the API server evaluates it. */
  readonly refused: boolean;
  /** What the agent said as it parsed the policy, if it did not accept it. */
  readonly agentError?: string;
}

const FILE = join(__dirname, '..', '..', 'fixtures', 'cilium', 'policy-verdicts.jsonl.gz');
const VERDICTS = gunzipSync(readFileSync(FILE)).toString().trim().split('\n').map(line => JSON.parse(line) as Verdict);

test.each(CILIUM_MINORS)('%s: what the API server and the agent refuse is refused, and nothing else', minor => {
  const verdicts = VERDICTS.filter(verdict => verdict.minor === minor);
  expect(verdicts.length).toBeGreaterThan(50);
  const different = verdicts.filter(({ object, refused, agentError }) => {
    const ours = validatePolicy(object, { minor, l7Proxy: true, nodeSelectorLabels: false });
    return ours.refused.length > 0 !== refused || ours.notEnforced.length > 0 !== (agentError !== undefined);
  });
  expect(different).toEqual([]);
});
