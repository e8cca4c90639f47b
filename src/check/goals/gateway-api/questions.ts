import { GoalQuestions } from '../question';

/** What the goal asks: which Gateway API the cluster has, where its objects do not show it, and who implements it. */
export const GATEWAY_API_QUESTIONS: GoalQuestions = {
  id: 'gateway-api',
  title: 'Gateway API that works',
  options: [
    {
      name: 'gatewayApi',
      flags: '--gateway-api <X.Y>',
      description: 'the release of Gateway API (default: that of the CustomResourceDefinitions in the input, or else 1.6)',
      isRequired: false,
    },
    {
      name: 'channel',
      flags: '--channel <CHANNEL>',
      description: 'the channel of Gateway API, standard or experimental (default: that of the CustomResourceDefinitions in the input, or else standard)',
      isRequired: false,
    },
    {
      name: 'implementation',
      flags: '--implementation <NAME>',
      description: 'the implementation, whose conformance report shows the features that it has, and whose own policies migrate writes; for example, envoy-gateway',
      isRequired: false,
    },
  ],
};
