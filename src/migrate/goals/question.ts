import { GoalQuestions } from '../../check/goals/question';
import { CheckOptions } from '../../check/reports/check-cluster';

/** What users have answered; each goal says which of these it asks for. */
export interface MigrationAnswers extends CheckOptions {
  /** The nodes whose rulesets are wanted. */
  readonly node?: readonly string[];
  /** Which rulesets are wanted. */
  readonly rulesets?: 'sample' | 'all' | false;
  /** The nodes that change first. */
  readonly canary?: readonly string[];
  /** Where NodePorts answer from now on. */
  readonly nodePortAddresses?: readonly string[];
  /** The Gateway that is there already, as NAMESPACE/NAME. */
  readonly gateway?: string;
  /** The GatewayClass of a new Gateway. */
  readonly gatewayClass?: string;
  /** The version of the implementation of Gateway API, as X.Y. */
  readonly implementationVersion?: string;
  /** The CIDR of pods from now on. */
  readonly podCidr?: string;
  /** Resources of which the cluster has none, as kubectl calls them. */
  readonly noneOf?: readonly string[];
}

/** An option of the command line that only a migration asks for, beside those of its goal's check. */
export interface MigrationOption {
  readonly name: keyof MigrationAnswers;
  /** `--canary <NAME,...>` */
  readonly flags: string;
  /** What it does, for help. */
  readonly description: string;
  /** Whether the value is a list, as `a,b`. Default: a single value. */
  readonly isList?: boolean;
  /** The values that there are. Default: any. */
  readonly choices?: readonly string[];
  readonly byDefault?: string;
  /** The option that it cannot be combined with. */
  readonly conflictsWith?: keyof MigrationAnswers;
}

/** What a migration asks: what the check of its goal does, and more. */
export interface MigrationQuestions {
  readonly goal: GoalQuestions;
  readonly options: readonly MigrationOption[];
  /** Paragraphs of the help: what the folder holds, and which objects make it complete. */
  readonly description: readonly string[];
  /** A use of the command, and the lines that show it. */
  readonly examples: readonly (readonly [title: string, ...lines: string[]])[];
}
