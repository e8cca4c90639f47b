import { AmbientContext } from './context';
import { AMBIENT_QUESTIONS } from './questions';
import { AmbientRule } from './rule';
import { AMBIENT_RULES } from './rules';
import { goalOf } from '../goal';

/** A mesh in ambient mode whose objects are accepted, and whose policies and routes apply where they are meant to. */
export const AMBIENT = goalOf<AmbientContext, AmbientRule>({
  questions: AMBIENT_QUESTIONS,
  rules: AMBIENT_RULES,
  contextOf: (cluster, answers) => new AmbientContext(cluster, answers),
  before: () => [],
  concerns: () => true,
  scopeOf: () => undefined,
  describe: ({ version, isStated, installed, charts, objects, namespaces }) => ({
    title: `Istio ${version.text} in ambient mode`,
    from: '',
    facts: { istioVersion: version.text },
    targetVersion: version.minor,
    notices: [
      ...charts.length === 0 && objects.length === 0 && namespaces.every(({ mode }) => mode === undefined) ? ['the input has no objects or values of Istio'] : [],
      ...isStated && installed && installed.number !== version.number ? [`the input shows Istio ${installed.text}, but the version that is stated is ${version.text}`] : [],
    ],
  }),
});
