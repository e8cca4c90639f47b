import { referenceToValue } from '../../../cluster/helm/helm-values';
import { refusedValues } from '../../../programs/istio/charts/refused';
import { pathText } from '../../../programs/istio/values-problem';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const istioValuesRefused: AmbientRule = {
  id: 'istio-values-refused',
  title: 'Values that a chart of Istio refuses',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Helm does not render the chart with these values, so nothing is installed or upgraded. The charts base, istiod, cni and ztunnel have no schema and take any key, but end '
    + 'with an error where profile, global.platform or compatibilityVersion names a file that the chart does not have, and where values are below the key defaults. '
    + 'The chart gateway has a schema that refuses unknown keys and wrong types.',
  remediation: 'Correct the fields that are named. If the cluster has another version of Istio, state it (--istio-version).',
  references: ['https://istio.io/latest/docs/ambient/install/helm/', 'https://istio.io/latest/docs/ambient/install/platform-prerequisites/'],
  * check({ charts, version }) {
    const refused = charts.flatMap(({ chart, values }) => refusedValues(chart, values.values, version)
      .map(({ path, message }) => ({ object: referenceToValue(values, path), detail: `${path.length === 0 ? '' : `${pathText(path)}: `}${message}`, chart })));
    for (const chart of new Set(refused.map(each => each.chart))) {
      yield* whereAny(refused.filter(each => each.chart === chart).map(({ chart: _, ...object }) => object), {
        message: `Helm does not render ${chart === undefined ? 'any chart' : `the chart ${chart}`} of Istio ${version.minor} with these values.`,
      });
    }
  },
};
