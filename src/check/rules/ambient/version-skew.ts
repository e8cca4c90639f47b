import { istioVersionIn } from '../../../programs/istio/releases';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { istioImages } from '../../goals/ambient/charts';
import { AmbientRule } from '../../goals/ambient/rule';

export const versionSkew: AmbientRule = {
  id: 'version-skew',
  title: 'Parts of Istio whose versions do not go together',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'istiod is updated first, then istio-cni, then ztunnel. A ztunnel or istio-cni that is newer than istiod, or more than two minors '
    + 'older, is not supported: it may not know what istiod sends, or ask for what istiod does not have.',
  remediation: 'Bring all parts to one version, in the order base, istiod, cni, ztunnel.',
  references: ['https://istio.io/latest/docs/ambient/upgrade/helm/'],
  * check(context) {
    const [istiod] = [...istioImages(context.cluster, 'pilot').flatMap(({ object, version }) => version ? [{ object, version }] : []), ...context.charts.flatMap(({ chart, values }) => {
      const version = chart === 'istiod' ? istioVersionIn(values.chart.version ?? '') : undefined;
      return version ? [{ object: values.carrier, version }] : [];
    })];
    if (!istiod) return;
    const others = [
      ...['install-cni', 'ztunnel'].flatMap(name => istioImages(context.cluster, name)),
      ...context.charts.filter(({ chart }) => chart === 'cni' || chart === 'ztunnel').map(({ values }) => ({ object: values.carrier, version: istioVersionIn(values.chart.version ?? '') })),
    ];
    const wrong = others.flatMap(({ object, version }) => {
      if (!version) return [];
      const difference = version.number - istiod.version.number;
      return difference > 0 || difference < -2 ? [{ object, detail: `${version.text}, with istiod ${istiod.version.text}` }] : [];
    });
    yield* whereAny(wrong, { message: 'Parts of Istio are newer than istiod, or more than two minors older.' });
  },
};
