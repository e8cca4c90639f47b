import { unknownFields } from '../../../programs/istio/objects/validate';
import { pathText } from '../../../programs/istio/values-problem';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const istioFieldUnknown: AmbientRule = {
  id: 'istio-field-unknown',
  title: 'Field that Istio does not know',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'The definition of the kind does not have the field. kubectl refuses the object, unless it is told not to validate; Helm, Flux and Argo CD get it into the cluster, where the '
    + 'API server drops the field without an error. A condition of a policy that is dropped no longer counts, so that the policy allows or denies more than it says.',
  remediation: 'Correct the name of the field, or remove it. If the cluster has another version of Istio, state it (--istio-version).',
  references: ['https://istio.io/latest/docs/reference/config/', 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],
  * check({ objects, version }) {
    yield* whereAny(objects.flatMap(object => unknownFields(object.object, version).map(({ path }) => ({ object, detail: pathText(path) }))), {
      message: `Objects have fields that Istio ${version.minor} does not know.`,
    });
  },
};
