import { ingress, path, request } from './ingresses';
import { buildConfiguration } from '../../../../src/dataplane/requests/ingress-nginx/build';
import { evaluateNginx } from '../../../../src/dataplane/requests/ingress-nginx/evaluate';
import { IngressPath, NginxIngress, PathType } from '../../../../src/dataplane/requests/ingress-nginx/model';
import { Nginx, NginxAnswer, nginxIsAvailable } from '../../../support/nginx';
import { random } from '../../../support/random';

/*
 * The rules of ingress-nginx about requests against a real nginx, whose configuration is written as the controller's template writes
 * it: a Prefix path P as `P/` and `= P`, and expressions `^P` where a host has any.
 */

const HOSTS = 300;
const REQUESTS_A_HOST = 30;
const SEGMENTS = ['a', 'b', 'ab', 'a.b', 'A'];
const EXPRESSIONS = ['/a(/|$)(.*)', '/a/(.*)', '/b/?(.*)', '/(a|b)/c', '/[a-b]+', '/a.b'];

interface Host {
  readonly name: string;
  readonly ingress: NginxIngress;
}

const next = random(13);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];

function randomPath(): string {
  const count = Math.floor(next() * 3);
  const text = Array.from({ length: count }, () => `/${pick(SEGMENTS)}`).join('');
  return text === '' ? '/' : `${text}${next() < 0.25 ? '/' : ''}`;
}

/** nginx refuses two locations of one text, which `/a` and `/a/` as Prefix paths are. */
function isClash(one: IngressPath, two: IngressPath): boolean {
  return one.type === two.type && one.path.replace(/\/$/, '') === two.path.replace(/\/$/, '');
}

function randomHost(i: number): Host {
  const name = `h${i}.example.com`;
  const isRegex = next() < 0.3;
  const paths: IngressPath[] = [];
  for (let count = 1 + Math.floor(next() * 6); count > 0; count--) {
    const added = path(isRegex && next() < 0.6 ? pick(EXPRESSIONS) : randomPath(), pick<PathType>(['Exact', 'Prefix']), `s${paths.length}`);
    if (!paths.some(each => isClash(each, added))) paths.push(added);
  }
  const annotations = isRegex ? { 'use-regex': 'true', ...next() < 0.4 && { 'rewrite-target': pick(['/$2', '/x/$1', '/fixed']) } } : {};
  return { name, ingress: ingress(`i${i}`, name, paths, annotations) };
}

/** The server block of a host, as rootfs/etc/nginx/template/nginx.tmpl writes it. */
function serverBlock({ name, ingress: { rules: [{ paths }], annotations } }: Host): string {
  const isRegex = annotations.has('use-regex');
  // The location that each server has from the start is the first one, and a Prefix path / takes its place.
  const isRoot = (each: IngressPath): boolean => each.path === '/' && each.type === 'Prefix';
  const all = [paths.find(isRoot) ?? path('/', 'Prefix', 'default'), ...paths.filter(each => !isRoot(each))]
    .sort((a, b) => (a.path > b.path ? -1 : a.path < b.path ? 1 : 0)).sort((a, b) => b.path.length - a.path.length);
  const exact = new Set(all.filter(({ type }) => type === 'Exact').map(each => each.path));
  const locations = all.flatMap(each => written(each, isRegex, exact).map(text => {
    const target = annotations.get('rewrite-target');
    const rewrite = target === undefined || target === each.path ? '' : `rewrite "(?i)${each.path}" ${target} break;`;
    return `location ${text} { proxy_set_header X-Location ${each.backend!.service}; proxy_set_header Host $host; ${rewrite} proxy_pass BACKEND; }`;
  }));
  return `server { server_name ${name}; listen SOCKET; ${locations.join('\n')} }`;
}

function written({ path: text, type }: IngressPath, isRegex: boolean, exact: ReadonlySet<string>): string[] {
  if (isRegex) return [`~* "^${text}"`];
  if (type === 'Exact') return [`= "${text}"`];
  if (text === '/') return ['"/"'];
  const base = text.replace(/\/$/, '');
  return text.endsWith('/') || exact.has(text) ? [`"${base}/"`] : [`"${base}/"`, `= "${text}"`];
}

/** Requests to the neighbors of the paths of a host. */
function requestsTo({ ingress: { rules: [{ paths }] } }: Host): string[] {
  const plain = paths.map(each => each.path.replace(/[()|$\[\]?*+]/g, '').replace(/\.$/, ''));
  const neighbors = [...plain, '/', '/zzz'].flatMap(text => [
    text, `${text}/`, text.replace(/\/$/, ''), `${text}x`, `${text}/x`, text.toUpperCase(), text.replace('/', '//'), text.replaceAll('a', '%61'),
    `${text}/../a`, `${text}/./b`, text.replace(/(.)\/(.)/, '$1%2F$2'),
  ]);
  const valid = [...new Set(neighbors)].filter(text => text.startsWith('/'));
  return Array.from({ length: REQUESTS_A_HOST }, () => `${pick(valid)}${next() < 0.2 ? '?q=1' : ''}`);
}

/** The controller's default backend answers 404, whatever it is asked. */
const DEFAULT: NginxAnswer = { status: 404 };

function seen(answer: NginxAnswer): NginxAnswer {
  return answer.backend?.location === 'default' ? DEFAULT : answer;
}

/** What our rules say, in the words of what a client and the backend of nginx see. */
function predicted(host: string, uri: string, configuration: ReturnType<typeof buildConfiguration>): NginxAnswer {
  const { answer, location } = evaluateNginx(request(`GET http://${host}${uri}`), configuration);
  if (answer.kind === 'redirect') return { status: answer.status, location: answer.location };
  if (answer.kind === 'response' && answer.status === 404 && location?.isDefault) return DEFAULT;
  if (answer.kind !== 'backends') return { status: answer.kind === 'response' ? answer.status : 0 };
  const [, query = ''] = uri.split('?');
  const service = answer.backends[0].backend!.replace(/^shop\/(.*):80$/, '$1');
  const isRewritten = answer.forwarded.path !== uri.split('?')[0];
  return { status: 200, backend: { location: service, uri: isRewritten && query ? `${answer.forwarded.path}?${query}` : isRewritten ? answer.forwarded.path : uri, host } };
}

const withNginx = nginxIsAvailable() ? test : test.skip;

withNginx(`${HOSTS} random hosts: nginx does what the rules say`, async () => {
  const hosts = Array.from({ length: HOSTS }, (_, i) => randomHost(i));
  const nginx = new Nginx();
  try {
    await nginx.start(hosts.map(serverBlock).join('\n'));
    const differences: unknown[] = [];
    let asked = 0;
    for (const host of hosts) {
      const configuration = buildConfiguration([host.ingress]);
      for (const uri of requestsTo(host)) {
        const actual = seen(await nginx.ask(host.name, uri));
        const expected = predicted(host.name, uri, configuration);
        asked++;
        if (JSON.stringify(actual) !== JSON.stringify(expected)) differences.push({ uri, paths: host.ingress.rules[0].paths.map(each => `${each.type} ${each.path}`), annotations: [...host.ingress.annotations], actual, expected });
      }
    }
    expect(differences.slice(0, 5)).toEqual([]);
    expect(asked).toBe(HOSTS * REQUESTS_A_HOST);
  } finally {
    await nginx.stop();
  }
}, 120_000);
