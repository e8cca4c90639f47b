import { GoalQuestions } from '../question';

/** What the goal asks: which Cilium it is about, where the input does not show it. */
export const CILIUM_QUESTIONS: GoalQuestions = {
  id: 'cilium',
  title: 'Cilium that works as configured',
  valuesOf: 'cilium',
  options: [
    {
      name: 'ciliumVersion',
      flags: '--cilium-version <X.Y>',
      description: 'the version of Cilium, for example, 1.20 (default: that of what installs or runs it in the input)',
      isRequired: false,
    },
    {
      name: 'apiVersions',
      flags: '--api-versions <LIST>',
      description: 'the API versions that the chart is told the cluster has, as with helm template, for example, monitoring.coreos.com/v1 (default: those of the '
        + 'CustomResourceDefinitions in the input)',
      isRequired: false,
    },
  ],
};
