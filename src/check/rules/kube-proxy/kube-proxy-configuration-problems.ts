import { Problem } from '../../../base/schema/problem';
import { validateKubeProxyConfiguration } from '../../../programs/kube-proxy/validate';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const kubeProxyConfigurationProblems: NftablesRule = {
  id: 'kube-proxy-configuration-problems',
  title: 'kube-proxy\'s configuration has mistakes',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'kube-proxy does not start with a value of the wrong type or outside of its range, with a feature gate that it does not know, or one that '
    + 'is locked. Fields that it does not know it logs and passes over; of a key that is there twice it takes the last one. Settings that were read in another mode alone are checked there alone, so '
    + 'mistakes can turn up with a new mode or a new version.',
  remediation: 'Correct the fields that are named, before anything else is changed.',
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
    if (refused.length > 0) yield { message: `kube-proxy ${targetVersion} refuses this configuration and exits at its start.`, objects: concerned(refused) };
    const { notes = [] } = cluster.kubeProxyConfiguration!;
    if (notes.length > 0) {
      yield {
        message: 'The text of this configuration has keys more than once.',
        objects: configurationObjects.flatMap(({ object }) => notes.map(detail => ({ object, detail }))),
        severity: FindingSeverity.WARNING,
        remediation: 'Remove the keys that do not count.',
      };
    }
    const unknown = problems.filter(({ isUnknownField }) => isUnknownField);
    if (unknown.length > 0) {
      yield {
        message: `kube-proxy ${targetVersion} passes over fields of this configuration which it does not know.`,
        objects: concerned(unknown),
        severity: FindingSeverity.WARNING,
        remediation: 'Correct the names of the fields, or remove the fields.',
      };
    }
  },
};
