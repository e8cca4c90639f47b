import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ClusterMigration, MigrationReport } from '../../../src';
import { readPage } from '../../support/page';

const FILES = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'].map(file => join(__dirname, '..', '..', 'fixtures', 'cluster', file));
const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
afterAll(() => rmSync(outdir, { recursive: true }));

function chartWithMigration(): { readonly app: App; readonly chart: Chart; readonly migration: ClusterMigration } {
  const app = new App({ outdir });
  const chart = new Chart(app, 'test');
  return { app, chart, migration: new ClusterMigration(chart, 'migration', { targetVersion: '1.36', files: FILES, rulesetNodes: ['worker-1'] }) };
}

test('a migration writes its page into its folder, with links to the files beside it', () => {
  const { app } = chartWithMigration();
  app.synth();
  const { document, data } = readPage(readFileSync(join(outdir, 'migration', 'report.html'), 'utf8'));
  expect(document.title).toBe('From IPVS mode to kube-proxy 1.36 in nftables mode: 4 nodes, 14 Services');
  expect(document.parts.map(({ id }) => id)).toEqual(['findings', 'nodes', 'behavior', 'settings', 'runbook', 'files']);
  expect(data('files').map(({ path }: { path: string }) => path).sort()).toEqual(
    readdirSync(join(outdir, 'migration'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && entry.name !== 'report.html')
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(outdir, 'migration').length + 1)).sort());
  expect(document.question).toMatchObject({ kubernetesVersion: '1.36', modes: ['ipvs', 'nftables'] });
});

test('elsewhere its links lead into the folder', () => {
  const { chart, migration } = chartWithMigration();
  const report = new MigrationReport(chart, 'report', { migration, path: 'pages/migration.html' });
  expect(readPage(report.content()).data('files')).toContainEqual({ path: '../migration/RUNBOOK.md' });
  expect(new MigrationReport(chart, 'other', { migration }).path).toBe('migration-report.html');
});

test('what is not a property is refused', () => {
  const { chart, migration } = chartWithMigration();
  expect(() => new MigrationReport(chart, 'report', { migration, folder: 'x' } as any)).toThrow(/folder/);
});

test('which nodes are ready follows from blockers about them', () => {
  const { migration } = chartWithMigration();
  const nodes = readPage(migration.toHtml()).data('nodes') as { name: string; isReady: boolean }[];
  expect(Object.fromEntries(nodes.map(({ name, isReady }) => [name, isReady]))).toEqual({ 'cp-1': true, 'worker-1': true, 'worker-2': true, 'worker-3': false });
});

test('nothing of containers or of other ConfigMaps and Secrets is in the page', () => {
  const secret = 'do-not-show-this';
  const objects = [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token', namespace: 'shop', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': secret } }, stringData: { token: secret } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app', namespace: 'shop' }, data: { password: secret } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'app', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'app' } },
        template: { metadata: { labels: { app: 'app' } }, spec: { containers: [{ name: 'app', image: 'app', env: [{ name: 'PASSWORD', value: secret }], args: [secret], command: [secret] }] } },
      },
    },
  ];
  const migration = new ClusterMigration(new Chart(new App(), 'test'), 'migration', { targetVersion: '1.36', files: FILES, objects });
  const page = readPage(migration.toHtml());
  const all = JSON.stringify([...page.document.parts.map(({ id }) => page.data(id)), page.data('question')]);
  expect(all).not.toContain(secret);
  expect(all).toContain('shop');
});
