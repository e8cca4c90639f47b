import { GATEWAY_API_QUESTIONS } from '../../check/goals/gateway-api/questions';
import { MigrationQuestions } from '../goals/question';

/** What the conversion of Ingresses asks, and says of itself. */
export const GATEWAY_API_MIGRATION_QUESTIONS: MigrationQuestions = {
  goal: GATEWAY_API_QUESTIONS,
  options: [
    {
      name: 'gateway',
      flags: '--gateway <NAMESPACE/NAME>',
      description: 'an existing Gateway: write routes for it, and no Gateway (default: one new Gateway for all hosts, gateway/ingress)',
    },
    {
      name: 'gatewayClass',
      flags: '--gateway-class <NAME>',
      description: 'the GatewayClass of the new Gateway (default: the only one in the input, or else the usual one of the implementation)',
    },
    {
      name: 'implementationVersion',
      flags: '--implementation-version <X.Y>',
      description: 'the version of the implementation, which decides over its own policies (default: that of its conformance report)',
    },
  ],
  description: [
    'The folder for Gateway API: what Ingresses become, by who applies it. The cluster operator gets the Gateway with listeners and certificates, each '
    + 'namespace its routes and policies; the report compares what becomes of requests before and after, and the runbook has the steps. Ingresses of '
    + 'ingress-nginx are converted by the rules of its controller, those of other classes by the rules of the API alone. The controller\'s ConfigMap '
    + 'and Deployment, IngressClasses and Services make it more exact. Exit code: 0 if nothing differs but the form of answers, 2 if requests are gained '
    + 'or depend on the implementation, 3 if requests are lost, end elsewhere or are less protected.',
  ],
  examples: [
    [
      'Convert the Ingresses of a cluster to routes of Envoy Gateway:',
      'kubectl get ingresses,ingressclasses,services -A -o yaml > ingresses.yaml',
      'kubectl get deployments,configmaps -n ingress-nginx -o yaml > controller.yaml',
      'cdk8s-nftables migrate ingresses.yaml controller.yaml --goal gateway-api --implementation envoy-gateway --gateway-api 1.6 --out gateway/',
    ],
  ],
};
