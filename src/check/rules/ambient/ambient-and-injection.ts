import { ISTIO } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const ambientAndInjection: AmbientRule = {
  id: 'ambient-and-injection',
  title: 'Namespace with both ambient mode and sidecars',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Pods with a sidecar are left out of ambient mode: istio-cni skips those with the annotation sidecar.istio.io/status. A namespace that '
    + 'has both labels gets sidecars in new pods, and ztunnel only for pods that have none, so it has two data planes, and no error is reported.',
  remediation: 'Remove istio-injection and istio.io/rev from the namespace, and restart its pods; or remove istio.io/dataplane-mode and keep '
    + 'sidecars.',
  references: ['https://istio.io/latest/docs/ambient/usage/add-workloads/', 'https://github.com/istio/istio/blob/1.30.3/cni/pkg/util/podutil.go'],
  * check({ namespaces }) {
    yield* whereAny(namespaces.filter(({ mode, isInjected }) => mode === 'ambient' && isInjected).flatMap(({ object, labels }) => object ? [{
      object, detail: [ISTIO.injection, ISTIO.revision].filter(key => labels[key] !== undefined).map(key => `${key}: ${labels[key]}`).join(', '),
    }] : []), { message: 'A namespace is in ambient mode, and its pods get sidecars.' });
  },
};
