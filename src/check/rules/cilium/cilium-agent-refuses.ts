import { agentProblemsOfConfig } from '../../../programs/cilium/rules/agent';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumAgentRefuses: CiliumRule = {
  id: 'cilium-agent-refuses',
  title: 'Configuration that the agent refuses when it starts',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The chart accepts the values, so helm install succeeds, and then the agent ends as it starts, on every node that it is rolled out to: pods there keep their network until '
    + 'something about them changes, and new ones do not start. The checks are those of the agent of the version; what depends on a node\'s kernel and devices is not among them.',
  remediation: 'Correct the values that are named before they are rolled out.',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/', 'https://docs.cilium.io/en/stable/network/concepts/routing/'],
  * check({ installations, configMap, minor }) {
    yield* whereAny(installations.flatMap(installation => installation.verdict.agentRefuses.map(problem => whereOf(installation, problem))), {
      message: 'The chart accepts values with which the agent does not start.',
    });
    const problems = configMap ? agentProblemsOfConfig(configMap.config, minor) : [];
    yield* whereAny(problems.map(({ field, message }) => ({ object: configMap!.reference, detail: `${field}: ${message}` })), {
      message: 'The agent does not start with this ConfigMap.',
    });
  },
};
