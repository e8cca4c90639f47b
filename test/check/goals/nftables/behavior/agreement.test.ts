import { join } from 'node:path';
import { PlainObject } from '../../../../../src/base/objects/fields';
import { nftablesFindings } from '../../../../../src/check/goals/nftables';
import { servicesThatMayChange, TOPICS_OF_ALL_SERVICES } from '../../../../../src/check/goals/nftables/behavior/may-change';
import { NftablesRule } from '../../../../../src/check/goals/nftables/rule';
import { RULES } from '../../../../../src/check/goals/nftables/rules';
import { Cluster } from '../../../../../src/cluster/cluster';
import { ModeRow, ModeRows } from '../../../../../src/dataplane/modes/compare/mode-comparison';
import { CHANGE_TOPICS, ChangeTopic } from '../../../../../src/dataplane/modes/compare/topics';
import { ServiceBehavior } from '../../../../../src/dataplane/modes/service-behavior';
import { readFiles } from '../../../../../src/input/read-files';
import { ProxyMode } from '../../../../../src/programs/kube-proxy/proxy-mode';
import { readModes, World } from '../../../../support/modes';
import { nodeFacts } from '../../../../support/node-facts';
import { daemonSet, kubeProxy } from '../../../findings/findings';

const VERSION = '1.36';
const KUBE_PROXY = daemonSet('kube-system/kube-proxy', `registry.k8s.io/kube-proxy:v${VERSION}.3`, {
  container: { command: ['kube-proxy', '--config=/var/lib/kube-proxy/config.conf'] },
});
const ruleOf = new Map<ChangeTopic, NftablesRule>(RULES.flatMap(rule => (rule.topics ?? []).map(topic => [topic, rule] as const)));

/** The rows of the comparison of each Linux node, as `diff --from-mode … --to-mode nftables --all-nodes` makes it. */
function allRows(cluster: Cluster, mode: ProxyMode): ModeRow[] {
  return [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem !== 'windows').flatMap(({ name: nodeName }) => {
    const side = (of: ProxyMode) =>
      ServiceBehavior._ofNode(cluster, { nodeName, kubernetesVersion: VERSION, nodeFacts: cluster.nodeFacts }, of)._side();
    const sides = [side(mode), side(ProxyMode.NFTABLES)] as const;
    // Where nobody has looked at a node's addresses, what depends on them is among the unknowns.
    const supposed = sides.map(each => each.withFurtherAddresses?.()).filter(each => each !== undefined);
    return [...new ModeRows(...sides).differing(), ...supposed.length === 2 ? new ModeRows(supposed[0], supposed[1]).differing() : []];
  });
}

function nameOf({ destination: { served } }: ModeRow): string {
  return served === undefined ? '' : `${served.service.namespace}/${served.service.name}`;
}

/** What findings and comparison say that the other does not. */
function disagreements(cluster: Cluster, mode: ProxyMode): string[] {
  const rows = allRows(cluster, mode);
  const findings = nftablesFindings(cluster, VERSION);
  const listed = new Map<string, Set<string>>();
  for (const { ruleId, objects } of findings) {
    const names = objects.filter(({ kind }) => kind === 'Service').map(({ objectNamespace, name }) => `${objectNamespace}/${name}`);
    listed.set(ruleId, new Set([...listed.get(ruleId) ?? [], ...names]));
  }
  const problems = new Set<string>();
  const mayChange = new Set([...servicesThatMayChange(cluster)].map(({ namespace, name }) => `${namespace}/${name}`));
  for (const row of rows) {
    const isMissed = row.destination.served !== undefined && !mayChange.has(nameOf(row)) && !TOPICS_OF_ALL_SERVICES.has(row.topic);
    if (isMissed) problems.add(`${row.topic}: ${nameOf(row)} changes, and is not compared`);
    const rule = ruleOf.get(row.topic);
    const isOfService = !TOPICS_OF_ALL_SERVICES.has(row.topic);
    const isListed = rule !== undefined && (isOfService ? listed.get(rule.id)?.has(nameOf(row)) : listed.has(rule.id));
    if (!isListed && (row.consequence === 'breaks' || row.consequence === 'changes')) {
      problems.add(`${row.topic}: ${nameOf(row)} ${row.destination.kind} ${row.consequence} without a finding: ${row.reason}`);
    }
  }
  for (const rule of RULES) {
    const topics = (rule.topics ?? []).filter(topic => !TOPICS_OF_ALL_SERVICES.has(topic) && topic !== 'health-check-firewall');
    if (topics.length === 0 || rule.topics!.includes('health-check-firewall')) continue;
    const changed = new Set(rows.filter(({ topic }) => topics.includes(topic)).map(nameOf));
    for (const name of listed.get(rule.id) ?? []) if (!changed.has(name)) problems.add(`${rule.id}: ${name} is listed, and does not change`);
  }
  return [...problems];
}

/** A world as a dump shows it, with what a probe reports of both nodes. */
function clusterOf({ node, bed, services, endpointSlices, serviceCIDRs, interfaces }: World, config: PlainObject, mode: string): Cluster {
  const serviceCidr = { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: serviceCIDRs } };
  const objects = [node, bed.otherNode, serviceCidr, ...services, ...endpointSlices, kubeProxy({ ...config, mode }), KUBE_PROXY];
  const cluster = Cluster.of(objects.map(object => ({ object: object as PlainObject })));
  const none = { 'nft.hooks': [], 'iptables.legacy': [], 'nft.tables': [] };
  cluster.stateNodeFacts([
    nodeFacts(node.metadata.name, { ...none, addresses: Object.fromEntries(interfaces.map(({ name, addresses }) => [name, [...addresses]])) }),
    nodeFacts(bed.otherNode.metadata.name, { ...none, addresses: { eth0: [...bed.otherNodeAddresses] } }),
  ]);
  return cluster;
}

test('each reason for which traffic changes belongs to one rule', () => {
  const topics = RULES.flatMap(rule => rule.topics ?? []);
  expect([...topics].sort()).toEqual(CHANGE_TOPICS.filter(topic => topic !== 'other').sort());
});

describe.each([ProxyMode.IPVS, ProxyMode.IPTABLES])('from %s mode', mode => {
  test.each(readModes<World>('worlds').map(world => [world.name, world] as const))('the findings list what changes, and nothing else: %s', (_, world) => {
    for (const [name, config] of Object.entries(world.configs)) {
      expect(disagreements(clusterOf(world, config, mode), mode).map(problem => `${name}: ${problem}`)).toEqual([]);
    }
  });

  test('the findings list what changes, and nothing else: the reference cluster', () => {
    const [ownConfiguration, ...files] = ['kube-proxy.yaml', 'networking.yaml', 'calico.yaml'].map(file => join(__dirname, '..', '..', '..', '..', 'fixtures', 'cluster', file));
    const configuration = { object: kubeProxy({ mode, clusterCIDR: '10.244.0.0/16' }) as PlainObject };
    expect(disagreements(Cluster.of([...readFiles(files), configuration]), mode)).toEqual([]);
    if (mode === ProxyMode.IPVS) expect(disagreements(Cluster.of(readFiles([...files, ownConfiguration])), mode)).toEqual([]);
  });
});
