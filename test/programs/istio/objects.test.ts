import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateIstioObject } from '../../../src/programs/istio/objects/validate';
import { istioVersion } from '../../../src/programs/istio/releases';

/** What Istio's own validation made of an object, as in test/fixtures/istio. */
interface Case {
  readonly id: string;
  readonly object: Record<string, unknown>;
  readonly version: string;
  readonly accepted: boolean;
}

const CASES = readFileSync(join(__dirname, '../../fixtures/istio/validation-cases.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Case);

test.each(CASES)('$id', ({ object, version, accepted }) => {
  expect(validateIstioObject(object, istioVersion(version)).length === 0).toBe(accepted);
});
