import { ciliumPolicySurprises as rule } from '../../../../src/check/rules/cilium/cilium-policy-surprises';
import { details, policy } from '../../findings/cilium';
import { machine } from '../../findings/findings';

const dns = { toEndpoints: [{ matchLabels: { 'k8s-app': 'kube-dns' } }], toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }] };
const names = { toFQDNs: [{ matchName: 'example.com' }] };
const values = { ipam: { operator: { clusterPoolIPv4PodCIDRList: ['10.20.0.0/16'] } } };

test('non-compliant', () => {
  expect(details(rule, values, [policy({ endpointSelector: {}, ingress: [{}], egress: [names] })])).toEqual([
    'warning CiliumNetworkPolicy shop/web: spec.ingress[0]: is empty, and allows nothing; expected fromEntities [all] if everything is meant',
    'warning CiliumNetworkPolicy shop/web: spec.egress[0].toFQDNs: is used, and no policy in the input has rules.dns for the lookups',
  ]);
  const block = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db', namespace: 'shop' }, spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.20.3.0/24' } }] }] } };
  expect(details(rule, values, [block])).toEqual(['warning NetworkPolicy shop/db: spec.ingress[0].from[0].ipBlock: 10.20.3.0/24 is within the pods\' 10.20.0.0/16, which addresses do not select']);
});

test('non-compliant: addresses that pods have in Calico, until they move', () => {
  const block = (cidr: string) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db', namespace: 'shop' }, spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr } }] }] } });
  const pool = { apiVersion: 'crd.projectcalico.org/v1', kind: 'IPPool', metadata: { name: 'default' }, spec: { cidr: '10.244.0.0/16' } };
  const found = 'warning NetworkPolicy shop/db: spec.ingress[0].from[0].ipBlock: 10.244.3.0/24 is within the pods\' 10.244.0.0/16 of Calico, which addresses do not select';
  expect(details(rule, values, [block('10.244.3.0/24'), pool])).toEqual([found]);
  expect(details(rule, values, [block('10.245.3.0/24'), pool])).toEqual([]);
  expect(details(rule, values, [block('10.244.3.0/24'), { ...pool, spec: { ...pool.spec, disabled: true } }])).toEqual([]);
  expect(details(rule, undefined, [block('10.244.3.0/24'), pool])).toEqual([]);
});

test('compliant', () => {
  expect(details(rule, values, [policy({ endpointSelector: {}, egress: [dns, names, { toCIDR: ['203.0.113.0/24'] }] })])).toEqual([]);
  const nodes = policy({ endpointSelector: {}, egress: [{ toCIDR: ['192.168.10.11/32'] }] });
  expect(details(rule, values, [nodes, machine('w1', {})])).toEqual([expect.stringContaining('is within Node w1')]);
  expect(details(rule, { ...values, policyCIDRMatchMode: ['nodes'] }, [nodes, machine('w1', {})])).toEqual([]);
});
