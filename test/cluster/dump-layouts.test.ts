import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nftablesFindings } from '../../src/check/goals/nftables';
import { Cluster } from '../../src/cluster/cluster';
import { expandFolders } from '../../src/input/expand-folders';
import { readFiles } from '../../src/input/read-files';
import { Plain } from '../support/builders';

const FIXTURES = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'].map(name => join(__dirname, '..', 'fixtures', 'cluster', name));
type ApiObject = Plain & { kind: string; apiVersion: string; metadata: { name: string; namespace?: string } };
const OBJECTS = [...readFiles(FIXTURES)].map(({ object }) => object as ApiObject);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content, undefined, 4));
}

/** As Go prints a typed list: its items have no kind. */
const list = (kind: string, apiVersion: string, objects: readonly Plain[]) =>
  ({ kind: `${kind}List`, apiVersion, metadata: {}, items: objects.map(({ kind: _kind, apiVersion: _apiVersion, ...rest }) => rest) });
const resource = (kind: string) => `${kind.toLowerCase()}s`;
const groupOf = (apiVersion: string) => apiVersion.includes('/') ? apiVersion.split('/')[0] : undefined;
const NAMESPACES = [...new Set(OBJECTS.flatMap(({ metadata: { namespace } }) => namespace ?? []))];
const of = (kind: string, namespace?: string) => OBJECTS.filter(object => object.kind === kind && object.metadata.namespace === namespace);

function clusterOf(paths: readonly string[]): Cluster {
  return Cluster.of(readFiles(expandFolders(paths)), []);
}

const findings = (cluster: Cluster) => nftablesFindings(cluster, '1.36').map(({ ruleId, objects }) => [ruleId, objects.map(({ name }) => name).sort()]);

test('kubectl cluster-info dump --output-directory: lists of some kinds for each namespace, beside logs', () => {
  write('nodes.json', list('Node', 'v1', of('Node')));
  for (const namespace of NAMESPACES) {
    for (const [kind, apiVersion] of [['Service', 'v1'], ['Event', 'v1'], ['Pod', 'v1'], ['DaemonSet', 'apps/v1'], ['ReplicaSet', 'apps/v1']]) {
      write(`${namespace}/${resource(kind)}.json`, list(kind, apiVersion, of(kind, namespace)));
    }
    write(`${namespace}/web-0/logs.txt`, '==== START logs for container web of pod web-0\n{"a": 1}\n');
  }
  const { nodes, services, workloads } = clusterOf([folder]);
  const whole = clusterOf(FIXTURES);
  expect([[...nodes.keys()].sort(), [...services.keys()].sort()]).toEqual([[...whole.nodes.keys()].sort(), [...whole.services.keys()].sort()]);
  expect([...workloads.keys()]).toContain('DaemonSet kube-system/kube-proxy');
});

test('a must-gather: lists for each namespace, objects of no namespace one by one, and files of other programs', () => {
  const image = 'quay-io-openshift-release-dev-sha256-abc';
  for (const object of OBJECTS.filter(({ metadata }) => metadata.namespace === undefined)) {
    write(`${image}/cluster-scoped-resources/${groupOf(object.apiVersion) ?? 'core'}/${resource(object.kind)}/${object.metadata.name}.yaml`, object);
  }
  for (const namespace of NAMESPACES) {
    write(`${image}/namespaces/${namespace}/${namespace}.yaml`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    for (const { kind, apiVersion } of OBJECTS.filter(({ metadata }) => metadata.namespace === namespace)) {
      write(`${image}/namespaces/${namespace}/${groupOf(apiVersion) ?? 'core'}/${resource(kind)}.yaml`, list(kind, apiVersion, of(kind, namespace)));
    }
  }
  write(`${image}/etcd_info/endpoint_health.json`, [{ health: true }]);
  write('must-gather.logs', 'Gathering data\n');
  expect(findings(clusterOf([folder]))).toEqual(findings(clusterOf(FIXTURES)));
});

test('a backup of Velero: each object twice, under its resource and under the preferred version of it', () => {
  for (const object of OBJECTS) {
    const { kind, apiVersion, metadata: { name, namespace } } = object;
    const group = groupOf(apiVersion);
    const place = `${namespace === undefined ? 'cluster' : `namespaces/${namespace}`}/${name}.json`;
    const resourceFolder = `resources/${resource(kind)}${group === undefined ? '' : `.${group}`}`;
    write(`${resourceFolder}/${place}`, object);
    write(`${resourceFolder}/${apiVersion.split('/').at(-1)}-preferredversion/${place}`, object);
  }
  write('metadata/version', '1.1.0');
  expect(findings(clusterOf([folder]))).toEqual(findings(clusterOf(FIXTURES)));
});
