import { IConstruct } from 'constructs';
import { AppCheckOptions, ClusterCheckOptions } from './cluster-check-options';
import { goalOfOptions } from './cluster-goal';
import { ReportFormat } from './report-format';
import { InputError } from '../../base/errors';
import { laidOver } from '../../check/custom/laid-over';
import { Finding, FindingSeverity } from '../../check/findings/finding';
import { unknownRuleId } from '../../check/findings/rule-id';
import { WaivedFinding } from '../../check/findings/waived-finding';
import { valuesOfGoal } from '../../check/goals/questions';
import { CheckedCluster, checkCluster } from '../../check/reports/check-cluster';
import { REPORT_FORMATS } from '../../check/reports/formats';
import { SourcedObject } from '../../cluster/entries';
import { readText } from '../../input/read-text';
import { appObjects } from '../objects/app-objects';
import { givenCluster, GivenInput, givenInput } from '../objects/given-cluster';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

const OPTIONS: PropertyNames<ClusterCheckOptions> = {
  goal: true,
  targetVersion: true,
  calicoVersion: true,
  distribution: true,
  distributionVersion: true,
  includeRules: true,
  excludeRules: true,
  extraRules: true,
  nodeFacts: true,
  waivers: true,
  today: true,
};
const APP_OPTIONS: PropertyNames<AppCheckOptions> = { ...OPTIONS, files: true, objects: true };

/**
 * What is in the way of a goal, such as kube-proxy's nftables mode, in a cluster, and what will be different: the rules of the command
 * `cdk8s-nftables check`, applied to files, to plain objects or to an app that is not applied yet.
 *
 * All of it is found once, when the check is made; nothing is written, and no cluster is asked.
 */
export class ClusterCheck {
  /**
   * Checks the objects in files.
   *
   * @param files files with Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed, or folders of them
   * @param options how to check
   * @throws an error where a file can't be read, or an object or an option is wrong
   */
  public static fromFiles(files: string[], options: ClusterCheckOptions): ClusterCheck {
    return ClusterCheck.ofInput(givenInput({ files }), options);
  }

  /**
   * Checks the objects in a text. However many they are, they cross the border to another programming language in one go.
   *
   * @param text Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed: one document or several
   * @param options how to check
   * @throws an error where the text can't be read, or an object or an option is wrong
   */
  public static fromText(text: string, options: ClusterCheckOptions): ClusterCheck {
    return ClusterCheck.ofInput({ objects: readText(text), installer: [] }, options);
  }

  /**
   * Checks plain objects.
   *
   * @param objects Kubernetes objects as plain objects, lists of them included
   * @param options how to check
   * @throws an error where an object or an option is wrong
   */
  public static fromObjects(objects: any[], options: ClusterCheckOptions): ClusterCheck {
    return ClusterCheck.ofInput(givenInput({ objects }), options);
  }

  /**
   * Checks the API objects of an app, laid over those that the cluster has. An object of the app takes the place of the cluster's
   * one of the same kind, namespace and name. But where the cluster's objects show kube-proxy's configuration or its DaemonSet,
   * these show what kube-proxy does today, whatever the app will make of them.
   *
   * @param scope the app, or one of its charts where an app holds the objects of several clusters
   * @param options how to check, and the objects of the cluster
   * @throws an error where a file can't be read, or an object or an option is wrong
   */
  public static fromApp(scope: IConstruct, options: AppCheckOptions): ClusterCheck {
    refuseUnknown('options', options, APP_OPTIONS);
    const input = givenInput(options);
    const live = [...input.objects];
    const desired = appObjects(scope);
    const { extraRules: rules = [], ...rest } = options;
    const goal = goalOfOptions(rest);
    const objects = rules.length > 0 ? laidOver(desired, live) : [];
    const cluster = givenCluster({ ...input, objects: live }, { ...rest, valuesOf: valuesOfGoal(goal.goal) }, desired);
    return new ClusterCheck(checkCluster(cluster, { ...rest, ...goal }, { rules, objects }));
  }

  private static ofInput(input: GivenInput, all: ClusterCheckOptions): ClusterCheck {
    refuseUnknown('options', all, OPTIONS);
    const { extraRules: rules = [], ...options } = all;
    const goal = goalOfOptions(options);
    // Only rules of users look at whole objects; a large dump is not kept for nothing.
    const kept: SourcedObject[] = [];
    const objects = rules.length > 0 ? collected(input.objects, kept) : input.objects;
    const cluster = givenCluster({ ...input, objects }, { ...options, valuesOf: valuesOfGoal(goal.goal) });
    return new ClusterCheck(checkCluster(cluster, { ...options, ...goal }, { rules, objects: kept }));
  }

  private constructor(private readonly checked: CheckedCluster) {}

  /**
   * What counts, most severe first: without what is waived.
   */
  public get findings(): Finding[] {
    return [...this.checked.report.findings];
  }

  /**
   * The findings that have to be solved before the mode is changed.
   */
  public get blockers(): Finding[] {
    return this.ofSeverity(FindingSeverity.BLOCKER);
  }

  /**
   * The findings about what will behave differently.
   */
  public get warnings(): Finding[] {
    return this.ofSeverity(FindingSeverity.WARNING);
  }

  /**
   * The findings that are good to know.
   */
  public get infos(): Finding[] {
    return this.ofSeverity(FindingSeverity.INFO);
  }

  /**
   * What does not count, because it is accepted for a stated reason.
   */
  public get waived(): WaivedFinding[] {
    return [...this.checked.report.waived];
  }

  /**
   * What is to be known of the waivers: those that have expired, and those that match no finding.
   */
  public get notices(): string[] {
    return [...this.checked.notices];
  }

  /**
   * Whether a rule has found something that counts.
   *
   * @param ruleId the id of a rule, as in `node-kernel-too-old`; docs/rules.md lists all
   * @throws an error where no rule has this id
   */
  public hasFinding(ruleId: string): boolean {
    const problem = unknownRuleId(ruleId, this.checked.report.rules.map(({ id }) => id));
    if (problem !== undefined) throw new InputError(problem);
    return this.checked.report.findings.some(finding => finding.ruleId === ruleId);
  }

  /**
   * All that was found as a text, which ends with a line feed.
   *
   * @param format the format; by default text for people
   */
  public report(format: ReportFormat = ReportFormat.TEXT): string {
    return REPORT_FORMATS[format](this.checked.report);
  }

  private ofSeverity(severity: FindingSeverity): Finding[] {
    return this.checked.report.findings.filter(finding => finding.severity === severity);
  }
}

function* collected<T>(entries: Iterable<T>, into: T[]): Generator<T> {
  for (const entry of entries) {
    into.push(entry);
    yield entry;
  }
}
