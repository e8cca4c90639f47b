import { readServiceCidr } from '../../../src/cluster/served/service-cidr';
import { message } from '../../input/objects';
import { serviceCidr } from '../../support/builders';

test('ranges keep their text, which is how kube-proxy writes them', () => {
  expect(readServiceCidr(serviceCidr('kubernetes', '10.96.0.0/12', 'FD00:0::/112')).cidrs.map(({ text, cidr }) => [text, cidr.text]))
    .toEqual([['10.96.0.0/12', '10.96.0.0/12'], ['FD00:0::/112', 'fd00::/112']]);
  expect(readServiceCidr({ kind: 'ServiceCIDR', metadata: { name: 'a' } })).toEqual({ name: 'a', labels: { proxyName: false, headless: false }, cidrs: [] });
});

test.each<[string, unknown]>([
  ['spec.cidrs: "10.96.0.0/12" is not a list', '10.96.0.0/12'],
  ['spec.cidrs[0]: "10.96.0.0" is not a CIDR: expected one as in 10.9.8.0/24 or 2001:db8::/64', ['10.96.0.0']],
  ['spec.cidrs[1]: null is not a CIDR: expected one as in 10.9.8.0/24 or 2001:db8::/64', ['10.96.0.0/12', null]],
])('%s', (expected, cidrs) => {
  expect(message(() => readServiceCidr({ ...serviceCidr('kubernetes'), spec: { cidrs } }, { toString: () => 'x.yaml, line 2' })))
    .toBe(`x.yaml, line 2: ServiceCIDR kubernetes: ${expected}`);
});
