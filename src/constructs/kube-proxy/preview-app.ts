import { Construct } from 'constructs';
import { KubeProxyPreviewOptions, PreviewNode } from './preview-options';
import { InputError, quoted } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { Cluster } from '../../cluster/cluster';
import { SourcedObject } from '../../cluster/entries';
import { nodeFactsOfFiles } from '../../cluster/facts/read-node-facts';
import { RULESET_KINDS } from '../../cluster/kinds';
import { FoundConfiguration } from '../../cluster/kube-proxy/kube-proxy-objects';
import { WORKLOAD_KINDS } from '../../cluster/workloads/workload';
import { NodeRulesetRequest } from '../../dataplane/node-rulesets';
import { Ruleset } from '../../dataplane/ruleset';
import { expandFolders } from '../../input/expand-folders';
import { givenObjects } from '../../input/given-objects';
import { readFiles } from '../../input/read-files';
import { trafficPage } from '../../report/answer-pages';
import { htmlPage } from '../../report/html';
import { packetsOf, QuestionObjects } from '../../report/question';
import { appObjects } from '../objects/app-objects';
import { Stage, stageOf } from '../objects/stage';

/** What the kube-proxy to be previewed is. */
export interface PreviewedProxy {
  readonly kubernetesVersion: string;
  readonly configuration: FoundConfiguration;
}

/** The kinds that decide a ruleset. Other objects are not even resolved: they may not be complete yet. */
const KINDS = new Set([...RULESET_KINDS, ...WORKLOAD_KINDS]);

/**
 * The ruleset for the objects of the stage that `scope` is in, laid over further objects.
 *
 * @throws InputError where something is missing or wrong
 */
export function previewApp(scope: Construct, proxy: PreviewedProxy, options: KubeProxyPreviewOptions): Ruleset {
  const stage = options.stage === undefined ? stageOf(scope) : { scope: options.stage };
  const cluster = Cluster.of(furtherObjects(options), appObjects(stage.scope, KINDS));
  checkNodes(options, cluster);
  return Ruleset._ofNode(cluster, requestOf(proxy, options, stage));
}

/**
 * The same as a page for a browser: what becomes of traffic to all Services.
 *
 * @throws InputError where something is missing or wrong
 */
export function previewPage(scope: Construct, proxy: PreviewedProxy, options: KubeProxyPreviewOptions): string {
  const stage = options.stage === undefined ? stageOf(scope) : { scope: options.stage };
  const objects = new QuestionObjects();
  const cluster = Cluster.of(objects.watched(furtherObjects(options)), objects.watched(appObjects(stage.scope, KINDS), true));
  checkNodes(options, cluster);
  const request = requestOf(proxy, options, stage);
  const ruleset = Ruleset._ofNode(cluster, request);
  return htmlPage(trafficPage(ruleset, ruleset.explainAll(), objects.question(cluster, packetsOf(cluster, request, ['nftables']))));
}

function requestOf(proxy: PreviewedProxy, options: KubeProxyPreviewOptions, stage: Stage): NodeRulesetRequest {
  return {
    kubernetesVersion: options.kubernetesVersion ?? proxy.kubernetesVersion,
    nodeName: options.nodeName,
    configuration: { ...proxy.configuration, notes: [...proxy.configuration.notes ?? [], ...stageNotes(stage)] },
    networkInterfaces: options.networkInterfaces,
    nodeFacts: nodeFactsOfFiles(options.nodeFacts),
    serviceCidrs: options.serviceCidrs,
    loadBalancers: options.loadBalancers,
    nodePortRange: options.nodePortRange,
    podCidrs: options.podCidrs,
  };
}

function stageNotes({ scope, repeated }: Stage): string[] {
  return repeated === undefined ? [] : [`the objects of ${scope.node.path} are previewed, since the app has ${repeated} more than once; stage names another part of it`];
}

function* furtherObjects({ nodes, objects, files }: KubeProxyPreviewOptions): Generator<SourcedObject> {
  for (const node of nodes ?? []) yield { object: nodeObject(node), source: 'nodes' };
  for (const { object, source } of givenObjects(objects ?? [], 'objects')) if (!isConfiguration(object)) yield { object, source };
  for (const { object, source } of readFiles(expandFolders(files ?? []))) if (!isConfiguration(object)) yield { object, source };
}

/** The configuration is that of the construct, whatever the cluster has today. */
function isConfiguration({ kind }: PlainObject): boolean {
  return kind === 'ConfigMap' || kind === 'KubeProxyConfiguration';
}

function nodeObject({ name, addresses, podCidrs, zone }: PreviewNode): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone } },
    spec: podCidrs === undefined ? {} : { podCIDR: podCidrs[0], podCIDRs: podCidrs },
    status: { addresses: addresses.map(address => ({ type: 'InternalIP', address })) },
  };
}

/** A preview without any Node is the first thing that everybody tries, so the message says what to write. */
function checkNodes({ nodeName }: KubeProxyPreviewOptions, { nodes }: Cluster): void {
  if (nodes.size === 0) {
    throw new InputError(`there is no Node ${quoted(nodeName)}: describe it, as in nodes: [{ name: ${quoted(nodeName)}, addresses: ['192.168.10.11'] }]`
      + ', or give its Node object in objects or files');
  }
}
