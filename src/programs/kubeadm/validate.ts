import { KUBEADM_FIELDS, KubeadmKind } from './fields';
import { KUBEADM_RULES } from './rules';
import { decode } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';

/** Fields whose values may not be in a message. */
const CREDENTIAL = /(^|\.)(token|tlsBootstrapToken|certificateKey)$/;

/**
 * What kubeadm of a minor would refuse in a document of its v1beta4: first its strict decoder, then its own rules.
 * Placeholders are right wherever a credential or a hash is.
 */
export function kubeadmDocumentProblems(kind: KubeadmKind, document: unknown, minor: number): Problem[] {
  const { value, problems } = decode(document, KUBEADM_FIELDS[kind], minor);
  const decoded = problems.map(problem => CREDENTIAL.test(problem.field) ? { ...problem, message: 'is not text' } : problem);
  if (value === undefined) return decoded;
  // A field that is dropped for its type would else be reported as missing, too.
  const known = decoded.map(({ field }) => field);
  const broken = KUBEADM_RULES[kind].flatMap(rule => rule(value as Record<string, unknown>, minor))
    .filter(({ field }) => !known.some(other => other === field || other.startsWith(`${field}.`) || other.startsWith(`${field}[`)));
  return [...decoded, ...broken];
}
