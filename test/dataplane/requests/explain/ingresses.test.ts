import { explainRequest } from '../../../../src/dataplane/requests/explain/explain-request';
import { ingressModels } from '../../../../src/dataplane/requests/explain/ingress-model';
import { ingressRows } from '../../../../src/dataplane/requests/explain/route-table';
import { routeTableText } from '../../../../src/dataplane/requests/explain/route-table-text';
import { answerText } from '../../../../src/dataplane/requests/explain/text';
import { RequestWay } from '../../../../src/dataplane/requests/explain/way';
import { dialectOf } from '../../../../src/dataplane/requests/gateway/dialects';
import { readGatewayModel } from '../../../../src/dataplane/requests/gateway/read';
import { readRequest } from '../../../../src/dataplane/requests/read-request';
import { clusterOf } from '../../../check/findings/findings';
import { gateway, HTTP, httpRoute, rule } from '../../../check/findings/gateway-api';
import { Plain, service } from '../../../support/builders';

interface Content {
  readonly className?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly path?: string;
  readonly tls?: readonly Plain[];
}

function ingress(fullName: string, to: string, { className = 'nginx', annotations = {}, host = 'app.example.com', path = '/', tls }: Content = {}): Plain {
  const [namespace, name] = fullName.split('/');
  const backend = { service: { name: to, port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { namespace, name, annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value])) },
    spec: { ingressClassName: className, ...tls && { tls }, rules: [{ host, http: { paths: [{ path, pathType: 'Prefix', backend }] } }] },
  };
}

function explain(objects: readonly Plain[], text: string, ...headers: string[]) {
  const gateways = readGatewayModel(objects.map(object => ({ object })), { minor: '1.6', channel: 'standard' });
  return explainRequest(readRequest(text, headers), { gateways, ingresses: ingressModels(clusterOf(objects)), regex: dialectOf(undefined) });
}

const texts = ({ steps }: RequestWay) => steps.map(({ kind, text, reasons = [] }) => [kind, text, ...reasons].join(' | '));
const ASSUMED = [
  'The controller\'s Deployment or DaemonSet is not in the input: its flags are taken to be the defaults',
  'The controller\'s ConfigMap is not in the input: its settings are taken to be the defaults',
];

test('by server, Ingress, location, annotations and canary to Services', () => {
  const { ways: [way] } = explain([
    ingress('shop/web', 'web', { annotations: { 'rewrite-target': '/$1' }, path: '/shop/(.*)' }),
    ingress('shop/web-next', 'web-next', { annotations: { 'canary': 'true', 'canary-weight': '20' }, path: '/shop/(.*)' }),
  ], 'GET http://APP.example.com/shop/a//b');
  expect(way).toMatchObject({ through: 'ingress-nginx', notes: ASSUMED });
  expect(answerText(way.answer)).toBe('80 % Service shop/web:80, 20 % Service shop/web-next:80');
  expect(texts(way)).toEqual([
    'server | app.example.com',
    'ingress | Ingress shop/web',
    'location | expression ^/shop/(.*), in upper and lower case | the path is /shop/a/b after decoding and merging of slashes'
      + ' | all paths of the host are regular expressions, as Ingress shop/web has use-regex or rewrite-target',
    'filter | rewrite-target: /$1',
    'canary | Ingress shop/web-next: 20 of 100 requests',
    'forwarded | path /a/b, host app.example.com',
  ]);
});

test('a redirect to HTTPS, by default where the host has a certificate', () => {
  const objects = [ingress('shop/web', 'web', { tls: [{ hosts: ['app.example.com'], secretName: 'tls' }] }), ingress('shop/plain', 'plain', { host: 'plain.example.com' })];
  const { ways: [way] } = explain(objects, 'http://app.example.com/cart/');
  expect([answerText(way.answer), texts(way).at(-1)]).toEqual([
    '308, to https://app.example.com/cart', 'filter | redirect to HTTPS: ssl-redirect is on by default, and the host has a certificate, or force-ssl-redirect is set',
  ]);
  expect(answerText(explain(objects, 'http://plain.example.com/').ways[0].answer)).toBe('Service shop/plain:80');
  expect(explain(objects, 'https://plain.example.com/').ways[0].notes[0]).toBe('the host has no certificate of its own: the controller answers with one that it has signed itself');
});

test('who knows the host is shown; others are named', () => {
  const objects = [
    gateway('gateways/public', [HTTP]),
    httpRoute('shop/new', { hostnames: ['new.example.com'], rules: [rule('/', 'new')] }),
    ingress('shop/web', 'web'),
    ingress('shop/other', 'other', { className: 'traefik', annotations: { 'rewrite-target': '/x' } }),
    service('shop/other', { ports: [{ port: 80 }] }),
  ];
  const at = (text: string) => {
    const { ways, others, notes } = explain(objects, text);
    return { ways: ways.map(({ through, answer }) => `${through}: ${answerText(answer)}`), others, notes };
  };
  expect(at('http://new.example.com/')).toEqual({
    ways: ['Gateway gateways/public: 100 % answered with 500, as no backend can be used'].map(text => text.replace('100 % ', '')),
    others: ['ingress-nginx', 'Ingresses of class traefik'],
    notes: [],
  });
  expect(at('http://app.example.com/')).toEqual({
    ways: ['ingress-nginx: Service shop/web:80', 'Ingresses of class traefik: Service shop/other:80'],
    others: ['Gateway gateways/public'],
    notes: ['where the name of the host leads decides which of them takes the request'],
  });
  const [nginx, traefik] = explain(objects, 'http://app.example.com/').ways;
  expect(nginx.notes[0]).toBe('Service shop/web:80 is not in the input: without endpoints, the controller answers with 503');
  expect(traefik.notes).toEqual(['annotations of the class, and what it does beyond the Ingress API, are not known']);
  expect(at('http://app.example.com:8080/').ways).toHaveLength(3);
});

test('the table of all routes', () => {
  const objects = [
    ingress('shop/web', 'web', { annotations: { 'auth-url': 'http://auth/' }, tls: [{ hosts: ['app.example.com'] }] }),
    ingress('shop/web-next', 'web-next', { annotations: { 'canary': 'true', 'canary-by-header': 'X-Canary', 'canary-weight': '5' } }),
    ingress('shop/old', 'old', { annotations: { 'permanent-redirect': 'https://new.example.com' }, host: 'old.example.com' }),
    ingress('blog/web', 'web', { className: 'traefik', host: '' }),
  ];
  expect(routeTableText(ingressModels(clusterOf(objects)).flatMap(ingressRows))).toBe(`ingress-nginx
    app.example.com
      Prefix /
          over HTTP: redirect to HTTPS
          protected by external authorization
          canary Ingress shop/web-next: header X-Canary: always, 5 of 100 requests
          → 95 % Service shop/web:80, 5 % Service shop/web-next:80
          Ingress shop/web, path /
    old.example.com
      Prefix /
          permanent-redirect: https://new.example.com
          Ingress shop/old, path /

Ingresses of class traefik
    every host
      Prefix /
          → Service blog/web:80
          Ingress blog/web, path /

3 rules, in the order in which they are considered.
`);
});
