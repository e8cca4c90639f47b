import { Construct } from 'constructs';
import { NftablesKubeProxy } from './nftables-kube-proxy';
import { KubeProxyPreviewOptions } from './preview-options';
import { Artifact } from '../artifacts/artifact';

/**
 * Properties of `RulesetFile`.
 */
export interface RulesetFileProps extends KubeProxyPreviewOptions {
  /**
   * The kube-proxy whose ruleset is previewed.
   */
  readonly kubeProxy: NftablesKubeProxy;

  /**
   * The path of the file in the app's output folder.
   *
   * @default - `rulesets/NODE.nft`
   */
  readonly path?: string;
}

/**
 * A file with the ruleset of a node, as a script for `nft -f`. It is made when the app is synthesized, and written beside the manifests.
 */
export class RulesetFile extends Artifact {
  private readonly props: RulesetFileProps;

  /**
   * @param scope the chart or app
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: RulesetFileProps) {
    super(scope, id, props.path ?? `rulesets/${props.nodeName}.nft`);
    this.props = props;
  }

  /**
   * The script.
   */
  public content(): string {
    return this.props.kubeProxy.preview(this.props).toNft();
  }
}
