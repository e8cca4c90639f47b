import { InputError, quoted } from '../../base/errors';
import { decode, isObject } from '../../base/schema/decode';
import { Fields, string } from '../../base/schema/fields';
import { Problem } from '../../base/schema/problem';
import { oneOf, report } from '../../base/schema/report';
import { noKubernetesVersion, parseKubernetesVersion } from '../../base/version/kubernetes-version';
import { FAIL_ON, FailOn } from '../../check/findings/exit-code';
import { GoalAnswers } from '../../check/goals/question';
import { GOAL_IDS, GOAL_QUESTIONS } from '../../check/goals/questions';
import { DISTRIBUTION_IDS } from '../../programs/distributions/ids';

/** The properties of the plugin in cdk8s.yaml. Paths are those of cdk8s: relative to the folder of cdk8s.yaml. */
export interface ValidationProperties extends GoalAnswers {
  /** What the cluster is to get. Default: nftables. */
  readonly goal?: string;
  /** Whose the cluster is, where the objects do not show it. */
  readonly distribution?: string;
  /** The version of the distribution itself, where it is another one than that of Kubernetes. */
  readonly distributionVersion?: string;
  /** The lowest severity that fails the synthesis. Default: warning, as with the command. */
  readonly failOn?: FailOn;
  /** The ids of the rules to apply. Default: all. */
  readonly includeRules?: readonly string[];
  /** The ids of rules not to apply. Default: none. */
  readonly excludeRules?: readonly string[];
  /** Files with what the probe has printed on the nodes of the cluster. */
  readonly nodeFacts?: readonly string[];
  /** The path of a file of waivers. */
  readonly waivers?: string;
  /** Files (or folders of them) with objects of the cluster that the app will be applied to. */
  readonly clusterFiles?: readonly string[];
  /** The paths of the manifests in the output folder that are for this cluster. Default: all. */
  readonly manifests?: readonly string[];
  /** Whether infos are reported. Default: false. */
  readonly includeInfos?: boolean;
}

/** What all goals ask; each has its own of these. */
const ANSWERS = new Map(GOAL_QUESTIONS.flatMap(({ options }) => options.map(option => [option.name, option] as const)));

/** No list may be null: `clusterFiles:` with nothing behind it is a mistake. */
const FIELDS: Fields = {
  goal: string,
  ...Object.fromEntries([...ANSWERS.keys()].map(name => [name, string])),
  failOn: string,
  distribution: string,
  distributionVersion: string,
  nodeFacts: { kind: 'list', items: string },
  waivers: string,
  includeRules: { kind: 'list', items: string },
  excludeRules: { kind: 'list', items: string },
  clusterFiles: { kind: 'list', items: string },
  manifests: { kind: 'list', items: string },
  includeInfos: { kind: 'boolean' },
};

/** @throws InputError with all that is wrong, a line for each problem */
export function readValidationProperties(properties: unknown): ValidationProperties {
  const problems = isObject(properties) ? problemsOf(properties) : decode(properties, FIELDS, 0).problems;
  if (problems.length > 0) {
    throw new InputError(problems.map(({ field, message }) => `NftablesValidation: properties${field === '' ? '' : `.${field}`}: ${message}`).join('\n'));
  }
  return properties as ValidationProperties;
}

function problemsOf(properties: Record<string, unknown>): Problem[] {
  const { goal, targetVersion, failOn, distribution, manifests } = properties;
  const answers = answerProblems(properties);
  const isReported = new Set(answers.map(({ field }) => field));
  return [
    ...answers,
    ...typeof targetVersion === 'string' && !parseKubernetesVersion(targetVersion)
      ? [{ field: 'targetVersion', message: noKubernetesVersion(targetVersion) }] : [],
    // No property depends on the version of Kubernetes.
    ...decode(properties, FIELDS, 0).problems.filter(({ field }) => !isReported.has(field)),
    ...typeof goal === 'string' ? report('goal', oneOf(goal, GOAL_IDS, 'goal')) : [],
    ...typeof failOn === 'string' ? report('failOn', oneOf(failOn, FAIL_ON, 'severity that can fail')) : [],
    ...typeof distribution === 'string' ? report('distribution', oneOf(distribution, DISTRIBUTION_IDS, 'distribution')) : [],
    ...Array.isArray(manifests) && manifests.length === 0
      ? [{ field: 'manifests', message: 'is empty: leave it out for all manifests, or name some' }] : [],
  ];
}

/** The answers that the goal requires are needed, and those that other goals ask for have no effect. */
function answerProblems(properties: Record<string, unknown>): Problem[] {
  const { goal = GOAL_IDS[0] } = properties;
  const options = GOAL_QUESTIONS.find(({ id }) => id === goal)?.options;
  return [...ANSWERS.values()].flatMap(({ name, description }): Problem[] => {
    const value = properties[name];
    const own = options?.find(option => option.name === name);
    if (value === undefined) return own?.isRequired ? [{ field: name, message: `is missing: expected ${description}` }] : [];
    // YAML reads 1.30 as the number 1.3, so a number can't be taken for a version.
    if (typeof value === 'number') return [{ field: name, message: `${value} is a number: put the version in quotes, since YAML reads 1.30 as 1.3` }];
    return options && !own ? [{ field: name, message: `has no effect with the goal ${quoted(goal)}: leave it out` }] : [];
  });
}
