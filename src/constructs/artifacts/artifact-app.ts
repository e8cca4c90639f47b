import { App } from 'cdk8s';
import { Artifact } from './artifact';

/**
 * An App that writes the artifacts in it (such as every `RulesetFile`) beside its manifests. cdk8s has no hook that runs
 * after the synthesis, so this takes the place of `App`; everything else is as with `App`.
 */
export class ArtifactApp extends App {
  /**
   * Synthesizes the manifests, then writes the artifacts.
   */
  public synth(): void {
    super.synth();
    Artifact.writeAll(this);
  }
}
