import { readKubeProxyConfiguration } from './read-configuration';
import { RULES } from './rules';
import { Problem } from '../../base/schema/problem';
import { kubernetesMinorOf } from '../../base/version/kubernetes-version';

/**
 * What kube-proxy on Linux, of the minor version given as `1.36`, would refuse or ignore in a document; what
 * decides whether the document's mode can be used at all in that version is a matter of its own.
 *
 * @throws InputError where the second argument names no version
 */
export function validateKubeProxyConfiguration(document: unknown, kubernetesMinor: string): Problem[] {
  const minor = kubernetesMinorOf(kubernetesMinor);
  const { configuration, problems } = readKubeProxyConfiguration(document, minor);
  if (configuration === undefined) return [...problems];
  const known = new Set(problems.map(({ field }) => field));
  const broken = RULES.flatMap(rule => rule(configuration, minor));
  // A field that is dropped for its type would else be reported as missing, too.
  return [...problems, ...broken.filter(({ field }) => !known.has(field))];
}
