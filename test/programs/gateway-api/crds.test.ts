import { Schema } from '../../../src/base/schema/structure';
import { GATEWAY_API_KINDS, gatewayApiKind } from '../../../src/programs/gateway-api/kinds';
import { schemaOf } from '../../../src/programs/gateway-api/schema';
import { GatewayApiChannel, GatewayApiMinor, GatewayApiTarget, isAvailable } from '../../../src/programs/gateway-api/target';
import { gatewayCrds, gatewayReleases, testWithCrds } from '../../support/gateway-crds';

/** The schema of a CRD in our words. */
function translated(crd: any): any {
  const { properties = {}, items, additionalProperties } = crd;
  const limits = ['required', 'enum', 'default', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'minItems', 'maxItems', 'maxProperties'];
  return {
    type: crd.type,
    ...Object.fromEntries(limits.filter(name => crd[name] !== undefined).map(name => [name, crd[name]])),
    ...crd['x-kubernetes-list-type'] === 'map' && { uniqueBy: crd['x-kubernetes-list-map-keys'] },
    ...crd['x-kubernetes-list-type'] === 'set' && { isSet: true },
    fields: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, translated(field)])),
    ...items && { items: translated(items) },
    ...typeof additionalProperties === 'object' && { values: translated(additionalProperties) },
  };
}

/** Ours without what it does not need: the format of integers. */
function comparable({ format: _, fields, items, values, ...rest }: Schema & { readonly format?: string }): any {
  return {
    ...rest,
    fields: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, comparable(field)])),
    ...items && { items: comparable(items) },
    ...values && { values: comparable(values) },
  };
}

describe.each(gatewayReleases())('%s, %s channel', (release: string, channel: GatewayApiChannel) => {
  const target: GatewayApiTarget = { minor: release.slice(0, 3) as GatewayApiMinor, channel };

  testWithCrds('the kinds and their served versions are those of the CRDs', () => {
    const served = Object.fromEntries(gatewayCrds(release, channel).map(({ spec }) => [
      spec.names.kind, { group: spec.group, isNamespaced: spec.scope === 'Namespaced', versions: spec.versions.filter(each => each.served).map(({ name }) => name).sort() },
    ]));
    const ours = Object.fromEntries(GATEWAY_API_KINDS.flatMap(kind => {
      const { group, isNamespaced, versions } = gatewayApiKind(kind)!;
      const names = versions.filter(version => isAvailable(version.served, target)).map(({ version }) => version).sort();
      return names.length === 0 ? [] : [[kind, { group, isNamespaced, versions: names }]];
    }));
    expect(ours).toEqual(served);
  });

  testWithCrds.each(GATEWAY_API_KINDS)('the schema of %s is that of the CRD', kind => {
    const crd = gatewayCrds(release, channel).find(({ spec }) => spec.names.kind === kind);
    const newest = gatewayApiKind(kind)!.versions.find(version => isAvailable(version.served, target));
    expect(newest === undefined).toBe(crd === undefined);
    if (!crd) return;
    const { properties: { spec }, required = [] } = crd.spec.versions.find(({ name }) => name === newest!.version)!.schema.openAPIV3Schema;
    const ours = comparable(schemaOf(kind, target));
    expect(ours.fields.spec).toEqual(translated(spec));
    expect(ours.required ?? []).toEqual(required.filter((name: string) => name === 'spec'));
  });
});
