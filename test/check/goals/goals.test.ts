import { FindingConfidence, FindingSeverity } from '../../../src/check/findings/finding';
import { Rule } from '../../../src/check/findings/rule';
import { GOALS, goalById } from '../../../src/check/goals';
import { goalOf } from '../../../src/check/goals/goal';
import { GOAL_IDS, GOAL_QUESTIONS } from '../../../src/check/goals/questions';
import { Cluster } from '../../../src/cluster/cluster';
import { ClusterGoal } from '../../../src/constructs/checks/cluster-goal';
import { clusterOf, machine } from '../findings/findings';

test('every goal has its questions, its folder, and a factory for programs', () => {
  expect(GOALS.map(({ id, title, options, valuesOf }) => ({ id, title, options, ...valuesOf && { valuesOf } }))).toEqual(GOAL_QUESTIONS);
  const factories = ClusterGoal as unknown as Record<string, (options: object) => ClusterGoal>;
  expect(GOAL_IDS.map(id => factories[id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())]({}).id)).toEqual(GOAL_IDS);
  for (const id of GOAL_IDS) expect(() => jest.requireActual(`../../../src/check/goals/${id}`)).not.toThrow();
});

test('nftables is the default, and others are refused by name', () => {
  expect(goalById().id).toBe('nftables');
  expect(goalById('nftables')).toBe(goalById());
  expect(() => goalById('nftable')).toThrow('goal: "nftable" is not a goal; expected nftables, gateway-api, cilium or ambient; did you mean nftables?');
});

/** A goal that has nothing to do with kube-proxy: how many nodes a cluster has is all that its rules know. */
interface Size {
  readonly cluster: Cluster;
  readonly nodes: number;
}

interface SizeRule extends Rule<Size> {
  readonly atLeast: number;
}

const rule = (id: string, atLeast: number): SizeRule => ({
  id,
  atLeast,
  title: 'Many nodes',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Nodes.',
  remediation: 'None.',
  references: [],
  check: ({ cluster }) => [{ message: 'Nodes.', objects: [...cluster.nodes.values()].map(object => ({ object })) }],
});

test('a goal brings a context and a kind of rules of its own', () => {
  const goal = goalOf<Size, SizeRule>({
    questions: { id: 'size', title: 'a size', options: [] },
    rules: [rule('one', 1), rule('three', 3), rule('two', 2)],
    contextOf: cluster => ({ cluster, nodes: cluster.nodes.size }),
    before: () => [],
    concerns: ({ atLeast }, { nodes }) => nodes >= atLeast,
    scopeOf: ({ atLeast }) => `${atLeast} nodes`,
    describe: ({ nodes }) => ({ title: 'a size', from: `${nodes} nodes`, facts: {}, targetVersion: '1', notices: [] }),
  });
  const cluster = clusterOf([machine('a', {}), machine('b', {})]);
  const assessment = goal.assess(cluster, {}, id => id !== 'one');
  expect(goal.rules.map(({ id, scope }) => [id, scope])).toEqual([['one', '1 nodes'], ['three', '3 nodes'], ['two', '2 nodes']]);
  expect([assessment.from, [...assessment.applied], assessment.findings.map(({ ruleId, objects }) => [ruleId, objects.length])])
    .toEqual(['2 nodes', ['two'], [['two', 2]]]);
});
