import { conversionOf } from './conversions';
import { violations } from './invariants';
import { RandomIngresses } from './random-ingresses';
import { conformanceReportOf } from '../../../src/programs/gateway-api/implementations';
import { GatewayApiTarget } from '../../../src/programs/gateway-api/target';

/** Whatever Ingresses say, what is written is right: valid, attached, in its limits, and nothing open that was protected. */

const SETS = 80;
const TARGETS: readonly (readonly [GatewayApiTarget, string | undefined])[] = [
  [{ minor: '1.6', channel: 'standard' }, 'envoy-gateway'], [{ minor: '1.4', channel: 'experimental' }, 'istio'], [{ minor: '1.0', channel: 'standard' }, undefined],
  [{ minor: '1.6', channel: 'experimental' }, 'nginx-gateway-fabric'],
];

test.each(TARGETS)('%j %s', (api, implementation) => {
  const report = implementation === undefined ? undefined : conformanceReportOf(implementation, api.minor);
  const wrong: string[] = [];
  for (let seed = 1; seed <= SETS; seed++) {
    const objects = new RandomIngresses(seed).set(true);
    const conversion = conversionOf(objects, { api, report });
    wrong.push(...violations(conversion, api).map(text => `${seed}: ${text}`));
    wrong.push(...conversion.proof.differences.filter(({ class: kind }) => kind === 'unprotected')
      .map(({ request, before, after }) => `${seed}: ${request}: ${before}; ${after}`));
  }
  expect(wrong.slice(0, 10)).toEqual([]);
}, 300_000);
