import Ajv, { ValidateFunction } from 'ajv';
import { conversionOf, EXAMPLES, objectsOf } from './conversions';
import { GatewayApiMinor } from '../../../src/programs/gateway-api/target';
import { gatewayCrds, gatewayReleases, testWithCrds } from '../../support/gateway-crds';

/** What is written, against the schemas of Gateway API's own CRDs. Their CEL rules are compared with ours in test/programs/gateway-api. */
testWithCrds.each(gatewayReleases())('Gateway API %s, %s channel: its schemas accept what all examples become', (release, channel) => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const schemas = new Map<string, ValidateFunction>();
  for (const { spec: { group, names: { kind }, versions } } of gatewayCrds(release, channel)) {
    for (const { name, schema } of versions.filter(({ served }) => served)) schemas.set(`${group}/${name} ${kind}`, ajv.compile(schema.openAPIV3Schema));
  }
  const api = { minor: release.replace(/\.\d+$/, '') as GatewayApiMinor, channel };
  let validated = 0;
  const problems = EXAMPLES.flatMap(name => objectsOf(conversionOf(name, { api, isOpened: () => true })).flatMap(object => {
    const kind = `${String(object.apiVersion)} ${String(object.kind)}`;
    const validate = schemas.get(kind);
    validated++;
    if (!validate) return [`${name}: ${kind} is not served`];
    return validate(object) === true ? [] : [`${name}: ${kind}: ${ajv.errorsText(validate.errors)}`];
  }));
  expect(problems).toEqual([]);
  expect(validated).toBeGreaterThan(80);
});
