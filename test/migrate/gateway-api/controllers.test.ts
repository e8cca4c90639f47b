import { conversionOf, contextOf, differences, ingress } from './conversions';
import { Cluster } from '../../../src/cluster/cluster';
import { usedAnnotations } from '../../../src/migrate/gateway-api/annotations';
import { convert } from '../../../src/migrate/gateway-api/convert';
import { conversionFindings } from '../../../src/migrate/gateway-api/issues';
import { Plain } from '../../support/builders';

/** Several controllers of ingress-nginx, and what the input does not show of them. */

const AUTH = { 'auth-url': 'https://auth.example.com' };
const INTERNAL = { ingressClassName: 'nginx-internal' };

const ingressClass = (name: string, controller: string, annotations: Plain = {}): Plain => (
  { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name, annotations }, spec: { controller } });

const configMap = (name: string, data: Plain): Plain => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'ingress-nginx' }, data });

function deployment(name: string, tag: string, ...flags: readonly string[]): Plain {
  const containers = [{ name: 'controller', image: `registry.k8s.io/ingress-nginx/controller:${tag}`, args: ['/nginx-ingress-controller', ...flags] }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'ingress-nginx' },
    spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: { containers } } },
  };
}

function findings(objects: readonly Plain[]): string[] {
  const cluster = Cluster.of(objects.map(object => ({ object })));
  const context = contextOf(cluster);
  const conversion = convert(cluster, context);
  return conversionFindings(conversion, usedAnnotations(conversion.ingresses, context), [], context).map(({ ruleId, severity }) => `${severity} ${ruleId}`);
}

test('a class that the input does not have is one of ingress-nginx where its Ingresses have the annotations: what protects them is not opened', () => {
  const objects = [ingress('web', 'shop.example.com', { '/': 'web' }), ingress('admin', 'admin.example.com', { '/': 'admin' }, AUTH, INTERNAL)];
  const conversion = conversionOf(objects);
  expect(differences(conversion)).toEqual(['lost GET http://admin.example.com/']);
  expect(conversion.objects.routes.map(({ name }) => name)).toEqual(['shop-example-com']);
  expect(findings(objects)).toContain('blocker ingress-protection-not-kept');
});

test('so is one whose IngressClass names another controller of ingress-nginx, and not one of other software', () => {
  const admin = ingress('admin', 'admin.example.com', { '/': 'admin' }, AUTH, INTERNAL);
  expect(differences(conversionOf([ingressClass('nginx-internal', 'k8s.io/ingress-nginx-internal'), admin]))).toEqual(['lost GET http://admin.example.com/']);
  const other = [ingressClass('nginx-internal', 'traefik.io/ingress-controller'), admin];
  expect(differences(conversionOf(other))).toEqual([]);
  expect(findings(other)).toEqual(['warning ingress-annotation-not-kept']);
});

test('each controller has its own flags and settings', () => {
  const objects = [
    deployment('public', 'v1.15.1', '--configmap=$(POD_NAMESPACE)/public'), configMap('public', { hsts: 'false' }),
    deployment('internal', 'v1.15.1', '--controller-class=example.com/internal', '--ingress-class=nginx-internal', '--configmap=$(POD_NAMESPACE)/internal'),
    configMap('internal', { 'global-auth-url': 'https://auth.example.com' }),
    ingressClass('nginx-internal', 'example.com/internal'), ingressClass('nginx', 'k8s.io/ingress-nginx'),
    ingress('web', 'shop.example.com', { '/': 'web' }), ingress('admin', 'admin.example.com', { '/': 'admin' }, { 'ssl-redirect': 'false' }, INTERNAL),
  ];
  const conversion = conversionOf(objects);
  expect([...conversion.ingresses.controllers.values()].map(({ configuration, assumptions }) => [configuration, assumptions])).toEqual(
    [[{ hsts: 'false' }, []], [{ 'global-auth-url': 'https://auth.example.com' }, []]]);
  expect(differences(conversion)).toEqual(['lost GET http://admin.example.com/']);
});

test('an Ingress from a file gets the default class, as the API server will write it; one from a cluster has none', () => {
  const classless = ingress('web', 'shop.example.com', { '/': 'web' }, {}, { ingressClassName: undefined });
  const classes = [ingressClass('nginx', 'k8s.io/ingress-nginx', { 'ingressclass.kubernetes.io/is-default-class': 'true' })];
  expect(conversionOf([...classes, classless]).hosts.map(({ name }) => name)).toEqual(['shop.example.com']);
  expect(conversionOf([classless]).ingresses.notTaken).toHaveLength(1);
  const stored = { ...classless, metadata: { ...classless.metadata, creationTimestamp: '2024-01-01T00:00:00Z' } };
  expect(conversionOf([...classes, stored]).ingresses.notTaken).toHaveLength(1);
});

describe('what the controller takes in annotations', () => {
  const variables = ingress('old', 'old.example.com', { '/': 'old' }, { 'permanent-redirect': 'https://new.example.com$request_uri' });
  const snippet = ingress('snippet', 'snippet.example.com', { '/': 'web' }, { 'configuration-snippet': 'deny all;' });
  const hosts = (...objects: readonly Plain[]) => conversionOf(objects).ingresses.nginx.map(({ name }) => name);

  test.each([
    ['v1.15.1', [], {}, []],
    ['v1.11.8', [], {}, ['old', 'snippet']],
    ['v1.15.1', ['--enable-annotation-validation=false'], { 'annotations-risk-level': 'Critical' }, ['old', 'snippet']],
    ['v1.11.8', ['--enable-annotation-validation'], { 'annotations-risk-level': 'High' }, []],
  ])('%s %j %j', (tag, flags, data, expected) => {
    const controller = deployment('ingress-nginx-controller', tag, '--configmap=$(POD_NAMESPACE)/ingress-nginx-controller', ...flags);
    expect(hosts(controller, configMap('ingress-nginx-controller', { 'use-gzip': 'true', ...data }), variables, snippet)).toEqual(expected);
  });

  test('what is not in the input allows what is in use, and says so', () => {
    const conversion = conversionOf([variables, snippet]);
    expect(conversion.ingresses.nginx.map(({ name }) => name)).toEqual(['old', 'snippet']);
    expect([...conversion.ingresses.controllers.values()].flatMap(({ assumptions }) => assumptions).filter(text => /taken to be (?:false|true)/.test(text))).toHaveLength(2);
  });

  test('an Ingress that is not taken is reported, and nothing of it is written', () => {
    const limited = ingress('limited', 'limited.example.com', { '/': 'web' }, { 'limit-rps': 'ten' });
    const conversion = conversionOf([limited, ingress('web', 'shop.example.com', { '/': 'web' })]);
    expect(conversion.hosts.map(({ name }) => name)).toEqual(['shop.example.com']);
    expect(conversion.ingresses.problems.map(({ problem }) => problem)).toEqual(
      ['metadata.annotations: nginx.ingress.kubernetes.io/limit-rps: "ten" is not valid; expected a whole number. The controller does not take the Ingress']);
  });
});

test('a CA of clients that the controller cannot use closes the paths of all Ingresses of the host', () => {
  const conversion = conversionOf([ingress('web', 'shop.example.com', { '/': 'web' }), ingress('admin', 'shop.example.com', { '/admin': 'admin' }, { 'auth-tls-secret': 'ca' })]);
  expect(conversion.objects.routes).toEqual([]);
  expect(conversion.proof.differences.map(({ class: kind, before, after }) => [kind, before.slice(0, 3), after.slice(0, 3)])).toEqual([['cosmetic', '403', '404']]);
});

test('what the ConfigMap asks for on all hosts is named where it is not kept, for the Ingresses that a waiver has to name', () => {
  const config = configMap('ingress-nginx-controller', { 'global-auth-url': 'https://auth.example.com', 'whitelist-source-range': '10.0.0.0/8' });
  const objects = [
    config, ingress('web', 'shop.example.com', { '/': 'web' }), ingress('health', 'shop.example.com', { '/health': 'web' }, { 'enable-global-auth': 'false' }),
    ingress('old', 'old.example.com', { '/': 'web' }, { 'permanent-redirect': 'https://shop.example.com' }),
  ];
  const cluster = Cluster.of(objects.map(object => ({ object })));
  const context = contextOf(cluster);
  const conversion = convert(cluster, context);
  const annotations = usedAnnotations(conversion.ingresses, context);
  const found = conversionFindings(conversion, annotations, [], context).filter(({ ruleId }) => ruleId === 'ingress-protection-not-kept');
  expect(found.flatMap(({ objects: named }) => named.map(({ name, detail }) => `${name}: ${detail}`))).toEqual([
    'web: external authorization, which the controller\'s ConfigMap asks for on all hosts',
  ]);
  expect(annotations.find(({ name }) => name === 'enable-global-auth')?.outcome).toBe('converted');
});

test('an Ingress of an API version that is not served is named, as is a namespace that is not a text', () => {
  const old = { ...ingress('old', 'old.example.com', { '/': 'web' }), apiVersion: 'extensions/v1beta1' };
  const web = ingress('web', 'shop.example.com', { '/': 'web' });
  const { ingresses } = conversionOf([old, { ...web, metadata: { ...web.metadata, namespace: 12 } }]);
  expect(ingresses.problems.map(({ problem }) => problem)).toEqual([
    'apiVersion: "extensions/v1beta1" is not served since Kubernetes 1.22; expected "networking.k8s.io/v1"', 'metadata.namespace: 12 is not a text; expected, for example, "12"',
  ]);
});
