import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayCertificateNotFound: GatewayApiRule = {
  id: 'gateway-certificate-not-found',
  title: 'Certificate of a listener that does not exist',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A listener whose certificateRefs name a Secret that does not exist has the condition ResolvedRefs false with the reason InvalidCertificateRef, and does not serve TLS with it. The rule '
    + 'applies where the input has Secrets; only their names are read.',
  remediation: 'Create the Secret of type kubernetes.io/tls, or correct certificateRefs. With cert-manager, look at the Certificate that should make it.',
  references: ['https://gateway-api.sigs.k8s.io/guides/tls/'],
  * check(context) {
    const { secrets } = context.cluster;
    if (secrets.size === 0) return;
    const objects = context.model.listeners.flatMap(({ owner, name, certificates }) => certificates
      .filter(ref => ref.kind === 'Secret' && !secrets.has(`${ref.namespace}/${ref.name}`))
      .map((ref): ConcernedObject => ({ object: context.referenceOf(owner), detail: `listener ${name}: Secret ${ref.namespace}/${ref.name} is not in the input` })));
    yield* whereAny(objects, { message: 'Listeners name certificates that do not exist.', severity: context.severityOfMissing });
  },
};
