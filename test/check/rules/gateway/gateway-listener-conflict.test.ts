import { gatewayListenerConflict } from '../../../../src/check/rules/gateway/gateway-listener-conflict';
import { details, gateway, HTTP, HTTPS, listenerSet } from '../../findings/gateway-api';

const ALLOWED = { allowedListeners: { namespaces: { from: 'All' } } };

test('non-compliant: two protocols on one port, neither of which is served', () => {
  expect(details(gatewayListenerConflict, [gateway('gateways/public', [HTTP, { ...HTTPS, port: 80 }])]))
    .toEqual([
      'Gateway gateways/public: listener http: ProtocolConflict with listener https on port 80',
      'Gateway gateways/public: listener https: ProtocolConflict with listener http on port 80',
    ]);
  expect(details(gatewayListenerConflict, [gateway('gateways/public', [HTTPS, { name: 'tcp', port: 443, protocol: 'TCP' }])])).toHaveLength(2);
});

test('non-compliant: a ListenerSet has the hostname of the Gateway', () => {
  expect(details(gatewayListenerConflict, [gateway('gateways/public', [HTTPS], ALLOWED), listenerSet('shop/own', 'gateways/public', [{ ...HTTPS, name: 'own' }])]))
    .toEqual(['ListenerSet shop/own: listener own: HostnameConflict with listener https of Gateway gateways/public on port 443']);
});

test('compliant: other ports, other hostnames, UDP beside TCP', () => {
  expect(details(gatewayListenerConflict, [gateway('gateways/public', [HTTP, HTTPS, { ...HTTPS, name: 'shop', hostname: 'shop.example.com' }])])).toEqual([]);
  expect(details(gatewayListenerConflict, [gateway('gateways/dns', [{ name: 'tcp', port: 53, protocol: 'TCP' }, { name: 'udp', port: 53, protocol: 'UDP' }])])).toEqual([]);
});
