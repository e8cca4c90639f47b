import { leadingVersion } from '../../../base/version/version';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const k8sVersion: AmbientRule = {
  id: 'k8s-version',
  title: 'Kubernetes too old for Istio',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Each release of Istio is tested with some minors of Kubernetes, and its precheck refuses older ones.',
  remediation: 'Update Kubernetes first, or take a release of Istio that supports the minor.',
  references: ['https://istio.io/latest/docs/releases/supported-releases/'],
  * check(context) {
    const { version, cluster } = context;
    if (!context.isAmbient) return;
    const old = [...cluster.nodes.values()].filter(({ kubeletVersion }) => {
      const kubernetes = leadingVersion(kubeletVersion);
      return kubernetes !== undefined && kubernetes.minor < version.kubernetesMinor;
    });
    yield* whereAny(old.map(object => ({ object, detail: `Kubernetes ${object.kubeletVersion}` })), { message: `Istio ${version.minor} requires Kubernetes 1.${version.kubernetesMinor}.` });
  },
};
