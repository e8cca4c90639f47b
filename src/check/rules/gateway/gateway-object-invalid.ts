import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayObjectInvalid: GatewayApiRule = {
  id: 'gateway-object-invalid',
  title: 'Object that the CustomResourceDefinitions refuse',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The API server refuses the object: its kind or version is not served, a field does not exist or has a wrong value, or a validation rule of the '
    + 'CustomResourceDefinition is broken. An unknown field is dropped, with a warning or an error depending on the client, so what it should do does not happen. The checks are those '
    + 'of the schema and of the CEL rules of the release and channel. No other rule looks at such an object.',
  remediation: 'Correct the fields that are named. If the cluster has another release or channel, state it (--gateway-api, --channel), or add its '
    + 'CustomResourceDefinitions to the input.',
  references: ['https://gateway-api.sigs.k8s.io/concepts/versioning/', 'https://gateway-api.sigs.k8s.io/reference/spec/'],
  * check({ problems }) {
    yield* whereAny([...problems].flatMap(([object, found]) => found.map(({ field, message }) => ({ object, detail: `${field}: ${message}` }))), {
      message: 'The API server refuses objects, or drops fields of them.',
    });
  },
};
