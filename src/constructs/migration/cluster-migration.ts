import { posix } from 'node:path';
import { Construct } from 'constructs';
import { ClusterMigrationProps } from './cluster-migration-props';
import { InputError, quoted } from '../../base/errors';
import { Finding } from '../../check/findings/finding';
import { NFTABLES_QUESTIONS } from '../../check/goals/nftables/questions';
import { GoalAnswers } from '../../check/goals/question';
import { checkCluster, CheckedCluster } from '../../check/reports/check-cluster';
import { jsonReport } from '../../check/reports/json';
import { markdownReport } from '../../check/reports/markdown';
import { Cluster } from '../../cluster/cluster';
import { SourcedObject } from '../../cluster/entries';
import { expandFolders } from '../../input/expand-folders';
import { givenObjects } from '../../input/given-objects';
import { readFiles } from '../../input/read-files';
import { PAGE } from '../../migrate/goals';
import { migrationOf } from '../../migrate/nftables';
import { migrationFiles } from '../../migrate/nftables/files';
import { PATHS_BESIDE_MANIFESTS } from '../../migrate/nftables/paths';
import { MigrationPlan, planMigration } from '../../migrate/nftables/plan';
import { planConfiguration } from '../../migrate/nftables/planned-configuration';
import { KubeProxyMigrationDecision } from '../../programs/kube-proxy/migration-decision';
import { htmlPage } from '../../report/html';
import { migrationPage } from '../../report/migration-page';
import { QuestionObjects } from '../../report/question';
import { PageFile, TextFile } from '../artifacts/text-file';
import { goalOfOptions } from '../checks/cluster-goal';
import { NftablesKubeProxy } from '../kube-proxy/nftables-kube-proxy';
import { PropertyNames, refuseUnknown } from '../props/known-properties';
import { withPath } from '../props/with-path';

/**
 * The migration of an existing cluster to nftables mode: kube-proxy's new ConfigMap as an object of the chart and, as files
 * beside the manifests, the runbook, the findings, the decision on each setting, a canary, Calico's patch, kubeadm's files, the
 * ruleset of every node, and the way back. The command `cdk8s-nftables migrate` writes the same folder.
 *
 * `app.synth()` writes the files. Manifests among them, which are for certain moments of the migration, end with `.yaml.txt`
 * so that nothing applies them with everything else; `kubectl -f FILE` takes them.
 */
export class ClusterMigration extends Construct {
  /**
   * kube-proxy in nftables mode.
   */
  public readonly kubeProxy: NftablesKubeProxy;

  private readonly plan: MigrationPlan;
  private readonly checked: CheckedCluster;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly objects = new QuestionObjects();
  private readonly folder: string;

  /**
   * Reads the objects, checks them, and plans the migration.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that says where something is missing or wrong
   */
  constructor(scope: Construct, id: string, props: ClusterMigrationProps) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    const { cluster, checked, targetVersion, plan } = withPath(this.node.path, () => prepare(props, this.objects));
    this.folder = props.folder ?? 'migration';
    this.checked = checked;
    this.plan = plan;
    const { report } = checked;
    this.kubeProxy = NftablesKubeProxy.fromConfigMap(this, 'KubeProxy', cluster.kubeProxyConfigMap!.object, {
      kubernetesVersion: targetVersion,
      nodePortAddresses: props.nodePortAddresses,
      addon: props.addon,
    });

    this.texts = new Map(Array.from(migrationFiles(this.plan), ({ path, content }) =>
      [path, typeof content === 'string' ? content : `${[...content()].join('\n')}\n`]));
    const files: [string, string][] = [
      [this.plan.paths.findings, markdownReport(report, { all: true })],
      [this.plan.paths.findingsJson, jsonReport(report)],
      ...this.texts,
    ];
    for (const [path, text] of files) new TextFile(this, path.replace(/\//g, '-'), `${this.folder}/${path}`, text);
    new PageFile(this, PAGE.replace(/\./g, '-'), `${this.folder}/${PAGE}`, () => this.toHtml());
  }

  /**
   * The commands of the migration in their order, as Markdown.
   */
  public get runbook(): string {
    return this.texts.get(this.plan.paths.runbook)!;
  }

  /**
   * All of it as a page for a browser, in one file that loads nothing: findings, nodes, what clients of Services notice, settings, and the
   * runbook with boxes to tick.
   */
  public toHtml(): string {
    return this._pageAt(`${this.folder}/${PAGE}`);
  }

  /**
   * The page at a path of the output folder: its links lead to the files of the migration.
   *
   * @internal
   */
  public _pageAt(page: string): string {
    const { checked, plan, objects, texts } = this;
    const migration = migrationOf(plan, checked);
    const folder = posix.relative(posix.dirname(page), this.folder);
    const paths = [plan.paths.findings, plan.paths.findingsJson, ...texts.keys()].map(path => posix.join(folder, path));
    const question = migration.packets && objects.question(plan.cluster, migration.packets);
    return htmlPage(migrationPage(plan.cluster, migration, { paths, pages: [{ path: plan.paths.runbook, text: this.runbook }] }, question));
  }

  /**
   * What is in the way, and what will be different, most severe first. Without what is waived.
   */
  public get findings(): Finding[] {
    return structuredClone(this.checked.report.findings) as Finding[];
  }

  /**
   * What became of each setting of kube-proxy's configuration, and why.
   */
  public get decisions(): KubeProxyMigrationDecision[] {
    return this.kubeProxy.decisions;
  }

  /**
   * The JSON merge patch of Calico's Installation or FelixConfiguration, nulls included. Not set where nothing is to be changed.
   */
  public get calicoPatch(): string | undefined {
    return this.texts.get(this.plan.paths.calicoPatch)?.trimEnd();
  }

  /**
   * The ruleset that kube-proxy will program on a node, as a script for `nft -f`.
   *
   * @param nodeName the node, one of `rulesetNodes`
   * @throws an error where there is none for the node
   */
  public ruleset(nodeName: string): string {
    const text = this.texts.get(`${this.plan.paths.rulesets}/${nodeName}.nft`);
    if (text !== undefined) return text;
    const { sample, rulesetNotice } = this.plan;
    throw new InputError(`${this.node.path}: there is no ruleset of the node ${quoted(nodeName)}: ${sample.nodes.length === 0 && rulesetNotice !== undefined ? rulesetNotice
      : `there are those of ${sample.nodes.join(', ')}`}`);
  }

  /**
   * What to know beside the findings: expired and unused waivers, why there are no rulesets, and what is to be known of the mode in
   * this version of Kubernetes.
   */
  public get notices(): string[] {
    const { notices, rulesetNotice } = this.plan;
    return [...this.checked.notices, ...notices, ...rulesetNotice === undefined ? [] : [rulesetNotice]];
  }
}

const PROPERTIES: PropertyNames<ClusterMigrationProps> = {
  goal: true,
  targetVersion: true,
  files: true,
  objects: true,
  nodePortAddresses: true,
  calicoVersion: true,
  canaryNodes: true,
  rulesetNodes: true,
  allRulesets: true,
  nodeFacts: true,
  waivers: true,
  addon: true,
  folder: true,
};

function prepare(props: ClusterMigrationProps, objects: QuestionObjects) {
  const cluster = Cluster.of(objects.watched(objectsOf(props)));
  const { waivers, nodeFacts } = props;
  const { goal, targetVersion, calicoVersion } = nftablesGoal(props);
  planConfiguration(cluster, { kubernetesMinor: targetVersion, nodePortAddresses: props.nodePortAddresses }, PATHS_BESIDE_MANIFESTS.configMap);
  const checked = checkCluster(cluster, { goal, targetVersion, waivers, calicoVersion, nodeFacts });
  const plan = planMigration(cluster, checked.report, { ...props, targetVersion, paths: PATHS_BESIDE_MANIFESTS });
  if (plan.way && !plan.way.changesConfigMap) {
    throw new InputError(`the cluster is one of ${plan.way.name}, which sets the mode itself and not by kube-proxy's ConfigMap: `
      + 'use a construct of the namespace distributions, or the command migrate');
  }
  return { cluster, checked, targetVersion, plan };
}

/** @throws InputError where the goal is another one: a construct of its own has to make its objects */
function nftablesGoal(props: ClusterMigrationProps): GoalAnswers & { readonly goal: string; readonly targetVersion: string } {
  const { targetVersion, ...answers } = goalOfOptions(props);
  if (answers.goal !== NFTABLES_QUESTIONS.id || targetVersion === undefined) {
    throw new InputError(`goal: there is no migration for ${quoted(answers.goal)}; expected ClusterGoal.nftables({ targetVersion: '1.36' })`);
  }
  return { ...answers, targetVersion };
}

function* objectsOf({ files, objects }: ClusterMigrationProps): Generator<SourcedObject> {
  yield* readFiles(expandFolders(files ?? []));
  yield* givenObjects(objects ?? [], 'objects');
}
