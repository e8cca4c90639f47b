import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { valueIn } from '../../goals/ambient/charts';
import { AmbientRule } from '../../goals/ambient/rule';

/** The paths of all values but mappings. */
function pathsOf(values: PlainObject, before: readonly string[] = []): string[][] {
  return Object.entries(values).flatMap(([key, value]) => isPlainObject(value) ? pathsOf(value, [...before, key]) : [[...before, key]]);
}

export const helmFlatKey: AmbientRule = {
  id: 'helm-flat-key',
  title: 'Value that the profile or the platform outweighs',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'The charts istiod and cni take their values at the top level and below pilot or cni, and copy the latter over the former last. The '
    + 'files of profiles and platforms use pilot and cni, so a flat key loses against them, without a message.',
  remediation: 'Write the key below cni (chart cni) or pilot (chart istiod).',
  references: [
    'https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-cni/templates/zzz_profile.yaml',
    'https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-cni/templates/zzy_descope_legacy.yaml',
  ],
  * check(context) {
    const found = (['istiod', 'cni'] as const).flatMap(chart => context.settings(chart).filter(({ values }) => values.chart.name === chart).flatMap(settings => {
      const prefix = chart === 'istiod' ? 'pilot' : 'cni';
      const own = settings.values.values;
      return pathsOf(own).filter(([first]) => ![prefix, 'global', 'profile', 'platform'].includes(first)).flatMap(path => {
        const [wanted, actual] = [valueIn(own, path), settings.at(...path)];
        return JSON.stringify(wanted) === JSON.stringify(actual) || settings.sets(prefix, ...path) ? [] : [{
          object: settings.reference(...path), detail: `${path.join('.')}: ${quoted(wanted)}, but ${quoted(actual)} counts; write ${prefix}.${path.join('.')}`,
        }];
      });
    }));
    yield* whereAny(found, { message: 'Values have no effect, since the profile or the platform sets the same below another key.' });
  },
};
