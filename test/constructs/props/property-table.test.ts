import { PropertyTable } from '../../../src/constructs/props/property-table';

const TABLE = new PropertyTable([
  { property: 'pools', field: 'network.pools' },
  { property: 'pools[].disableBgpExport', field: 'network.pools[].disableBGPExport' },
  { property: 'secrets[]', field: 'secrets[].name' },
  { property: 'enabled', field: 'network.state', value: (enabled: boolean) => (enabled ? 'Enabled' : 'Disabled') },
  { property: 'detector', field: ['mode', 'cidr'], value: (cidr: string) => ({ mode: 'ClusterCIDR', cidr }) },
]);

test('properties become fields; what has no row keeps its name and place', () => {
  expect(TABLE.fields({
    pools: [{ cidr: '10.0.0.0/8', disableBgpExport: true }, {}], secrets: ['a', 'b'], enabled: false, detector: '10.1.0.0/16', ['un.known']: { 'x.y': [1] }, none: undefined,
  })).toEqual({
    network: { pools: [{ cidr: '10.0.0.0/8', disableBGPExport: true }, {}], state: 'Disabled' },
    secrets: [{ name: 'a' }, { name: 'b' }],
    mode: 'ClusterCIDR',
    cidr: '10.1.0.0/16',
    ['un.known']: { 'x.y': [1] },
  });
});

test.each([
  ['network.pools[1].disableBGPExport', 'pools[1].disableBgpExport'],
  ['network.pools[0].cidr', 'pools[0].cidr'],
  ['secrets[2].name', 'secrets[2]'],
  ['network.state', 'enabled'],
  ['mode', 'detector'],
  ['cidr', 'detector'],
  ['modes', 'modes'],
  ['network.other', 'network.other'],
])('the field %s is set by %s', (field, property) => {
  expect(TABLE.propertyOf(field)).toBe(property);
});

test('properties without a row can be left out', () => {
  expect(TABLE.fieldsOfKnown({ enabled: true, version: '3.31' })).toEqual({ network: { state: 'Enabled' } });
});
