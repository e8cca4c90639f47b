import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { ClusterCheck, IpFamily, Ruleset } from '../../src';

const CLUSTER = join(__dirname, '..', '..', 'examples', 'cluster');
const FIXTURES = join(__dirname, '..', 'fixtures', 'cluster');
const NETWORKING = join(CLUSTER, 'networking.yaml');
const KUBE_PROXY = join(CLUSTER, 'kube-proxy.yaml');
const OPTIONS = { nodeName: 'worker-1', kubernetesVersion: '1.36' };
const text = (file: string) => readFileSync(file, 'utf8');

const fromFiles = Ruleset.fromFiles([NETWORKING, KUBE_PROXY], OPTIONS);

test("files give what the node's kube-proxy programs", () => {
  const fixture = (name: string) => join(FIXTURES, name);
  const ruleset = Ruleset.fromFiles([fixture('networking.yaml'), fixture('kube-proxy.yaml')], OPTIONS);
  expect(ruleset.toNft()).toBe(text(fixture('worker-1.v1.36.ipv4.nft')) + text(fixture('worker-1.v1.36.ipv6.nft')));
  expect(ruleset.assumptions).toEqual([]);
});

test('a folder, a text and plain objects give the same', () => {
  expect(Ruleset.fromFiles([CLUSTER], OPTIONS).toNft()).toBe(fromFiles.toNft());
  expect(Ruleset.fromText(`${text(NETWORKING)}---\n${text(KUBE_PROXY)}`, OPTIONS).toNft()).toBe(fromFiles.toNft());
  expect(Ruleset.fromObjects([load(text(NETWORKING)), load(text(KUBE_PROXY))], OPTIONS).toNft()).toBe(fromFiles.toNft());
});

test('what is not applied yet is completed', () => {
  const manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'new', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } };
  const ruleset = Ruleset.fromObjects([load(text(NETWORKING)), manifest], { ...OPTIONS, serviceCidrs: ['10.99.0.0/28'] });
  expect(ruleset.assumptions).toEqual([expect.stringMatching(/^Service shop\/new: /)]);
  const added = ruleset.elements(IpFamily.IPV4, 'cluster-ips').filter(address => !fromFiles.elements(IpFamily.IPV4, 'cluster-ips').includes(address));
  expect(added).toEqual([expect.stringMatching(/^10\.99\.0\.\d+$/)]);
});

test.each<[string, () => unknown, string]>([
  ['files', () => Ruleset.fromFiles(['/no/such.yaml'], OPTIONS), '/no/such.yaml: no such file'],
  ['texts', () => Ruleset.fromText('kind: [', OPTIONS), 'text, line 2, column 1: unexpected end of the stream within a flow collection'],
  ['objects', () => Ruleset.fromObjects([1], OPTIONS), 'objects[0]: 1 is not an API object'],
  ['checked texts', () => ClusterCheck.fromText('- 1', { targetVersion: '1.36' }), 'text, line 1: expected a Kubernetes object, found the number 1'],
])('messages about %s say where', (_, action, message) => {
  expect(action).toThrow(message);
});

test('a text is checked as its file is', () => {
  const options = { targetVersion: '1.36' };
  expect(ClusterCheck.fromText(text(KUBE_PROXY), options).findings.map(({ ruleId }) => ruleId))
    .toEqual(ClusterCheck.fromFiles([KUBE_PROXY], options).findings.map(({ ruleId }) => ruleId));
});
