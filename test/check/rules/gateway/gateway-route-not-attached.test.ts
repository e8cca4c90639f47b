import { gatewayRouteNotAttached } from '../../../../src/check/rules/gateway/gateway-route-not-attached';
import { Plain } from '../../../support/builders';
import { details, gateway, HTTP, HTTPS, httpRoute, rule } from '../../findings/gateway-api';

const SHARED = gateway('gateways/public', [HTTP, HTTPS]);
const route = (parent: Plain, more: Plain = {}): Plain => httpRoute('shop/cart', { parentRefs: [{ namespace: 'gateways', name: 'public', ...parent }], rules: [rule('/')], ...more });

test('non-compliant: no such listener', () => {
  expect(details(gatewayRouteNotAttached, [SHARED, route({ sectionName: 'htps' })]))
    .toEqual(['HTTPRoute shop/cart: NoMatchingParent: Gateway gateways/public has no listener named htps; it has http, https']);
  expect(details(gatewayRouteNotAttached, [SHARED, route({ port: 8080 })]))
    .toEqual(['HTTPRoute shop/cart: NoMatchingParent: Gateway gateways/public has no listener on port 8080; it has http, https']);
});

test('non-compliant: only routes of the namespace of the Gateway', () => {
  const { allowedRoutes: _, ...own } = HTTP;
  expect(details(gatewayRouteNotAttached, [gateway('gateways/public', [own]), route({})]))
    .toEqual(['HTTPRoute shop/cart: NotAllowedByListeners: Gateway gateways/public, listeners http, do not take HTTPRoutes of the namespace shop']);
});

test('non-compliant: other hostnames', () => {
  expect(details(gatewayRouteNotAttached, [SHARED, route({ sectionName: 'https' }, { hostnames: ['example.com'] })]))
    .toEqual(['HTTPRoute shop/cart: NoMatchingListenerHostname: no hostname of the route matches one of Gateway gateways/public, listeners https']);
});

test('compliant: a listener takes it, or labels decide that the input does not have', () => {
  expect(details(gatewayRouteNotAttached, [SHARED, route({ sectionName: 'https' }, { hostnames: ['shop.example.com'] })])).toEqual([]);
  const selective = { ...HTTP, allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'shop' } } } } };
  expect(details(gatewayRouteNotAttached, [gateway('gateways/public', [selective]), route({})])).toEqual([]);
});

test('the labels of the Namespace decide where the input has it', () => {
  const selective = { ...HTTP, allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'shop' } } } } };
  const namespace = (team: string): Plain => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team } } });
  expect(details(gatewayRouteNotAttached, [gateway('gateways/public', [selective]), route({}), namespace('shop')])).toEqual([]);
  expect(details(gatewayRouteNotAttached, [gateway('gateways/public', [selective]), route({}), namespace('blog')])).toHaveLength(1);
});
