import { gatewayCertificateNotFound } from '../../../../src/check/rules/gateway/gateway-certificate-not-found';
import { Plain } from '../../../support/builders';
import { details, gateway, HTTPS } from '../../findings/gateway-api';

const secret = (name: string): Plain => ({ apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'gateways', name }, data: { 'tls.key': 'c2VjcmV0' } });

test('non-compliant: no such Secret', () => {
  expect(details(gatewayCertificateNotFound, [gateway('gateways/public', [HTTPS]), secret('other')]))
    .toEqual(['Gateway gateways/public: listener https: Secret gateways/wildcard is not in the input']);
});

test('compliant: it is there, or the input has no Secrets', () => {
  expect(details(gatewayCertificateNotFound, [gateway('gateways/public', [HTTPS]), secret('wildcard')])).toEqual([]);
  expect(details(gatewayCertificateNotFound, [gateway('gateways/public', [HTTPS])])).toEqual([]);
});

test('the certificate that a Gateway shows to backends', () => {
  const mutual = gateway('gateways/public', [HTTPS], { tls: { backend: { clientCertificateRef: { name: 'client' } } } });
  expect(details(gatewayCertificateNotFound, [mutual, secret('wildcard')])).toEqual(['Gateway gateways/public: spec.tls.backend.clientCertificateRef: Secret gateways/client is not in the input']);
  expect(details(gatewayCertificateNotFound, [mutual, secret('wildcard'), secret('client')])).toEqual([]);
});
