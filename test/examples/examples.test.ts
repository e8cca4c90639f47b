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

test('there are examples', () => {
  expect(apps).toEqual([
    'ambient', 'ambient-a-b', 'ambient-canary', 'ambient-enrollment', 'ambient-ingress', 'ambient-installation', 'ambient-jwt', 'ambient-l4-policy', 'ambient-l7-policy',
    'ambient-observability', 'ambient-strict-mtls', 'ambient-waypoint', 'cilium', 'distributions', 'gateway', 'ingress-conversion', 'kube-proxy-addon', 'migration', 'node-probe', 'typescript', 'web-shop',
  ]);
});

test.each(apps)('%s', name => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const { createApp } = jest.requireActual<{ createApp(outdir: string): App }>(join(EXAMPLES, name, 'main'));
    createApp(outdir).synth();
    const files = filesIn(outdir).sort();
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(contentOf(file)).toMatchSnapshot(relative(outdir, file));
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
