import { quoted } from '../../../base/errors';
import { didYouMean } from '../../../base/text/suggest';
import { listOf } from '../../../base/text/words';
import { referenceToValue } from '../../../cluster/helm/helm-values';
import { namesIn } from '../../../programs/istio/charts/effective';
import { platformsOf } from '../../../programs/istio/charts/profiles';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const platformUnknown: AmbientRule = {
  id: 'platform-unknown',
  title: 'Platform that the charts do not know',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'global.platform names a file of the chart. There are such files for gke (from Istio 1.25 on), k3d, k3s, microk8s, minikube and '
    + 'openshift; with any other name, such as eks, aks, kind or rke2, Helm ends with an error.',
  remediation: 'Leave global.platform out where the platform has no file of its own.',
  references: ['https://istio.io/latest/docs/ambient/install/platform-prerequisites/'],
  * check(context) {
    const known = platformsOf(context.version.number);
    const found = context.charts.flatMap(({ values }) => {
      const { platform } = namesIn(values.values, context.version.number);
      return typeof platform.value === 'string' && platform.value !== '' && !known.includes(platform.value)
        ? [{ object: referenceToValue(values, platform.path), detail: `${platform.path.join('.')}: ${quoted(platform.value)}${didYouMean(platform.value, known)}` }] : [];
    });
    // An IstioOperator has the values of several charts.
    const distinct = [...new Map(found.map(each => [JSON.stringify(each), each])).values()];
    yield* whereAny(distinct, { message: `The charts of Istio ${context.version.minor} know ${listOf(known)}, and no other platform.` });
  },
};
