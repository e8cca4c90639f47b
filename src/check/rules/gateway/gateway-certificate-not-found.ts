import { clientCertificateReferences } from '../../../cluster/gateway-api/tls-references';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayCertificateNotFound: GatewayApiRule = {
  id: 'gateway-certificate-not-found',
  title: 'Certificate that does not exist',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A listener whose certificateRefs name a Secret that does not exist has the condition ResolvedRefs false with the reason InvalidCertificateRef, and does not serve TLS with it. The same goes for the certificate that a Gateway shows to backends (spec.tls.backend). The rule '
    + 'applies where the input has Secrets; only their names are read.',
  remediation: 'Create the Secret of type kubernetes.io/tls, or correct certificateRefs. With cert-manager, look at the Certificate that should make it.',
  references: ['https://gateway-api.sigs.k8s.io/guides/tls/'],
  * check(context) {
    const { secrets } = context.cluster;
    if (secrets.size === 0) return;
    const objects = context.model.listeners.flatMap(({ owner, name, certificates }) => certificates
      .filter(ref => ref.kind === 'Secret' && !secrets.has(`${ref.namespace}/${ref.name}`))
      .map((ref): ConcernedObject => ({ object: context.referenceOf(owner), detail: `listener ${name}: Secret ${ref.namespace}/${ref.name} is not in the input` })));
    const shown = context.objects.filter(each => !context.problems.has(each)).flatMap(object => clientCertificateReferences(object)
      .filter(({ group, kind, namespace, name }) => group === '' && kind === 'Secret' && !secrets.has(`${namespace}/${name}`))
      .map(({ at, namespace, name }): ConcernedObject => ({ object, detail: `${at}: Secret ${namespace}/${name} is not in the input` })));
    yield* whereAny(shown, { message: 'Gateways name certificates for their backends that do not exist.', severity: context.severityOfMissing });
    yield* whereAny(objects, { message: 'Listeners name certificates that do not exist.', severity: context.severityOfMissing });
  },
};
