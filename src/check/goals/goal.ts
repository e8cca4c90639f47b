import { GoalAnswers, GoalQuestions } from './question';
import { Cluster } from '../../cluster/cluster';
import { findingsOf } from '../findings/find';
import { Finding } from '../findings/finding';
import { Rule, RuleDescription } from '../findings/rule';
import { SolvedFinding, solvedFindings } from '../findings/solved';
import { ClusterContext, nodeFactsNotices } from '../node-facts/apply';
import { NodeDecisions } from '../node-facts/decision';

/** What somebody wants of a cluster. Checks and migrations are made for one; everything else is common to all goals. */
export interface Goal extends GoalQuestions {
  /** All of its rules, in the order of their ids. */
  readonly rules: readonly RuleDescription[];

  /**
   * Applies the rules to a cluster.
   *
   * @param isSelected whether a rule is wanted, by its id
   * @throws InputError where an answer is missing or wrong
   */
  assess(cluster: Cluster, answers: GoalAnswers, isSelected: (ruleId: string) => boolean): Assessment;
}

/** What a goal says about one cluster. */
export interface Assessment {
  /** Where the cluster is to get: `kube-proxy 1.36 in nftables mode`. */
  readonly title: string;
  /** Where it comes from: `IPVS mode`. Empty where the goal is to stay. */
  readonly from: string;
  /** The same for programs, as fields of the goal's own: `mode: ipvs`. */
  readonly facts: Readonly<Record<string, string>>;
  /** `1.36` */
  readonly targetVersion: string;
  /** The ids of the rules that were applied. */
  readonly applied: ReadonlySet<string>;
  /** Most severe first. */
  readonly findings: readonly Finding[];
  /** What is about to be applied solves these. */
  readonly solved: readonly SolvedFinding[];
  /** What else to know about the answers. */
  readonly notices: readonly string[];
}

/** A context without something that is about to be applied. */
export interface Before<Context> {
  readonly context: Context;
  /** What is about to be applied: `ConfigMap kube-system/kube-proxy (new.yaml, line 3)`. */
  readonly applied: string;
}

/** What makes a goal: its own kind of rules, over a context of its own. */
export interface GoalDefinition<Context extends ClusterContext, GoalRule extends Rule<Context>> {
  readonly questions: GoalQuestions;
  readonly rules: readonly GoalRule[];
  /** How facts of nodes decide what the rules find. Default: they do not. */
  readonly decisions?: NodeDecisions<Context>;
  /** @throws InputError where an answer is missing or wrong */
  readonly contextOf: (cluster: Cluster, answers: GoalAnswers) => Context;
  /** For each part of what is about to be applied: the same without it. */
  readonly before: (context: Context) => readonly Before<Context>[];
  /** Whether a rule is about such a cluster at all. */
  readonly concerns: (rule: GoalRule, context: Context) => boolean;
  /** The same in words, for the page of rules. */
  readonly scopeOf: (rule: GoalRule) => string | undefined;
  readonly describe: (context: Context, answers: GoalAnswers) => Pick<Assessment, 'title' | 'from' | 'facts' | 'targetVersion' | 'notices'>;
}

/** A goal of which nobody has to know what its rules look at. */
export function goalOf<Context extends ClusterContext, GoalRule extends Rule<Context>>(definition: GoalDefinition<Context, GoalRule>): Goal {
  const { questions, rules, decisions = {}, contextOf, before, concerns, scopeOf, describe } = definition;
  return {
    ...questions,
    rules: rules.map(rule => {
      const decidedBy = Object.hasOwn(decisions, rule.id) ? decisions[rule.id].decidedBy : undefined;
      return { ...rule, scope: scopeOf(rule), ...decidedBy && { decidedBy } };
    }),
    assess: (cluster, answers, isSelected) => {
      const context = contextOf(cluster, answers);
      const applied = rules.filter(rule => isSelected(rule.id) && concerns(rule, context));
      const { findings, cleared } = findingsOf(applied, context, decisions);
      const description = describe(context, answers);
      return {
        ...description,
        notices: [...description.notices, ...nodeFactsNotices(cluster, cleared)],
        applied: new Set(applied.map(rule => rule.id)),
        findings,
        solved: before(context).flatMap(without =>
          solvedFindings(findingsOf(applied, without.context, decisions).findings, findings, without.applied)),
      };
    },
  };
}
