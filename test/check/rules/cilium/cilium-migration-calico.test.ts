import { ciliumMigrationCalico as rule } from '../../../../src/check/rules/cilium/cilium-migration-calico';
import { calico, details } from '../../findings/cilium';

test('non-compliant', () => {
  expect(details(rule, {}, [calico({ nodeAddressAutodetectionV4: { firstFound: true }, linuxDataplane: 'BPF' })])).toEqual([
    expect.stringContaining('nodeAddressAutodetectionV4: takes the first address found'), expect.stringContaining('linuxDataplane: BPF'),
  ]);
});

test('compliant', () => {
  expect(details(rule, {}, [calico()])).toEqual([]);
  expect(details(rule, undefined, [calico({ linuxDataplane: 'BPF' })])).toEqual([]);
});
