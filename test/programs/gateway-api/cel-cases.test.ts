import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gatewayApiKind } from '../../../src/programs/gateway-api/kinds';
import { GATEWAY_API_MINORS, GatewayApiChannel, GatewayApiMinor, GatewayApiTarget, isAvailable } from '../../../src/programs/gateway-api/target';
import { validateGatewayObject } from '../../../src/programs/gateway-api/validate';

/** A validation rule with an object that it accepts and one that it refuses, as the API server's own code found. */
interface Case {
  readonly id: string;
  readonly kind: string;
  /** Whose CRDs were used, as in `v1.6.1`. */
  readonly version: string;
  readonly channel: GatewayApiChannel;
  readonly rule: string;
  readonly holdsIn: Readonly<Partial<Record<GatewayApiChannel, readonly GatewayApiMinor[]>>>;
  readonly valid: any;
  readonly invalid: any;
  readonly old?: any;
}

const FILE = join(__dirname, '..', '..', 'fixtures', 'gateway-api', 'cel-cases.jsonl.gz');
const CASES = gunzipSync(readFileSync(FILE)).toString().trim().split('\n').map(line => JSON.parse(line) as Case);

/** The object in a version that the target serves. */
function served(object: any, target: GatewayApiTarget): any | undefined {
  const { group, versions } = gatewayApiKind(object.kind)!;
  const version = versions.find(each => isAvailable(each.served, target));
  return version && { ...object, apiVersion: `${group}/${version.version}` };
}

test('all cases are there', () => {
  expect(CASES).toHaveLength(119);
});

describe.each(CASES.map(each => [`${each.id} ${each.kind} ${each.version} ${each.channel}: ${each.rule}`, each] as const))('%s', (_, { version, channel, valid, invalid, old }) => {
  const target: GatewayApiTarget = { minor: version.slice(1, 4) as GatewayApiMinor, channel };

  test('the valid object is accepted', () => {
    expect(validateGatewayObject(valid, target, old)).toEqual([]);
  });

  test('the invalid one is refused', () => {
    const problems = validateGatewayObject(invalid, target, old);
    expect(problems.length).toBeGreaterThan(0);
    // Not for another reason than the rule's.
    expect(problems.filter(({ isUnknownField, field }) => isUnknownField || field === 'apiVersion' || field === 'kind')).toEqual([]);
  });
});

/** Where another rule of the same CRDs refuses the invalid object, too. */
const REFUSED_BY_ANOTHER: Readonly<Record<string, string>> = {
  c004: 'from 1.4 the rule of c017 takes its place',
  c019: 'in 1.0 another rule demands tls for HTTPS and TLS',
  c104: 'the experimental channel has rules of its own about parents',
  c119: 'the experimental channel has rules of its own about parents',
  c125: 'the experimental channel has rules of its own about parents',
  c118: 'up to 1.4 the pattern of a hostname says the same',
  c156: 'from 1.5 the rule has another message, which is c159',
  c159: 'up to 1.4 the rule has another message, which is c156',
  c160: 'up to 1.4 the rule has another message',
};

test('each rule holds in the releases and channels in which the CRDs have it, and in no others', () => {
  const differing = CASES.flatMap(({ id, holdsIn, valid, invalid, old }) => (['standard', 'experimental'] as const).flatMap(channel => GATEWAY_API_MINORS.flatMap(minor => {
    const target = { minor, channel };
    const [good, bad] = [served(valid, target), served(invalid, target)];
    // Where the kind or a field is not there, nothing can be said about the rule.
    if (!good || validateGatewayObject(good, target, old).length > 0) return [];
    const refused = validateGatewayObject(bad, target, old).length > 0;
    const holds = holdsIn[channel]?.includes(minor) ?? false;
    return refused === holds ? [] : [{ id, where: `${id} ${minor} ${channel}`, refused }];
  })));
  expect(differing.filter(({ refused, id }) => !refused || !(id in REFUSED_BY_ANOTHER)).map(({ where }) => where)).toEqual([]);
  expect([...new Set(differing.map(({ id }) => id))].sort()).toEqual(Object.keys(REFUSED_BY_ANOTHER).sort());
});
