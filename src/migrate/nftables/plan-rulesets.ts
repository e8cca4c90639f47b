import { MOST_RULESETS, rulesetSample, RulesetSample } from './ruleset-sample';
import { SmokeTest, smokeTests } from './smoke-tests';
import { KubernetesVersion } from '../../base/version/kubernetes-version';
import { Cluster } from '../../cluster/cluster';
import { Node } from '../../cluster/served/node';
import { nodeOfName } from '../../cluster/served/served-cluster';
import { Ruleset } from '../../dataplane/ruleset';
import { SUPPORTED_MINORS } from '../../dataplane/versions/kube-proxy-version';
import { KubeProxyConfiguration } from '../../programs/kube-proxy/kube-proxy-configuration';

/** Which rulesets a migration has, and what its runbook knows from one of them. */
export interface PlannedRulesets {
  readonly sample: RulesetSample;
  /** Why there are no rulesets, or not those of all nodes. */
  readonly rulesetNotice?: string;
  /** Connections to try on the example node. */
  readonly smokeTests: readonly SmokeTest[];
  /** The rulesets of the sample, made one by one. To be called once. */
  readonly makeRulesets: () => Iterable<Ruleset>;
}

interface RulesetFacts {
  readonly version: KubernetesVersion;
  readonly configuration: KubeProxyConfiguration;
  readonly nodes: readonly Node[];
  readonly exampleNode?: string;
  /** What notes call the configuration. */
  readonly description: string;
}

interface WantedRulesets {
  readonly rulesetNodes?: readonly string[];
  readonly allRulesets?: boolean;
}

/** @throws InputError where a node is not in the input, or the example node's ruleset can't be made */
export function planRulesets(cluster: Cluster, facts: RulesetFacts, { rulesetNodes, allRulesets }: WantedRulesets): PlannedRulesets {
  const { version, configuration, nodes, exampleNode, description } = facts;
  if (!(SUPPORTED_MINORS as readonly string[]).includes(version.minorText)) {
    return none(`The rules of kube-proxy ${version.minorText} are not known, so there are no rulesets; they can be generated for ${SUPPORTED_MINORS.join(', ')}.`);
  }
  const names = rulesetNodes?.map(name => nodeOfName(cluster, name).name) ?? nodes.map(({ name }) => name);
  if (exampleNode === undefined) return none('The input has no Nodes, so there are no rulesets.');
  const request = {
    kubernetesVersion: version.minorText,
    configuration: { document: { ...configuration }, description },
    nodeFacts: cluster.nodeFacts,
  };
  // It answers the questions of the runbook, and its size is about that of all others.
  const example = Ruleset._ofNode(cluster, { ...request, nodeName: exampleNode });
  const wantsAll = rulesetNodes !== undefined || allRulesets || names.length <= MOST_RULESETS;
  const sample: RulesetSample = wantsAll ? { nodes: names } : rulesetSample(cluster, names, { name: exampleNode, bytes: bytesOf(example) });
  return {
    sample,
    rulesetNotice: sample.standFor && noticeOf(sample, names.length, bytesOf(example)),
    smokeTests: smokeTests(example, cluster),
    * makeRulesets() {
      if (sample.nodes.includes(exampleNode)) yield example;
      yield* Ruleset._ofNodes(cluster, request, sample.nodes.filter(name => name !== exampleNode));
    },
  };
}

function none(rulesetNotice: string): PlannedRulesets {
  return { sample: { nodes: [] }, rulesetNotice, smokeTests: [], makeRulesets: () => [] };
}

function bytesOf(ruleset: Ruleset): number {
  let bytes = 0;
  for (const line of ruleset._lines()) bytes += line.length + 1;
  return bytes;
}

function noticeOf({ nodes, standFor = [] }: RulesetSample, all: number, bytes: number): string {
  const leftOut = standFor.filter(({ ruleset }) => ruleset === undefined).length;
  return `Rulesets are written for ${nodes.length} of ${all} nodes, one for each kind of node`
    + `${leftOut === 0 ? '' : ` (${leftOut} kinds are left out)`}; --rulesets all writes those of all nodes, about ${sizeText(bytes * all)}.`;
}

function sizeText(bytes: number): string {
  const [MIB, GIB] = [1024 ** 2, 1024 ** 3];
  return bytes < GIB ? `${Math.ceil(bytes / MIB)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`;
}
