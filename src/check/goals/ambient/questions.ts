import { GoalQuestions } from '../question';

/** What the goal asks: which Istio the cluster has, where its objects do not show it. */
export const AMBIENT_QUESTIONS: GoalQuestions = {
  id: 'ambient',
  title: 'Istio in ambient mode',
  valuesOf: 'istio',
  options: [
    {
      name: 'istioVersion',
      flags: '--istio-version <X.Y>',
      description: 'the version of Istio, 1.24 to 1.31 (default: that of istiod or of its chart in the input, or else 1.30)',
      isRequired: false,
    },
  ],
};
