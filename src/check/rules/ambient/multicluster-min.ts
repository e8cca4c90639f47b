import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const multiclusterMin: AmbientRule = {
  id: 'multicluster-min',
  title: 'Several networks before Istio knows them in ambient mode',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'AMBIENT_ENABLE_MULTI_NETWORK is alpha from Istio 1.27 on, and beta from 1.29 on. Older versions pass it over. Waypoints that belong '
    + 'together need the same name and namespace in every cluster.',
  remediation: 'Update to Istio 1.29 or later before you connect clusters.',
  references: [
    'https://istio.io/latest/docs/ambient/install/multicluster/',
    'https://istio.io/latest/news/releases/1.27.x/announcing-1.27/change-notes/',
  ],
  * check(context) {
    if (context.has('1.27')) return;
    const name = 'AMBIENT_ENABLE_MULTI_NETWORK';
    yield* whereAny(context.settings('istiod').filter(settings => String(settings.at('env', name)) === 'true').map(settings => ({ object: settings.reference('pilot', 'env', name) })), {
      message: `Istio ${context.version.minor} does not know ${name}.`,
    });
  },
};
