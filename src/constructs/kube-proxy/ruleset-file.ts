import { Construct } from 'constructs';
import { NftablesKubeProxy } from './nftables-kube-proxy';
import { PREVIEW_OPTIONS, previewOptions } from './preview-names';
import { KubeProxyPreviewOptions } from './preview-options';
import { Artifact } from '../artifacts/artifact';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

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
   * @default - `rulesets/NODE.nft`; in an app whose charts would share it, `CHART/rulesets/NODE.nft`
   */
  readonly path?: string;
}

const PROPERTIES: PropertyNames<RulesetFileProps> = { ...PREVIEW_OPTIONS, kubeProxy: true, path: true };

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
    refuseUnknown(this.node.path, props, PROPERTIES);
    this._hasDefaultPath = props.path === undefined;
    this.props = props;
  }

  /**
   * The script.
   */
  public content(): string {
    return this.props.kubeProxy.preview(previewOptions(this.props)).toNft();
  }
}
