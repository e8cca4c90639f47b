import { ciliumPolicyInvalid as rule } from '../../../../src/check/rules/cilium/cilium-policy-invalid';
import { details, foundInCilium, policy } from '../../findings/cilium';

const peers = { endpointSelector: {}, ingress: [{ fromEntities: ['host'], fromEndpoints: [{}] }] };

test('non-compliant: refused by either, pruned', () => {
  expect(foundInCilium(rule, undefined, [policy({ endpointSelector: {}, ingress: [{ fromEntities: ['internet'] }] })])[0])
    .toMatchObject({ severity: 'blocker', message: 'The API server refuses policies.' });
  expect(foundInCilium(rule, undefined, [policy(peers)])).toEqual([{
    severity: 'blocker',
    message: 'The agent refuses policies that the API server accepts: they exist and are not enforced.',
    objects: ['CiliumNetworkPolicy shop/web: spec.ingress[0]: combines fromEndpoints and fromEntities, which the agent does not support; write a rule for each'],
  }]);
  expect(details(rule, undefined, [policy({ endpointSelector: {}, egressDeny: [{ toFQDNs: [{ matchName: 'example.com' }] }] })]))
    .toEqual([expect.stringContaining('what is left of this one denies nothing unless it names other peers or ports')]);
});

test('non-compliant: a part of Cilium is off', () => {
  const host = policy({ nodeSelector: {}, ingress: [{ fromEntities: ['cluster'] }] }, 'CiliumClusterwideNetworkPolicy');
  expect(details(rule, {}, [host])).toEqual([expect.stringContaining('set hostFirewall.enabled: true')]);
  expect(details(rule, { hostFirewall: { enabled: true } }, [host])).toEqual([]);
  const mutual = policy({ endpointSelector: {}, ingress: [{ fromEndpoints: [{}], authentication: { mode: 'required' } }] });
  expect(details(rule, {}, [mutual])).toEqual([expect.stringContaining('mutual authentication is off, as by default from 1.19')]);
  expect(details(rule, {}, [mutual], { ciliumVersion: '1.18' })).toEqual([]);
});

test('compliant, and by the configuration', () => {
  expect(details(rule, undefined, [policy({ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] })])).toEqual([]);
  const http = policy({ endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{}] } }] }] });
  expect(details(rule, {}, [http])).toEqual([]);
  expect(details(rule, { l7Proxy: false }, [http])).toEqual([expect.stringContaining('the L7 proxy is off')]);
});
