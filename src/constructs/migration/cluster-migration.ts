import { posix } from 'node:path';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterMigrationProps } from './cluster-migration-props';
import { prepareMigration, PreparedMigration, PROPERTIES } from './prepare';
import { InputError, quoted } from '../../base/errors';
import { Finding } from '../../check/findings/finding';
import { PAGE } from '../../migrate/goals';
import { PATHS } from '../../migrate/nftables/paths';
import { MigrationFile } from '../../migrate/step';
import { KubeProxyMigrationDecision } from '../../programs/kube-proxy/migration-decision';
import { htmlPage } from '../../report/html';
import { isShownFile, migrationPage } from '../../report/migration-page';
import { PageFile, TextFile } from '../artifacts/text-file';
import { NftablesKubeProxy } from '../kube-proxy/nftables-kube-proxy';
import { refuseUnknown } from '../props/known-properties';
import { withPath } from '../props/with-path';

/**
 * The migration of an existing cluster to a goal: as files beside the manifests the runbook, the findings, everything that is to be
 * applied, and the way back. The command `cdk8s-nftables migrate` writes the same folder. In a migration to nftables mode, kube-proxy's
 * new ConfigMap is an object of the chart as well.
 *
 * `app.synth()` writes the files. Manifests among them, which are for certain moments of the migration, end with `.yaml.txt`
 * so that nothing applies them with everything else; `kubectl -f FILE` takes them.
 */
export class ClusterMigration extends Construct {
  /**
   * The id of the goal, as in `nftables`.
   */
  public readonly goalId: string;

  /**
   * kube-proxy in nftables mode. Not set with another goal, and where a distribution sets the mode elsewhere than in kube-proxy's ConfigMap.
   */
  public readonly kubeProxy?: NftablesKubeProxy;

  private readonly prepared: PreparedMigration;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly folder: string;

  /**
   * Reads the objects, checks them, and plans the migration.
   *
   * @param scope the chart, or a construct in it; or the app, where no object is made
   * @param id the construct's id
   * @param props the properties
   * @throws an error that says where something is missing or wrong
   */
  constructor(scope: Construct, id: string, props: ClusterMigrationProps) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    this.prepared = withPath(this.node.path, () => prepareMigration(props));
    const { answers, migration: { kubeProxy }, folder: { files } } = this.prepared;
    this.goalId = answers.goal;
    this.folder = props.folder ?? 'migration';
    if (kubeProxy && !this.node.scopes.some(each => Chart.isChart(each))) {
      throw new InputError(`${this.node.path}: is in no chart; expected one as the scope, since kube-proxy's ConfigMap becomes an object of it`);
    }
    if (!kubeProxy && props.addon) throw new InputError(`${this.node.path}: addon: has no effect, since kube-proxy's ConfigMap is not what changes; leave it out`);
    this.kubeProxy = kubeProxy && NftablesKubeProxy.fromConfigMap(this, 'KubeProxy', kubeProxy.configMap, {
      kubernetesVersion: answers.targetVersion!,
      nodePortAddresses: answers.nodePortAddresses && [...answers.nodePortAddresses],
      // A distribution may want more than kube-proxy's own settings to be carried over.
      extraConfiguration: { ...kubeProxy.configuration },
      addon: props.addon,
    });
    this.texts = withPath(this.node.path, () => new Map(files.map(file => [file.path, textOf(file)])));
    for (const [path, text] of this.texts) new TextFile(this, path.replace(/\//g, '-'), `${this.folder}/${path}`, text);
    new PageFile(this, PAGE.replace(/\./g, '-'), `${this.folder}/${PAGE}`, () => this.toHtml());
  }

  /**
   * The paths of the files in the folder, but for that of the page, in their order.
   */
  public get paths(): string[] {
    return [...this.texts.keys()];
  }

  /**
   * The text of a file in the folder.
   *
   * @param path one of `paths`; the ending `.txt` of manifests can be left out, as in `cilium/node-config.yaml`
   * @throws an error where there is no such file
   */
  public text(path: string): string {
    const text = this.texts.get(path) ?? this.texts.get(`${path}.txt`);
    if (text !== undefined) return text;
    throw new InputError(`${this.node.path}: ${quoted(path)} is not a file of this migration; expected one of ${this.paths.join(', ')}`);
  }

  /**
   * The commands of the migration in their order, as Markdown.
   */
  public get runbook(): string {
    return this.text(PATHS.runbook);
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
    const { cluster, migration, objects } = this.prepared;
    const folder = posix.relative(posix.dirname(page), this.folder);
    const question = migration.packets && objects.question(cluster, migration.packets);
    const pages = [...this.texts].filter(([path]) => isShownFile(path, migration)).map(([path, text]) => ({ path, text }));
    return htmlPage(migrationPage(cluster, migration, { paths: this.paths.map(path => posix.join(folder, path)), pages }, question));
  }

  /**
   * What is in the way, and what will be different, most severe first. Without what is waived.
   */
  public get findings(): Finding[] {
    return structuredClone(this.prepared.migration.report.findings) as Finding[];
  }

  /**
   * What became of each setting of kube-proxy's configuration, and why. Empty where `kubeProxy` is not set.
   */
  public get decisions(): KubeProxyMigrationDecision[] {
    return this.kubeProxy?.decisions ?? [];
  }

  /**
   * The JSON merge patch of Calico's Installation or FelixConfiguration, nulls included. Not set where nothing is to be changed.
   */
  public get calicoPatch(): string | undefined {
    return this.texts.get(`${PATHS.calicoPatch}.txt`)?.trimEnd();
  }

  /**
   * The ruleset that kube-proxy will program on a node, as a script for `nft -f`.
   *
   * @param nodeName the node, one of `rulesetNodes`
   * @throws an error where there is none for the node
   */
  public ruleset(nodeName: string): string {
    const pathOf = (node: string): string => `${PATHS.rulesets}/${node}.nft`;
    const text = this.texts.get(pathOf(nodeName));
    if (text !== undefined) return text;
    const nodes = [...this.prepared.cluster.nodes.keys()].filter(node => this.texts.has(pathOf(node)));
    throw new InputError(`${this.node.path}: there is no ruleset of the node ${quoted(nodeName)}: there are ${nodes.length === 0 ? 'none at all' : `those of ${nodes.join(', ')}`}`);
  }

  /**
   * What to know beside the findings, such as expired and unused waivers, why there are no rulesets, or what a file leaves open.
   */
  public get notices(): string[] {
    const { migration, folder } = this.prepared;
    return migration.notices.map(folder.inText);
  }
}

function textOf({ content }: MigrationFile): string {
  return typeof content === 'string' ? content : `${[...content()].join('\n')}\n`;
}
