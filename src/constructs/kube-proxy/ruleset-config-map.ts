import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { NftablesKubeProxy } from './nftables-kube-proxy';
import { KubeProxyPreviewOptions } from './preview-options';
import { InputError } from '../../base/errors';
import { configMapKeyProblem } from '../../base/objects/names';
import { metadataProblems, textProblems } from '../objects/metadata-problems';

/**
 * Properties of `RulesetConfigMap`.
 */
export interface RulesetConfigMapProps extends KubeProxyPreviewOptions {
  /**
   * The kube-proxy whose ruleset is previewed.
   */
  readonly kubeProxy: NftablesKubeProxy;

  /**
   * Metadata of the ConfigMap.
   *
   * @default - a name made by cdk8s
   */
  readonly metadata?: ApiObjectMetadata;
}

/** The API server refuses ConfigMaps beyond this (upstream: MaxSecretSize). */
const MAX_BYTES = 1024 * 1024;

/**
 * A ConfigMap with the ruleset of a node in the key `NODE.nft`, for tools in the cluster that compare it with what the node
 * has. The ruleset is made when the app is synthesized.
 */
export class RulesetConfigMap extends Construct {
  /**
   * The ConfigMap.
   */
  public readonly configMap: ApiObject;

  /**
   * @param scope the chart
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: RulesetConfigMapProps) {
    super(scope, id);
    const [problem] = [...metadataProblems(props.metadata), ...textProblems(`${props.nodeName}.nft`, 'nodeName', configMapKeyProblem)];
    if (problem) throw new InputError(`${this.node.path}: ${problem.field}: ${problem.message}`);
    this.configMap = new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: props.metadata,
      data: Lazy.any({ produce: () => ({ [`${props.nodeName}.nft`]: this.script(props) }) }),
    });
  }

  private script(props: RulesetConfigMapProps): string {
    const script = props.kubeProxy.preview(props).toNft();
    const bytes = Buffer.byteLength(script);
    if (bytes > MAX_BYTES) {
      throw new InputError(`${this.node.path}: the ruleset of node ${props.nodeName} has ${bytes} bytes, more than the ${MAX_BYTES} that a ConfigMap can hold: `
        + 'use a RulesetFile, which has no limit');
    }
    return script;
  }
}
