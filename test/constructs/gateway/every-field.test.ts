import { App, Chart } from 'cdk8s';
import { everyRoute, everyOperatorObject } from './every-field';
import { gateway } from '../../../src';
import { Schema } from '../../../src/base/schema/structure';
import { GATEWAY_API_KINDS, gatewayApiKind } from '../../../src/programs/gateway-api/kinds';
import { schemaOf } from '../../../src/programs/gateway-api/schema';
import { GATEWAY_API_MINORS, GatewayApiTarget, isAvailable } from '../../../src/programs/gateway-api/target';
import { Plain } from '../../support/builders';

/** What no property sets, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'BackendTLSPolicy spec.targetRef.namespace': 'a policy is for Services of its own namespace',
};

/** Kinds that no construct makes, and why. */
const NO_CONSTRUCT: Readonly<Record<string, string>> = {
  BackendLBPolicy: 'it left the API with 1.3',
  XListenerSet: 'it left the API with 1.5, in which ListenerSet took its place',
  XBackendTrafficPolicy: 'it is an experiment under a name that it will not keep',
  XMesh: 'it is an experiment under a name that it will not keep',
  XBackend: 'it is an experiment under a name that it will not keep',
};

/** The paths of all fields below a schema; filters of backends are those of rules. */
function* pathsOf(schema: Schema, at: string): Generator<string> {
  for (const [name, field] of Object.entries(schema.fields)) {
    const path = at === '' ? name : `${at}.${name}`;
    yield path;
    if (!path.endsWith('.backendRefs[].filters')) yield* [...pathsOf(field, path), ...field.items ? pathsOf(field.items, `${path}[]`) : []];
  }
}

/** The paths that objects have. */
function* setPaths(value: unknown, at: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* setPaths(item, `${at}[]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) {
      const path = at === '' ? name : `${at}.${name}`;
      yield path;
      yield* setPaths(entry, path);
    }
  }
}

function synthesized(target: GatewayApiTarget): Plain[] {
  const app = new App();
  gateway.GatewayApi.use(app, { version: target.minor, channel: target.channel as gateway.Channel });
  const operator = new Chart(app, 'operator', { namespace: 'gateways' });
  const developer = new Chart(app, 'developer', { namespace: 'shop' });
  everyOperatorObject(operator, target.minor);
  everyRoute(developer, target.minor);
  return [operator, developer].flatMap(chart => chart.toJson());
}

test.each(GATEWAY_API_MINORS)('every field of the experimental channel of %s can be set', minor => {
  const target: GatewayApiTarget = { minor, channel: 'experimental' };
  const set = new Map<string, Set<string>>();
  for (const { kind, ...content } of synthesized(target)) {
    const { apiVersion: _, metadata: __, ...rest } = content as Plain;
    const paths = set.get(String(kind)) ?? new Set();
    for (const path of setPaths(rest, '')) paths.add(path);
    set.set(String(kind), paths);
  }
  const available = GATEWAY_API_KINDS.filter(kind => !(kind in NO_CONSTRUCT))
    .filter(kind => gatewayApiKind(kind)!.versions.some(({ served }) => isAvailable(served, target)));
  const missing = available.flatMap(kind => [...pathsOf(schemaOf(kind, target), '')].filter(path => !set.get(kind)?.has(path)).map(path => `${kind} ${path}`));
  expect(missing.filter(path => !(path in LEFT_OUT))).toEqual([]);
});

test('what is left out is not there indeed', () => {
  const all = new Set(GATEWAY_API_MINORS.flatMap(minor => synthesized({ minor, channel: 'experimental' })).flatMap(({ kind, spec }) => [...setPaths({ spec }, '')].map(path => `${String(kind)} ${path}`)));
  expect(Object.keys(LEFT_OUT).filter(path => all.has(path))).toEqual([]);
  expect(Object.keys(NO_CONSTRUCT).filter(kind => !GATEWAY_API_KINDS.includes(kind))).toEqual([]);
});
