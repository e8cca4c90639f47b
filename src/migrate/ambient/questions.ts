import { AMBIENT_QUESTIONS } from '../../check/goals/ambient/questions';
import { MigrationQuestions } from '../goals/question';

/** What the migration from sidecars to ambient mode asks, and says of itself. */
export const AMBIENT_MIGRATION_QUESTIONS: MigrationQuestions = {
  goal: AMBIENT_QUESTIONS,
  options: [],
  description: [
    'The folder for ambient mode: for each namespace with sidecars the waypoint, policies and routes for it, the Services that take the place of subsets, '
    + 'a list of what has no counterpart, and a runbook with the commands of each step, the checks between them and the way back. Namespaces, workloads '
    + 'and Services have to be in the input, and the objects of Istio.',
  ],
  examples: [
    [
      'Plan the migration of a mesh from sidecars to ambient mode with Istio 1.30:',
      'kubectl get namespaces,services,deployments,statefulsets,daemonsets -A -o yaml > cluster.yaml',
      'kubectl get authorizationpolicies,requestauthentications,peerauthentications,virtualservices,destinationrules,sidecars -A -o yaml > mesh.yaml',
      'cdk8s-nftables migrate cluster.yaml mesh.yaml --goal ambient --istio-version 1.30 --out migration/',
    ],
  ],
};
