import { isPlainObject } from '../../../base/objects/fields';
import { agentProblemsOfConfig, agentProblemsOfOverrides } from '../../../programs/cilium/rules/agent';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { placed, whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';
import { ConcernedObject } from '../../findings/rule';

export const ciliumAgentRefuses: CiliumRule = {
  id: 'cilium-agent-refuses',
  title: 'Configuration that the agent refuses when it starts',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The chart accepts the values, so helm install succeeds, and then the agent ends as it starts, on every node that it is rolled out to: pods there keep their network until '
    + 'something about them changes, and new ones do not start. The checks are those of the agent of the version; what depends on a node\'s kernel and devices is not among them.',
  remediation: 'Correct the values that are named before they are rolled out.',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/', 'https://docs.cilium.io/en/stable/network/concepts/routing/'],
  * check(context) {
    const { installations, configMap, minor } = context;
    yield* whereAny(installations.flatMap(installation => installation.verdict.agentRefuses.map(problem => whereOf(installation, problem))), {
      message: 'The chart accepts values with which the agent does not start.',
    });
    const problems = configMap ? agentProblemsOfConfig(configMap.config, minor) : [];
    yield* whereAny(problems.map(({ field, message }) => ({ object: configMap!.reference, detail: `${field}: ${message}` })), {
      message: 'The agent does not start with this ConfigMap.',
    });
    yield* whereAny(refusedOverrides(context), { message: 'The agents of the nodes that a CiliumNodeConfig selects do not start with it.' });
  },
};

/** What agents refuse of options that are overridden for some nodes; options that must not be overridden are not. */
function refusedOverrides({ cluster, installations, shown, minor }: CiliumContext): ConcernedObject[] {
  if (!shown) return [];
  const values = installations.at(0)?.values;
  const [allowed, blocked] = ['allowed', 'blocked'].map(name => `daemon.${name}ConfigOverrides`)
    .map(path => values?.at(path) === undefined ? undefined : values.text(path).split(',').map(key => key.trim()));
  return cluster.cilium.ofKinds('CiliumNodeConfig').flatMap(({ reference, object: { spec } }) => {
    const defaults = isPlainObject(spec) && isPlainObject(spec.defaults) ? Object.entries(spec.defaults) : [];
    const overrides = defaults.filter(([key, value]) => typeof value === 'string' && (allowed ? allowed.includes(key) : !blocked?.includes(key)));
    return agentProblemsOfOverrides(shown.config, Object.fromEntries(overrides) as Record<string, string>, minor).map(problem => placed(reference, problem));
  });
}
