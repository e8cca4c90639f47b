import { ingress } from './conversions';
import { Plain } from '../../support/builders';
import { random } from '../../support/random';

/** Random Ingresses of a few hosts: what people write, side by side. */
export class RandomIngresses {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = random(seed);
  }

  /** @param odd whether values may be wrong as well */
  public set(odd: boolean): Plain[] {
    const count = 1 + Math.floor(this.next() * 5);
    const own = Array.from({ length: count }, (_, i) => this.one(`i${i}`, odd));
    const canaries = own.filter(() => this.next() < 0.4).map((primary, i) => this.canary(primary, i));
    return [...own, ...canaries].map(object => this.next() < 0.15 ? { ...object, metadata: { ...object.metadata, namespace: 'other' } } : object);
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)];
  }

  private one(name: string, odd: boolean): Plain {
    const host = this.pick(HOSTS);
    const isRegex = this.next() < 0.2;
    const paths = Object.fromEntries(Array.from({ length: 1 + Math.floor(this.next() * (this.next() < 0.1 ? 40 : 5)) }, (_, i) => {
      const text = isRegex && this.next() < 0.6 ? `ImplementationSpecific ${this.pick(EXPRESSIONS)}` : `${this.pick(TYPES)} ${this.path(i)}`;
      return [text, `s${Math.floor(this.next() * 6)}`];
    }));
    const annotations = {
      ...isRegex && { 'use-regex': 'true' },
      ...isRegex && this.next() < 0.5 && { 'rewrite-target': this.pick(['/$2', '/$1', '/fixed', '/x/$2']) },
      ...Object.fromEntries(ANNOTATIONS.filter(() => this.next() < 0.06).map(([key, values]) => [key, this.pick(values)])),
      ...odd && this.next() < 0.3 && Object.fromEntries([this.pick(WRONG)]),
    };
    const tls = this.next() < 0.4 && { tls: [{ hosts: this.pick([[host], ['else.example.com'], []]), ...this.next() < 0.8 && { secretName: 'certificate' } }] };
    const defaultBackend = this.next() < 0.1 && { defaultBackend: { service: { name: 'default', port: { number: 80 } } } };
    return ingress(name, host, paths, annotations, { ...tls, ...defaultBackend });
  }

  private path(i: number): string {
    const text = Array.from({ length: Math.floor(this.next() * 3) }, () => `/${this.pick(SEGMENTS)}`).join('');
    return i > 5 ? `/p${i}${text}` : text === '' ? '/' : `${text}${this.next() < 0.2 ? '/' : ''}`;
  }

  private canary(primary: Plain, i: number): Plain {
    const paths = primary.spec.rules[0].http.paths.map((each: any) => ({ ...each, backend: { service: { name: `${String(each.backend.service.name)}-next`, port: { number: 80 } } } }));
    const how = Object.fromEntries(CANARIES.filter(() => this.next() < 0.4).map(([key, values]) => [`nginx.ingress.kubernetes.io/${key}`, this.pick(values)]));
    return {
      ...primary,
      metadata: { name: `canary${i}`, namespace: 'shop', annotations: { 'nginx.ingress.kubernetes.io/canary': 'true', ...how } },
      spec: { ...primary.spec, rules: [{ ...primary.spec.rules[0], http: { paths } }], tls: undefined },
    };
  }
}

const HOSTS = ['a.example.com', 'b.example.com', '*.example.com', 'www.a.example.com', 'example.com', '', '*.b.example.com'];
const TYPES = ['Prefix', 'Prefix', 'Prefix', 'Exact', 'ImplementationSpecific'];
const SEGMENTS = ['a', 'b', 'ab', 'a.b', 'A', 'a~b', 'ä'];
const EXPRESSIONS = ['/a(/|$)(.*)', '/a/(.*)', '/b/?(.*)', '/(a|b)/c', '/[a-b]+', '/a.b', '/(.*)', '/a(/.*)?', '/(?!b).*'];

const ANNOTATIONS: readonly (readonly [string, readonly string[]])[] = [
  ['ssl-redirect', ['false', 'true']], ['force-ssl-redirect', ['true']], ['preserve-trailing-slash', ['true']], ['app-root', ['/a', '/a/b']], ['from-to-www-redirect', ['true']],
  ['permanent-redirect', ['https://new.example.com', 'https://new.example.com/x?y=1', 'http://new.example.com:8080/']], ['permanent-redirect-code', ['308', '303']],
  ['temporal-redirect', ['https://tmp.example.com/']], ['server-alias', ['alias.example.com', 'b.example.com,alias.example.net']], ['enable-cors', ['true']],
  ['cors-allow-origin', ['https://*.example.org', '*']], ['upstream-vhost', ['inner.example.com']], ['rewrite-target', ['/', '/new']], ['backend-protocol', ['GRPC', 'HTTPS', 'AUTO_HTTP']],
  ['auth-url', ['https://auth.example.com/check']], ['allowlist-source-range', ['10.0.0.0/8']], ['limit-rps', ['10']], ['configuration-snippet', ['more_set_headers "X-A: b";', 'deny all;']],
  ['ssl-passthrough', ['true']], ['mirror-target', ['http://mirror.shop.svc:80$request_uri']], ['affinity', ['cookie']], ['x-forwarded-prefix', ['/a']],
];

const WRONG: readonly (readonly [string, string])[] = [
  ['ssl-redirect', 'maybe'], ['canary-weight', 'abc'], ['allowlist-source-range', 'office'], ['limit-rps', 'ten'], ['proxy-body-size', 'lots'], ['rewrite-target', '/a b'],
  ['auth-tls-secret', 'ca'], ['auth-type', 'basic'], ['server-alias', '~^x[.]example[.]com$'], ['nothing-known', 'x'], ['app-root', 'https://x/'],
];

const CANARIES: readonly (readonly [string, readonly string[]])[] = [
  ['canary-weight', ['0', '10', '100', '500']], ['canary-weight-total', ['50', '200']], ['canary-by-header', ['X-Canary']], ['canary-by-header-value', ['yes']],
  ['canary-by-header-pattern', ['^a|b$', 'v[0-9]+']], ['canary-by-cookie', ['canary']],
];
