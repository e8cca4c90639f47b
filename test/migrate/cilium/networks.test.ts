import { parseCidr, siblingOf } from '../../../src/base/ip/cidr';
import { coverOf, podCidrsOf } from '../../../src/migrate/cilium/networks';
import { ChartValues } from '../../../src/programs/cilium/values/chart-values';

const cidrs = (...texts: readonly string[]) => texts.map(text => parseCidr(text)!);
const cover = (...texts: readonly string[]) => {
  const found = coverOf(cidrs(...texts));
  return found && `${found.cidr.text}${found.isWider ? ' and more' : ''}`;
};
const NO_VALUES = new ChartValues({}, '1.20');

test('the smallest CIDR that covers all, and whether it has others', () => {
  expect(cover('10.244.0.0/16', '10.245.0.0/16')).toBe('10.244.0.0/15');
  expect(cover('10.244.0.0/16', '10.244.128.0/17')).toBe('10.244.0.0/16');
  expect(cover('10.200.0.0/16', '10.244.0.0/16')).toBe('10.192.0.0/10 and more');
  expect(cover('10.244.0.0/16', '10.244.0.0/16', '10.245.0.0/17', '10.245.128.0/17')).toBe('10.244.0.0/15');
  expect(cover('fd00:10:244::/56', 'fd00:10:245::/104')).toBe('fd00:10:244::/47 and more');
  expect(cover('10.20.0.0/16', '192.168.0.0/16')).toBeUndefined();
  expect(cover('fd00::/56', '2001:db8::/56')).toBeUndefined();
});

test('the neighbor of a network', () => {
  expect(['10.244.0.0/16', '10.245.0.0/16', '10.128.0.0/9', 'fd00:10:244::/56'].map(text => siblingOf(parseCidr(text)!)!.text))
    .toEqual(['10.245.0.0/16', '10.244.0.0/16', '10.0.0.0/9', 'fd00:10:244:100::/56']);
});

test('CIDRs of pods are of the families of Calico\'s pods', () => {
  const of = (stated: string | undefined, families: readonly ('ip' | 'ip6')[], values = NO_VALUES) => podCidrsOf(stated, values, new Set(families)).map(({ text }) => text);
  expect(of('10.20.0.5/16', [])).toEqual(['10.20.0.0/16']);
  expect(of('fd00:20::/104, 10.20.0.0/16', ['ip', 'ip6'])).toEqual(['10.20.0.0/16', 'fd00:20::/104']);
  const dual = new ChartValues({ ipv6: { enabled: true }, ipam: { operator: { clusterPoolIPv4PodCIDRList: ['10.20.0.0/16'], clusterPoolIPv6PodCIDRList: ['fd00:20::/104'] } } }, '1.20');
  expect(of(undefined, ['ip', 'ip6'], dual)).toEqual(['10.20.0.0/16', 'fd00:20::/104']);
  expect(() => of('10.20.0.0/16', ['ip', 'ip6'])).toThrow('have addresses of IPv6, and no CIDR of IPv6 is stated, so that they would lose them; expected one (--pod-cidr), for example, 10.20.0.0/16,fd00:20::/104');
  expect(() => of('10.20.0.0/16', ['ip6'])).toThrow('"10.20.0.0/16" is of IPv4, which Calico\'s pods do not have');
  expect(() => of('10.20.0.0/16,fd00:20::/104', ['ip'])).toThrow('"fd00:20::/104" is of IPv6, which Calico\'s pods do not have');
  expect(() => of('10.20.0.0/16,10.21.0.0/16', ['ip'])).toThrow('"10.21.0.0/16" is a second one of IPv4');
  expect(() => of('10.20.0.0', ['ip'])).toThrow('"10.20.0.0" is not a CIDR');
  expect(() => of(undefined, ['ip'])).toThrow('pod CIDR: is missing');
});
