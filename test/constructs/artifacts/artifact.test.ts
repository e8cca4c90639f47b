import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Artifact, ArtifactApp } from '../../../src';

class TextArtifact extends Artifact {
  constructor(scope: Construct, id: string, path: string, private readonly text: string | Error) {
    super(scope, id, path);
  }

  public content(): string {
    if (this.text instanceof Error) throw this.text;
    return this.text;
  }
}

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'artifacts-')); });
afterEach(() => rmSync(outdir, { recursive: true }));

function chartIn(app: App): Chart {
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
  return chart;
}

class OwnSynthApp extends App {
  public readonly seen: string[] = [];

  public synth(): void {
    super.synth();
    this.seen.push(...readdirSync(this.outdir).sort());
  }
}

test.each([['App', App], ['ArtifactApp', ArtifactApp], ['a subclass', OwnSynthApp]])('%s writes artifacts beside the manifests', (_, Type) => {
  const app = new Type({ outdir });
  const chart = chartIn(app);
  new TextArtifact(chart, 'a', 'notes/a.txt', 'in a folder\n');
  new TextArtifact(app, 'b', 'b.nft', 'at the top\n');
  app.synth();
  expect(readdirSync(outdir).sort()).toEqual(['b.nft', 'chart.k8s.yaml', 'notes']);
  expect(readFileSync(join(outdir, 'notes', 'a.txt'), 'utf8')).toBe('in a folder\n');
});

test('an app that overrides synth finds them where it goes on', () => {
  const app = new OwnSynthApp({ outdir });
  new TextArtifact(chartIn(app), 'a', 'a.txt', 'text');
  app.synth();
  expect(app.seen).toEqual(['a.txt', 'chart.k8s.yaml']);
});

test('each is made once, and only for the app that it is in', () => {
  const app = new App({ outdir });
  const made: string[] = [];
  class Counted extends Artifact {
    public content(): string {
      made.push(this.node.path);
      return '';
    }
  }
  new Counted(chartIn(app), 'a', 'a.txt');
  new Counted(app, 'b', 'b.txt');
  const other = new App({ outdir: join(outdir, 'other') });
  chartIn(other);
  other.synth();
  expect(readdirSync(other.outdir)).toEqual(['chart.k8s.yaml']);
  expect(made).toEqual([]);
  app.synth();
  expect(made).toEqual(['chart/a', 'b']);
  // As jsii's kernel calls it for other languages.
  (app.constructor as typeof App).prototype.synth.call(app);
  expect(made).toHaveLength(4);
});

test('an app that is synthesized in another way can ask for them', () => {
  const app = new App({ outdir });
  new TextArtifact(chartIn(app), 'a', 'a.txt', 'text');
  expect(Artifact.writeAll(app)).toEqual([join(outdir, 'a.txt')]);
  expect(readFileSync(join(outdir, 'a.txt'), 'utf8')).toBe('text');
});

test('an error in one leaves none half-written', () => {
  const app = new ArtifactApp({ outdir });
  const chart = chartIn(app);
  new TextArtifact(chart, 'a', 'a.txt', 'text');
  new TextArtifact(chart, 'b', 'b.txt', new Error('no content'));
  expect(() => app.synth()).toThrow('no content');
  expect(existsSync(join(outdir, 'a.txt'))).toBe(false);
});

test('two of one path are an error', () => {
  const app = new ArtifactApp({ outdir });
  const chart = chartIn(app);
  new TextArtifact(chart, 'a', 'notes/a.txt', 'one');
  new TextArtifact(chart, 'b', 'notes/../notes/a.txt', 'two');
  expect(() => app.synth()).toThrow('chart/b: path: notes/a.txt is the path of chart/a as well');
});

test.each(['manifest.yaml', 'deep/manifest.yml', 'LIST.JSON'])('%s would be taken for a manifest', path => {
  expect(() => new TextArtifact(new ArtifactApp({ outdir }), 'a', path, '')).toThrow(
    `a: path: "${path}" would be applied as a manifest: expected an ending other than .yaml, .yml, .json`);
});

test.each(['../outside.txt', '/etc/outside.txt', 'a/../../outside.txt', 'C:\\outside.txt', ''])('%s is outside of the output folder', path => {
  expect(() => new TextArtifact(new ArtifactApp({ outdir }), 'a', path, '')).toThrow(
    `a: path: ${JSON.stringify(path)} is outside of the output folder: expected a relative path of a file in it`);
});
