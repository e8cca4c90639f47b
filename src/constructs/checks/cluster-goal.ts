import { AmbientGoalOptions, CiliumGoalOptions, GatewayApiGoalOptions, NftablesGoalOptions } from './cluster-goal-options';
import { InputError } from '../../base/errors';
import { MigrationAnswers } from '../../migrate/goals/question';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

const NFTABLES_OPTIONS: PropertyNames<NftablesGoalOptions> = {
  targetVersion: true, calicoVersion: true, nodePortAddresses: true, canaryNodes: true, rulesetNodes: true, allRulesets: true,
};
const GATEWAY_API_OPTIONS: PropertyNames<GatewayApiGoalOptions> = {
  version: true, channel: true, implementation: true, implementationVersion: true, gateway: true, gatewayClassName: true,
};
const CILIUM_OPTIONS: PropertyNames<CiliumGoalOptions> = { version: true, apiVersions: true, podCidr: true, noneOf: true };
const AMBIENT_OPTIONS: PropertyNames<AmbientGoalOptions> = { istioVersion: true };

/**
 * What a cluster is to get. Checks and migrations are made for a goal, with rules and steps of its own. What only migrations ask for has no
 * effect on checks, so that one goal can be given to both.
 */
export class ClusterGoal {
  /**
   * kube-proxy in nftables mode.
   *
   * @param options the version, what objects may not show, and what a migration is to be
   */
  public static nftables(options: NftablesGoalOptions): ClusterGoal {
    refuseUnknown('goal', options, NFTABLES_OPTIONS);
    const { targetVersion, calicoVersion, nodePortAddresses, canaryNodes, rulesetNodes, allRulesets = false } = options;
    return new ClusterGoal('nftables', {
      targetVersion,
      calicoVersion,
      nodePortAddresses,
      canary: canaryNodes,
      node: rulesetNodes,
      rulesets: allRulesets ? 'all' : 'sample',
    });
  }

  /**
   * Objects of Gateway API that the cluster accepts, and that route requests as they are meant to. Its migration converts Ingresses.
   *
   * @param options what the objects may not show, and what a migration is to be
   */
  public static gatewayApi(options: GatewayApiGoalOptions = {}): ClusterGoal {
    refuseUnknown('goal', options, GATEWAY_API_OPTIONS);
    const { version, gatewayClassName, ...others } = options;
    return new ClusterGoal('gateway-api', { ...others, gatewayApi: version, gatewayClass: gatewayClassName });
  }

  /**
   * Istio in ambient mode: values and objects that are accepted, and policies and routes that apply where they are meant to. Its migration
   * leads there from sidecars.
   *
   * @param options what the objects may not show
   */
  public static ambient(options: AmbientGoalOptions = {}): ClusterGoal {
    refuseUnknown('goal', options, AMBIENT_OPTIONS);
    return new ClusterGoal('ambient', { istioVersion: options.istioVersion });
  }

  /**
   * Cilium that works as configured: values that its chart, its agent and its policies accept, and nothing that is ignored in silence.
   * Files with mappings that have no kind are values of the chart. Its migration leads there from Calico.
   *
   * @param options what the objects may not show, and what a migration is to be
   */
  public static cilium(options: CiliumGoalOptions = {}): ClusterGoal {
    refuseUnknown('goal', options, CILIUM_OPTIONS);
    const { version, apiVersions, podCidr, noneOf } = options;
    return new ClusterGoal('cilium', { ciliumVersion: version, apiVersions: apiVersions?.join(','), podCidr, noneOf });
  }

  /**
   * The id of the goal, as `cdk8s-nftables check --goal` and `migrate --goal` take it.
   */
  public readonly id: string;

  /** @internal */
  public readonly _answers: MigrationAnswers;

  private constructor(id: string, answers: MigrationAnswers) {
    this.id = id;
    this._answers = answers;
  }
}

/** What options have of a goal: the goal, or the answers to what the default one asks. */
interface OptionsWithGoal extends Partial<NftablesGoalOptions> {
  readonly goal?: ClusterGoal;
}

/**
 * The goal of options, with the answers to what it asks.
 *
 * @throws InputError where there is none, or one is given in two ways
 */
export function goalOfOptions({ goal, ...options }: OptionsWithGoal): MigrationAnswers & { readonly goal: string } {
  const given = Object.keys(NFTABLES_OPTIONS).flatMap(name => {
    const value = options[name as keyof NftablesGoalOptions];
    return value === undefined ? [] : [[name, value] as const];
  });
  if (goal && given.length > 0) {
    throw new InputError(`${given[0][0]}: cannot be combined with goal; expected it among the options of the goal, as in ClusterGoal.nftables({ targetVersion: '1.36' })`);
  }
  const { id, _answers } = goal ?? ClusterGoal.nftables({ ...Object.fromEntries(given), targetVersion: targetVersionOf(options) });
  return { goal: id, ..._answers };
}

function targetVersionOf({ targetVersion }: Partial<NftablesGoalOptions>): string {
  if (targetVersion === undefined) throw new InputError('targetVersion: is missing; expected the version that kube-proxy will have, as in "1.36", or a goal');
  return targetVersion;
}
