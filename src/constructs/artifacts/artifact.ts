import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { writeWithSynth } from './write-with-synth';
import { InputError } from '../../base/errors';

/** What cdk8s and kubectl take for manifests in an output folder. */
const MANIFEST_EXTENSIONS: readonly string[] = ['.yaml', '.yml', '.json'];

/**
 * A text file that is written beside the manifests when its app is synthesized. cdk8s and kubectl never take it for a manifest.
 */
export abstract class Artifact extends Construct {
  /**
   * Writes the artifacts of an app into its output folder. `app.synth()` does so by itself, so this is for apps that are synthesized in
   * another way.
   *
   * @param app the app, already synthesized
   * @returns the paths of the files
   */
  public static writeAll(app: App): string[] {
    const artifacts = app.node.findAll().filter((construct): construct is Artifact => construct instanceof Artifact);
    const byPath = new Map<string, Artifact>();
    for (const artifact of artifacts) {
      const other = byPath.get(artifact.path);
      if (other) throw new InputError(`${artifact.node.path}: path: ${artifact.path} is the path of ${other.node.path} as well`);
      byPath.set(artifact.path, artifact);
    }
    // All contents are made before the first is written, so that an error leaves nothing half-written.
    const contents = [...byPath].map(([path, artifact]) => ({ file: join(app.outdir, path), content: artifact.content() }));
    for (const { file, content } of contents) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return contents.map(({ file }) => file);
  }

  /**
   * The path of the file in the output folder.
   */
  public readonly path: string;

  /**
   * @param scope the chart or app
   * @param id the construct's id
   * @param path the path of the file in the output folder; it may not end with .yaml, .yml or .json
   */
  constructor(scope: Construct, id: string, path: string) {
    super(scope, id);
    writeWithSynth(this.node.root, app => Artifact.writeAll(app));
    this.path = normalize(path);
    if (this.path === '.' || this.path.startsWith('..') || /^([A-Za-z]:)?[\\/]/.test(this.path)) {
      throw new InputError(`${this.node.path}: path: ${JSON.stringify(path)} is outside of the output folder: expected a relative path of a file in it`);
    }
    if (MANIFEST_EXTENSIONS.includes(extname(this.path).toLowerCase())) {
      throw new InputError(`${this.node.path}: path: ${JSON.stringify(path)} would be applied as a manifest: expected an ending other than `
        + MANIFEST_EXTENSIONS.join(', '));
    }
  }

  /**
   * The text of the file. It is asked for when the app is synthesized.
   */
  public abstract content(): string;
}
