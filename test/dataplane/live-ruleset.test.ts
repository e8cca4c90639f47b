import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src/base/errors';
import { IpFamily } from '../../src/base/ip/ip-family';
import { Ruleset } from '../../src/dataplane/ruleset';

const CLUSTER = join(__dirname, '..', 'fixtures', 'cluster');
const LISTING = readFileSync(join(CLUSTER, 'worker-1.nft-list.txt'), 'utf8');

const live = Ruleset.fromNftList(LISTING, { nodeName: 'worker-1' });
const predicted = Ruleset.fromFiles([join(CLUSTER, 'networking.yaml'), join(CLUSTER, 'kube-proxy.yaml')], { nodeName: 'worker-1', kubernetesVersion: '1.36' });

test('a live ruleset has the chains, rules and elements of the listing', () => {
  expect(live.nodeName).toBe('worker-1');
  expect(live.chainNames(IpFamily.IPV4)).toEqual(predicted.chainNames(IpFamily.IPV4));
  for (const chain of live.chainNames(IpFamily.IPV4)) {
    // The kernel merges the networks of a set.
    const others = (rules: string[]) => rules.filter(rule => !/addr (?:!= )?(?:\{|[\d./]+ drop)/.test(rule));
    expect(others(live.rules(IpFamily.IPV4, chain))).toEqual(others(predicted.rules(IpFamily.IPV4, chain)));
  }
  for (const map of ['service-ips', 'no-endpoint-services', 'cluster-ips']) {
    expect(live.elements(IpFamily.IPV4, map)).toEqual(predicted.elements(IpFamily.IPV4, map));
  }
  expect(live.chainNames(IpFamily.IPV6)).toEqual([]);
  expect(live.assumptions).toEqual([]);
});

test('packets are explained without any object', () => {
  for (const destination of ['10.96.0.10:53/udp', '10.96.40.1:80', '192.168.10.11:31080', '10.96.70.2:9091']) {
    const [one, other] = [live, predicted].map(ruleset => ruleset.explain({ source: 'external:203.0.113.7', destination }));
    expect(one.verdict).toBe(other.verdict);
    expect(one.endpoints.map(({ address, port }) => `${address} ${port}`)).toEqual(other.endpoints.map(({ address, port }) => `${address} ${port}`));
    expect(one.isMasqueraded).toBe(other.isMasqueraded);
  }
});

test('compared with a prediction, only what means something else is a difference', () => {
  const damaged = Ruleset.fromNftList(LISTING.replace(/10\.96\.0\.10,\s/, ''), { nodeName: 'worker-1' });
  for (const [before, after] of [[live, predicted], [predicted, live]]) expect(before.compareWith(after).toText(IpFamily.IPV4)).toBe('No difference.\n');
  expect(damaged.compareWith(predicted).toNft(IpFamily.IPV4)).toBe('add element ip kube-proxy cluster-ips { 10.96.0.10 }\n');
  expect(damaged.compareWith(live).changes).toMatchObject([{ name: 'cluster-ips', action: 'added', after: '10.96.0.10' }]);
});

test('compared with a prediction, clients notice what the rules do', () => {
  const damaged = Ruleset.fromNftList(LISTING.replace(/numgen random mod 2 map \{ 0 : 10\.244\.1\.11 \. 53/, 'numgen random mod 2 map { 0 : 10.244.9.9 . 53'));
  const changes = damaged.compareWith(predicted).behaviorChanges.filter(({ family }) => family === IpFamily.IPV4);
  expect(new Set(changes.map(({ serviceName }) => serviceName))).toEqual(new Set(['kube-system/kube-dns']));
});

test.each([
  ['', /^text: has no table ip kube-proxy/],
  ['table ip nat {\n}\n', /^text: has no table ip kube-proxy/],
  [LISTING.slice(0, 2_000), /^text:\d+: the listing ends inside of /],
  ['\0\0', /^text: is a binary file/],
  ['{"nftables": [{"metainfo"', /^text: is not valid JSON/],
  ['{"items": []}', /^text: has no list "nftables"/],
  ['add table ip kube-proxy\n', /^text:1: "add table ip kube-proxy" is not the start of a table/],
])('what is not a listing is refused: %#', (text, message) => {
  expect(() => Ruleset.fromNftList(text)).toThrow(InputError);
  expect(() => Ruleset.fromNftList(text)).toThrow(message);
});
