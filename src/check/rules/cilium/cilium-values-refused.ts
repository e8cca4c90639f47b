import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumValuesRefused: CiliumRule = {
  id: 'cilium-values-refused',
  title: 'Values that the Helm chart refuses',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Helm fails, and nothing is installed or upgraded: the schema of the chart refuses the type of a value, or a template refuses a combination of values. Where Helm, Argo CD '
    + 'or Flux runs on its own, the release stays as it was. The checks are those of values.schema.json, templates/validate.yaml and templates/cilium-configmap.yaml of the version.',
  remediation: 'Correct the values that are named.',
  references: ['https://docs.cilium.io/en/stable/helm-reference/', 'https://docs.cilium.io/en/stable/operations/upgrade/'],
  * check({ installations }) {
    yield* whereAny(installations.flatMap(installation => installation.verdict.refused.map(problem => whereOf(installation, problem))), {
      message: 'The chart refuses values, and Helm installs nothing.',
    });
  },
};
