import { Problem } from '../../../base/schema/problem';
import { validateKubeProxyConfiguration } from '../../../programs/kube-proxy/validate';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const kubeProxyConfigurationProblems: NftablesRule = {
  id: 'kube-proxy-configuration-problems',
  title: 'kube-proxy\'s configuration is invalid',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'kube-proxy does not start with a value of the wrong type or out of range, an unknown feature gate, or a locked feature gate set '
    + 'to the other value. It logs and ignores unknown fields; of a repeated key, the last one counts. Settings of one mode are validated in that mode only, so a new mode or a new '
    + 'version can reveal mistakes.',
  remediation: 'Correct the listed fields before you change anything else.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
    'https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/proxy/apis/config/validation/validation.go',
  ],
  * check({ cluster, plan, isConfiguredByFlags, configurationObjects, targetVersion }) {
    const document = (plan ?? cluster.kubeProxyConfiguration)?.document;
    if (document === undefined || isConfiguredByFlags) return;
    const problems = validateKubeProxyConfiguration(document, targetVersion);
    const concerned = (some: readonly Problem[]) => configurationObjects.flatMap(({ object }) =>
      some.map(({ field, message }) => ({ object, detail: field === '' ? message : `${field}: ${message}` })));

    const refused = problems.filter(({ isUnknownField }) => !isUnknownField);
    if (refused.length > 0) yield { message: `kube-proxy ${targetVersion} rejects this configuration and exits at startup.`, objects: concerned(refused) };
    const { notes = [] } = cluster.kubeProxyConfiguration ?? {};
    if (notes.length > 0) {
      yield {
        message: 'This configuration repeats keys.',
        objects: configurationObjects.flatMap(({ object }) => notes.map(detail => ({ object, detail }))),
        severity: FindingSeverity.WARNING,
        remediation: 'Remove the keys that have no effect.',
      };
    }
    const unknown = problems.filter(({ isUnknownField }) => isUnknownField);
    if (unknown.length > 0) {
      yield {
        message: `kube-proxy ${targetVersion} ignores fields of this configuration that it does not know.`,
        objects: concerned(unknown),
        severity: FindingSeverity.WARNING,
        remediation: 'Correct the names of the fields, or remove them.',
      };
    }
  },
};
