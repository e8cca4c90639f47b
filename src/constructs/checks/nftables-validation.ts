import { inspect } from 'node:util';
import { readAppManifests } from './app-manifests';
import { readValidationProperties, ValidationProperties } from './validation-properties';
import { Violation, violationOf } from './violations';
import { InputError } from '../../base/errors';
import { plain } from '../../base/plain';
import { CheckExitCode, exitCodeOf } from '../../check/findings/exit-code';
import { FindingSeverity } from '../../check/findings/finding';
import { valuesOfGoal } from '../../check/goals/questions';
import { checkCluster } from '../../check/reports/check-cluster';
import { summaryLine } from '../../check/reports/report';
import { givenCluster, givenInput } from '../objects/given-cluster';

/** What cdk8s-cli hands to a plugin, as its lib/plugins/validation.d.ts has it. */
interface ValidationContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata: { readonly [title: string]: string }): void;
  };
  readonly logger: { log(message: string): void };
}

/**
 * The plugin with which `cdk8s synth` reports what in an app's manifests is in the way of kube-proxy's nftables mode. cdk8s-cli makes
 * it where `validations` of cdk8s.yaml name it. docs/checks-in-cdk8s.md describes its properties.
 *
 * Only cdk8s-cli has a use for it, so it is not part of the API, in whatever language: apps name it in cdk8s.yaml alone.
 *
 * @internal
 */
export class NftablesValidation {
  private readonly properties: ValidationProperties;

  /**
   * @param properties what cdk8s.yaml has as `properties`
   * @throws an error with all that is wrong with the properties
   */
  constructor(properties: any) {
    this.properties = withoutTrace(() => readValidationProperties(properties));
  }

  /**
   * Checks the manifests and hands in a report, as cdk8s-cli asks for.
   *
   * @param context the context of the validation, made by cdk8s-cli
   * @throws an error where a file can't be read, or an object is wrong
   */
  public async validate(context: any): Promise<void> {
    withoutTrace(() => this.check(context));
  }

  private check(context: ValidationContext): void {
    const { failOn, clusterFiles = [], manifests, includeInfos = false, ...options } = this.properties;
    const app = readAppManifests(context.manifests, manifests);
    const cluster = givenCluster(givenInput({ files: clusterFiles }), { ...options, valuesOf: valuesOfGoal(options.goal) }, app.objects);
    const { report, notices } = checkCluster(cluster, options);
    for (const notice of notices) context.logger.log(`note: ${plain(notice)}`);
    for (const finding of report.findings) {
      if (includeInfos || finding.severity !== FindingSeverity.INFO) context.report.addViolation(violationOf(finding, app));
    }
    context.report.submit(exitCodeOf(report.findings, failOn) === CheckExitCode.CLEAN ? 'success' : 'failure', {
      Target: report.title,
      From: report.from,
      Found: summaryLine(report),
    });
  }
}

/** cdk8s-cli prints an error with its stack, or inspects it. Of one about input the message tells all. */
function withoutTrace<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof InputError) {
      const text = `error: ${error.message}`;
      Object.defineProperties(error, { stack: { value: text }, [inspect.custom]: { value: () => text } });
    }
    throw error;
  }
}
