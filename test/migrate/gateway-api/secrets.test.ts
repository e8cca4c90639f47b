import { ingress } from './conversions';
import { Cluster } from '../../../src/cluster/cluster';
import { convertCluster } from '../../../src/migrate/gateway-api';
import { Plain } from '../../support/builders';

/** What is secret in the input is in no file, and in no message. */

const SECRETS = ['cHJpdmF0ZSBrZXk=', 'private key', 'c2hvcDokYXByMSRhYmM=', 'shop:$apr1$abc', 'hunter2', 'hunter3', 'hunter4'];

const secret = (name: string, data: Plain): Plain => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' }, data });

test.each(['envoy-gateway', 'istio', 'nginx-gateway-fabric'])('%s', implementation => {
  const objects = [
    secret('certificate', { 'tls.crt': 'Y2VydGlmaWNhdGU=', 'tls.key': SECRETS[0] }), secret('users', { auth: SECRETS[2] }),
    ingress('web', 'shop.example.com', { '/': 'web' }, {}, { tls: [{ hosts: ['shop.example.com'], secretName: 'certificate' }] }),
    ingress('users', 'users.example.com', { '/': 'web' }, { 'auth-type': 'basic', 'auth-secret': 'users' }),
    ingress('snippet', 'snippet.example.com', { '/': 'web' }, { 'configuration-snippet': 'if ($http_x_token != "hunter2") { return 403; }' }),
    ingress('wrong', 'wrong.example.com', { '/': 'web' }, { 'auth-url': 'https://shop:hunter3@auth.example.com/"' }),
    ingress('denied', 'denied.example.com', { '/': 'web' }, { 'auth-url': 'https://shop:hunter4@auth..example.com/' }),
  ];
  const { migration, result } = convertCluster(Cluster.of(objects.map(object => ({ object }))), { goal: 'gateway-api', implementation, gatewayApi: '1.6' });
  const text = [...[...migration.files].map(({ content }) => String(content)), JSON.stringify(result.findings), JSON.stringify(migration.report.findings), ...migration.notices].join('\n');
  expect(text).toContain('auth..example.com');
  expect(SECRETS.filter(each => text.includes(each))).toEqual([]);
});
