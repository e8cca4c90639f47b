import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { App } from 'cdk8s';
import { readPage } from '../support/page';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

/** The examples are folders with an app in main.ts. */
const apps = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && readdirSync(join(EXAMPLES, entry.name)).includes('main.ts'))
  .map(entry => entry.name);

/** Apps that write what the command does, which tests of the command and of the construct know line by line. */
const PROVED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  migrations: [
    'nftables/RUNBOOK.md', 'nftables/distribution/examples/distributions/inventory/k8s-cluster.yml.txt', 'gateway-api/operator/gateway.yaml.txt',
    'cilium/cilium/values-migration.yaml.txt', 'ambient/namespaces/shop/waypoint.yaml.txt', 'ambient/report.html',
  ],
};

test('there are examples', () => {
  expect(apps).toEqual([
    'ambient', 'ambient-a-b', 'ambient-canary', 'ambient-enrollment', 'ambient-ingress', 'ambient-installation', 'ambient-jwt', 'ambient-l4-policy', 'ambient-l7-policy',
    'ambient-observability', 'ambient-strict-mtls', 'ambient-waypoint', 'cilium', 'distributions', 'gateway', 'ingress-conversion', 'kube-proxy-addon', 'migration', 'migrations',
    'node-probe', 'requests', 'typescript', 'web-shop',
  ]);
});

test.each(apps)('%s', name => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const { createApp } = jest.requireActual<{ createApp(outdir: string): App }>(join(EXAMPLES, name, 'main'));
    createApp(outdir).synth();
    const files = filesIn(outdir).sort();
    expect(files.length).toBeGreaterThan(0);
    for (const file of name in PROVED_ELSEWHERE ? [] : files) expect(contentOf(file)).toMatchSnapshot(relative(outdir, file));
    expect(files.map(file => relative(outdir, file))).toEqual(expect.arrayContaining([...PROVED_ELSEWHERE[name] ?? []]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

/** A page has its code in it, which does not belong to the example; what it shows is tested in test/report. */
function contentOf(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.html') ? readPage(text).document : text;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
}
