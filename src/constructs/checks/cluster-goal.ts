import { InputError } from '../../base/errors';
import { GoalAnswers } from '../../check/goals/question';
import { GOAL_IDS } from '../../check/goals/questions';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/**
 * What `ClusterGoal.nftables` asks.
 */
export interface NftablesGoalOptions {
  /**
   * The version that kube-proxy will have, as in `1.36`.
   */
  readonly targetVersion: string;

  /**
   * Calico's version, as `3.31`, where the objects do not show it.
   *
   * @default - what calico-node's image, the Installation's status or the operator's image show
   */
  readonly calicoVersion?: string;
}

/**
 * What `ClusterGoal.gatewayApi` asks.
 */
export interface GatewayApiGoalOptions {
  /**
   * The release of Gateway API, as in `1.6`.
   *
   * @default - that of the CustomResourceDefinitions in the input, or else 1.6
   */
  readonly version?: string;

  /**
   * The channel of Gateway API: `standard` or `experimental`.
   *
   * @default - that of the CustomResourceDefinitions in the input, or else standard
   */
  readonly channel?: string;

  /**
   * The implementation, by its name in conformance reports, as in `envoy-gateway`. It decides which features there are.
   *
   * @default - no rule depends on the implementation
   */
  readonly implementation?: string;
}

/**
 * What `ClusterGoal.ambient` asks.
 */
export interface AmbientGoalOptions {
  /**
   * The version of Istio, as in `1.30`.
   *
   * @default - that of istiod or of its chart in the input, or else 1.30
   */
  readonly istioVersion?: string;
}

/**
 * What `ClusterGoal.cilium` asks.
 */
export interface CiliumGoalOptions {
  /**
   * The version of Cilium, as in `1.20`.
   *
   * @default - that of what installs or runs it in the input
   */
  readonly version?: string;

  /**
   * The API versions that the chart is told the cluster has, as in `monitoring.coreos.com/v1`.
   *
   * @default - those of the CustomResourceDefinitions in the input
   */
  readonly apiVersions?: string[];
}

const NFTABLES_OPTIONS: PropertyNames<NftablesGoalOptions> = { targetVersion: true, calicoVersion: true };
const GATEWAY_API_OPTIONS: PropertyNames<GatewayApiGoalOptions> = { version: true, channel: true, implementation: true };
const CILIUM_OPTIONS: PropertyNames<CiliumGoalOptions> = { version: true, apiVersions: true };

const AMBIENT_OPTIONS: PropertyNames<AmbientGoalOptions> = { istioVersion: true };

/**
 * What a cluster is to get. Checks and migrations are made for a goal, with rules and steps of its own.
 */
export class ClusterGoal {
  /**
   * kube-proxy in nftables mode.
   *
   * @param options the version, and what objects may not show
   */
  public static nftables(options: NftablesGoalOptions): ClusterGoal {
    refuseUnknown('goal', options, NFTABLES_OPTIONS);
    const { targetVersion, calicoVersion } = options;
    return new ClusterGoal('nftables', { targetVersion, calicoVersion });
  }

  /**
   * Objects of Gateway API that the cluster accepts, and that route requests as they are meant to.
   *
   * @param options what the objects may not show
   */
  public static gatewayApi(options: GatewayApiGoalOptions = {}): ClusterGoal {
    refuseUnknown('goal', options, GATEWAY_API_OPTIONS);
    const { version, channel, implementation } = options;
    return new ClusterGoal('gateway-api', { gatewayApi: version, channel, implementation });
  }

  /**
   * Istio in ambient mode: values and objects that are accepted, and policies and routes that apply where they are meant to.
   *
   * @param options what the objects may not show
   */
  public static ambient(options: AmbientGoalOptions = {}): ClusterGoal {
    refuseUnknown('goal', options, AMBIENT_OPTIONS);
    return new ClusterGoal('ambient', { istioVersion: options.istioVersion });
  }

  /**
   * Cilium that works as configured: values that its chart, its agent and its policies accept, and nothing that is ignored in silence.
   * Files with mappings that have no kind are values of the chart.
   *
   * @param options what the objects may not show
   */
  public static cilium(options: CiliumGoalOptions = {}): ClusterGoal {
    refuseUnknown('goal', options, CILIUM_OPTIONS);
    return new ClusterGoal('cilium', { ciliumVersion: options.version, apiVersions: options.apiVersions?.join(',') });
  }

  /**
   * The id of the goal, as `cdk8s-nftables check --goal` takes it.
   */
  public readonly id: string;

  /** @internal */
  public readonly _answers: GoalAnswers;

  private constructor(id: string, answers: GoalAnswers) {
    this.id = id;
    this._answers = answers;
  }
}

/** What options have of a goal: the goal, or the answers to what the default one asks. */
interface OptionsWithGoal {
  readonly goal?: ClusterGoal;
  readonly targetVersion?: string;
  readonly calicoVersion?: string;
}

/**
 * The goal of options, with the answers to what it asks.
 *
 * @throws InputError where there is none, or one is given in two ways
 */
export function goalOfOptions({ goal, targetVersion, calicoVersion }: OptionsWithGoal): GoalAnswers & { readonly goal: string } {
  const answers = { targetVersion, calicoVersion };
  if (goal === undefined) {
    if (targetVersion === undefined) throw new InputError('targetVersion: is missing; expected the version that kube-proxy will have, as in "1.36", or a goal');
    return { goal: GOAL_IDS[0], ...answers };
  }
  const twice = Object.entries(answers).find(([, value]) => value !== undefined);
  if (twice) throw new InputError(`${twice[0]}: cannot be combined with goal; expected it among the options of the goal, as in ClusterGoal.nftables({ targetVersion: '1.36' })`);
  return { goal: goal.id, ...goal._answers };
}
