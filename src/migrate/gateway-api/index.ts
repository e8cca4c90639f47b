import { usedAnnotations } from './annotations';
import { convert } from './convert';
import { conversionFiles, isConversionFile, PATHS } from './files';
import { CONVERSION_RULES, requestRuleId, RULE_IDS } from './findings';
import { conversionFindings, referenceOf } from './issues';
import { ConversionContext } from './options';
import { headersOfSnippet } from './plan/headers';
import { assumptionsOf, ConversionResult } from './result';
import { conversionTarget } from './target';
import { InputError } from '../../base/errors';
import { today } from '../../check/findings/day';
import { exitCodeOf } from '../../check/findings/exit-code';
import { findingsOfRule } from '../../check/findings/find';
import { Finding } from '../../check/findings/finding';
import { compareFindings } from '../../check/findings/rule';
import { applyWaivers, Waiver } from '../../check/findings/waiver';
import { GatewayApiContext } from '../../check/goals/gateway-api/context';
import { GATEWAY_API_QUESTIONS } from '../../check/goals/gateway-api/questions';
import { GATEWAY_API_RULES } from '../../check/goals/gateway-api/rules';
import { checkCluster, waiversOf } from '../../check/reports/check-cluster';
import { Cluster } from '../../cluster/cluster';
import { NginxIngress, textOf } from '../../dataplane/requests/ingress-nginx/model';
import { readController } from '../../dataplane/requests/ingress-nginx/settings';
import { Migration, MigrationGoal } from '../goals/migration-goal';
import { MigrationAnswers } from '../goals/question';

/** The conversion of Ingresses to Gateway API. */
export const GATEWAY_API_MIGRATION: MigrationGoal = {
  id: GATEWAY_API_QUESTIONS.id,
  plan: planConversion,
  isFile: isConversionFile,
};

function planConversion(cluster: Cluster, answers: MigrationAnswers): Migration {
  return convertCluster(cluster, answers).migration;
}

/** A conversion, and what the command makes of it. */
export interface ConvertedCluster {
  readonly result: ConversionResult;
  readonly migration: Migration;
}

/**
 * Converts the Ingresses of a cluster.
 *
 * @throws InputError where there are none, or an answer is wrong
 */
export function convertCluster(cluster: Cluster, answers: MigrationAnswers): ConvertedCluster {
  if (cluster.ingresses.length === 0) throw new InputError('the input has no Ingresses; expected, for example, the output of kubectl get ingresses -A -o yaml');
  const ruleIds = [...GATEWAY_API_RULES, ...CONVERSION_RULES].map(({ id }) => id);
  const day = answers.today ?? today();
  const waivers = answers.waivers === undefined ? [] : waiversOf(answers.waivers, ruleIds);
  const context: ConversionContext = {
    target: conversionTarget(new GatewayApiContext(cluster, answers), answers),
    controller: readController(cluster),
    isOpened: openedBy(waivers, day),
    configMap: name => cluster.smallConfigMaps.get(name)?.data,
  };
  const conversion = convert(cluster, context);
  const annotations = usedAnnotations(conversion.ingresses, context);
  const snippets = conversion.ingresses.nginx.filter(hasOtherSnippet);
  const own = conversionFindings(conversion, annotations, snippets, context);
  for (const object of conversion.objects.gateways) cluster.apply(object);
  for (const object of [...conversion.objects.grants, ...conversion.objects.backendPolicies, ...conversion.objects.tlsRoutes]) cluster.apply(object);
  for (const { object } of conversion.objects.routes) cluster.apply(object);
  const { report, notices } = checkCluster(cluster, { ...answers, waivers: undefined });
  const ofConversion = applyWaivers(withoutOpened(own, context), waivers.filter(({ rule }) => CONVERSION_RULES.some(({ id }) => id === rule)), day);
  const ofCheck = applyWaivers(report.findings, waivers.filter(({ rule }) => !CONVERSION_RULES.some(({ id }) => id === rule)), day);
  const whole = {
    ...report,
    findings: [...ofConversion.findings, ...ofCheck.findings].sort(compareFindings),
    waived: [...report.waived, ...ofConversion.waived, ...ofCheck.waived],
    rules: [...report.rules, ...CONVERSION_RULES],
    applied: new Set([...report.applied, ...CONVERSION_RULES.map(({ id }) => id)]),
  };
  const result: ConversionResult = { ...conversion, annotations, context, findings: ofConversion.findings };
  const migration: Migration = {
    report: whole,
    notices: [...notices, ...ofConversion.notices, ...ofCheck.notices, ...assumptionsOf(result).map(text => text.replace(/\.$/, ''))],
    files: conversionFiles(result),
    startWith: PATHS.report,
    exitCode: exitCodeOf(ofConversion.findings),
  };
  return { result, migration };
}

/** Who accepts that an Ingress loses a protection accepts that its requests do. */
function withoutOpened(findings: readonly Finding[], { isOpened }: ConversionContext): Finding[] {
  return findings.filter(({ ruleId, objects }) => ruleId !== requestRuleId('unprotected')
    || !objects.every(({ objectNamespace, name }) => isOpened({ namespace: objectNamespace!, name }, RULE_IDS.protectionNotKept)));
}

/** Whether a waiver takes in the finding of a rule about an Ingress. */
function openedBy(waivers: readonly Waiver[], day: string): ConversionContext['isOpened'] {
  return (ingress, ruleId) => {
    const rule = CONVERSION_RULES.find(({ id }) => id === ruleId)!;
    const object = referenceOf(ingress as NginxIngress);
    const [finding] = findingsOfRule({ ...rule, check: () => [] }, [{ message: '', objects: [{ object }] }]);
    return applyWaivers([finding], waivers, day).findings.length === 0;
  };
}

/** Whether a snippet does more than set headers. */
function hasOtherSnippet(ingress: NginxIngress): boolean {
  return ['configuration-snippet', 'server-snippet'].some(name => {
    const snippet = textOf(ingress, name);
    return snippet !== undefined && headersOfSnippet(snippet) === undefined;
  });
}
