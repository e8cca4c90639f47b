import { App } from 'cdk8s';

/**
 * An App by another name. Any App writes the artifacts in it (such as every `RulesetFile`) beside its manifests, so this is not needed.
 *
 * @deprecated use `App` of cdk8s
 */
export class ArtifactApp extends App {}
