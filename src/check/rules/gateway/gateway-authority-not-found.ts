import { authorityReferences } from '../../../cluster/gateway-api/tls-references';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

/** The key that holds the certificates. Source: apis/v1/backendtlspolicy_types.go, `CACertificateRefs`. */
const KEY = 'ca.crt';

export const gatewayAuthorityNotFound: GatewayApiRule = {
  id: 'gateway-authority-not-found',
  title: 'Certificates of an authority that do not exist',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A BackendTLSPolicy trusts the authorities whose certificates are in a ConfigMap of its namespace, under the key ca.crt; a Gateway does so for client certificates. Without them, '
    + 'the policy has the condition Accepted false with the reason NoValidCACertificate, and requests to its Services are answered with 500 or the like; a listener that should check client '
    + 'certificates is not served. That a ConfigMap is missing is found where the input has others of its namespace. Kinds other than ConfigMap depend on the implementation.',
  remediation: 'Create the ConfigMap with the key ca.crt, or correct its name. In clusters, trust-manager or the authority itself may write it.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/', 'https://gateway-api.sigs.k8s.io/guides/tls/'],
  * check({ objects, problems, cluster: { configMapKeys }, severityOfMissing }) {
    const namespaces = new Set([...configMapKeys.keys()].map(name => name.slice(0, name.indexOf('/'))));
    const missing: ConcernedObject[] = [];
    const empty: ConcernedObject[] = [];
    const others: ConcernedObject[] = [];
    for (const object of objects.filter(each => !problems.has(each))) {
      for (const reference of authorityReferences(object)) {
        const what = `${reference.at}: ${describeReference(reference)}`;
        const keys = configMapKeys.get(`${reference.namespace}/${reference.name}`);
        if (reference.group !== '' || reference.kind !== 'ConfigMap') others.push({ object, detail: what });
        else if (keys && !keys.has(KEY)) empty.push({ object, detail: `${what} does not have the key ${KEY}` });
        else if (!keys && namespaces.has(reference.namespace)) missing.push({ object, detail: `${what} is not in the input` });
      }
    }
    yield* whereAny(missing, { message: 'Objects trust authorities whose ConfigMap does not exist.', severity: severityOfMissing });
    yield* whereAny(empty, { message: 'Objects trust authorities whose ConfigMap does not hold their certificates.' });
    yield* whereAny(others, { message: 'Objects name authorities in another way than by a ConfigMap: not every implementation reads that.', severity: FindingSeverity.INFO });
  },
};
