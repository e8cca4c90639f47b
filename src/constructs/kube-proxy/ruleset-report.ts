import { Construct } from 'constructs';
import { NftablesKubeProxy } from './nftables-kube-proxy';
import { PREVIEW_OPTIONS, previewOptions } from './preview-names';
import { KubeProxyPreviewOptions } from './preview-options';
import { Artifact } from '../artifacts/artifact';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/**
 * Properties of `RulesetReport`.
 */
export interface RulesetReportProps extends KubeProxyPreviewOptions {
  /**
   * The kube-proxy whose ruleset is previewed.
   */
  readonly kubeProxy: NftablesKubeProxy;

  /**
   * The path of the file in the app's output folder.
   *
   * @default - `rulesets/NODE.html`; in an app whose charts would share it, `CHART/rulesets/NODE.html`
   */
  readonly path?: string;
}

const PROPERTIES: PropertyNames<RulesetReportProps> = { ...PREVIEW_OPTIONS, kubeProxy: true, path: true };

/**
 * A page for a browser that shows what becomes of traffic to every Service on a node, and answers questions about packets. It is one file that
 * loads nothing, and is made when the app is synthesized.
 */
export class RulesetReport extends Artifact {
  private readonly props: RulesetReportProps;

  /**
   * @param scope the chart or app
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: RulesetReportProps) {
    super(scope, id, props.path ?? `rulesets/${props.nodeName}.html`);
    refuseUnknown(this.node.path, props, PROPERTIES);
    this._hasDefaultPath = props.path === undefined;
    this.props = props;
  }

  /**
   * The page.
   */
  public content(): string {
    return this.props.kubeProxy._previewPage(previewOptions(this.props));
  }
}
