import { pathText } from '../../../programs/istio/values-problem';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const istioObjectInvalid: AmbientRule = {
  id: 'istio-object-invalid',
  title: 'Object that Istio refuses',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The API server, for the definition of the kind, or the webhook of istiod refuses the object when it is created or changed. Where the webhook cannot be reached, and its '
    + 'failurePolicy is Ignore, the object gets into the cluster, and istiod passes it over. A policy that is passed over protects nothing.',
  remediation: 'Correct the fields that are named. If the cluster has another version of Istio, state it (--istio-version).',
  references: ['https://istio.io/latest/docs/ops/configuration/mesh/validation/', 'https://istio.io/latest/docs/reference/config/'],
  * check({ problems, version }) {
    yield* whereAny([...problems].flatMap(([object, found]) => found.map(({ path, message }) => ({ object, detail: `${pathText(path)}: ${message}` }))), {
      message: `Istio ${version.minor} refuses objects.`,
    });
  },
};
