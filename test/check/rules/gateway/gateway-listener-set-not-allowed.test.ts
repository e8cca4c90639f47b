import { gatewayListenerSetNotAllowed } from '../../../../src/check/rules/gateway/gateway-listener-set-not-allowed';
import { details, gateway, HTTP, HTTPS, listenerSet } from '../../findings/gateway-api';

const set = listenerSet('shop/own', 'gateways/public', [HTTPS]);
const from = (namespaces: string): object => gateway('gateways/public', [HTTP], { allowedListeners: { namespaces: { from: namespaces } } });

test('non-compliant: a Gateway takes none by default, or only those of its namespace', () => {
  const expected = ['ListenerSet shop/own: Gateway gateways/public does not take ListenerSets of the namespace shop'];
  expect(details(gatewayListenerSetNotAllowed, [gateway('gateways/public', [HTTP]), set])).toEqual(expected);
  expect(details(gatewayListenerSetNotAllowed, [from('Same'), set])).toEqual(expected);
});

test('compliant: all namespaces, or the Gateway is not in the input', () => {
  expect(details(gatewayListenerSetNotAllowed, [from('All'), set])).toEqual([]);
  expect(details(gatewayListenerSetNotAllowed, [set])).toEqual([]);
});
