import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GatewayApiChannel, GatewayApiMinor } from '../../../src/programs/gateway-api/target';
import { validateGatewayObject } from '../../../src/programs/gateway-api/validate';

/*
 * Objects with changes made at random, and what the API server's own code (schema, pruning, defaults, CEL) said of them with the
 * CRDs of each release and channel: k8s.io/apiextensions-apiserver 0.36.6, CRDs of v1.0.0, v1.1.1, v1.2.1, v1.3.0, v1.4.1, v1.5.1
 * and v1.6.3.
 */
interface Verdict {
  readonly minor: GatewayApiMinor;
  readonly channel: GatewayApiChannel;
  readonly object: any;
  readonly refused: boolean;
  /** Whether there were fields that the CRDs do not have. */
  readonly unknown: boolean;
  /** The first error of several, in the API server's words. */
  readonly error?: string;
}

const FILE = join(__dirname, '..', '..', 'fixtures', 'gateway-api', 'api-server-verdicts.jsonl.gz');
const VERDICTS = gunzipSync(readFileSync(FILE)).toString().trim().split('\n').map(line => JSON.parse(line) as Verdict);

test('each release and channel has objects of both kinds', () => {
  const counts = new Map<string, number>();
  for (const { minor, channel, refused } of VERDICTS) {
    const key = `${minor} ${channel} ${refused ? 'refused' : 'accepted'}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(28);
  expect(Math.min(...counts.values())).toBeGreaterThan(4);
});

test('what the API server refuses is refused, and nothing else', () => {
  const different = VERDICTS.filter(({ minor, channel, object, refused, unknown }) => {
    const problems = validateGatewayObject(object, { minor, channel });
    const hasUnknown = problems.some(({ isUnknownField }) => isUnknownField);
    return problems.some(({ isUnknownField }) => !isUnknownField) !== refused || (!refused && hasUnknown !== unknown);
  });
  expect(different).toEqual([]);
});
