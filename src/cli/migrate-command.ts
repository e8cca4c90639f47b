import { join } from 'node:path';
import { Command, Option } from 'commander';
import { FILES_HELP, HELP_HINT, nonEmptyList, readWithProgress } from './input-options';
import { checkFolder, OutputFile, writeFolder } from './output-folder';
import { writeText } from './script-output';
import { complain, Progress } from './terminal';
import { ClusterInventory } from '../cluster/cluster-inventory';
import { migrationFiles } from '../migration/files';
import { PATHS } from '../migration/paths';
import { MigrationPlan, planMigration } from '../migration/plan';
import { checkCluster, checkWaiverFile } from '../reports/check-cluster';
import { jsonReport } from '../reports/json';
import { markdownReport } from '../reports/markdown';
import { Report, summaryLine } from '../reports/report';

interface MigrateFlags {
  readonly targetVersion: string;
  readonly out: string;
  readonly node?: string[];
  readonly canary?: string[];
  readonly nodePortAddresses?: string[];
  readonly calicoVersion?: string;
  readonly rulesets: boolean;
  readonly waivers?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

const DESCRIPTION = [
  'Writes everything that a cluster needs to move kube-proxy to nftables mode into a folder: the new ConfigMap with a reason for each setting, a canary, '
  + 'Calico\'s patch, kubeadm\'s files, the ruleset of every node, the findings, the way back, and a runbook with the commands for this cluster in their order.',
  'FILE holds the objects of the cluster as kubectl get -o yaml prints them. The ConfigMap kube-proxy has to be among them; each further kind makes the folder '
  + 'more complete: Nodes, Services, EndpointSlices, ServiceCIDRs, DaemonSets, Calico\'s Installation and FelixConfigurations, the ConfigMap kubeadm-config.',
  'Nothing is changed in any cluster, and no folder is written where something is wrong.',
].join('\n\n');

const EXAMPLES = `
Examples:
  Plan the migration of a cluster to nftables mode with kube-proxy 1.36:
    kubectl get nodes,servicecidrs,services,endpointslices,daemonsets,installations,felixconfigurations -A -o yaml > cluster.yaml
    kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml > kube-system.yaml
    cdk8s-nftables migrate cluster.yaml kube-system.yaml --target-version 1.36 --out migration/

  With NodePorts on all addresses of the nodes, as before, and two nodes that go first:
    cdk8s-nftables migrate cluster.yaml kube-system.yaml --target-version 1.36 --node-port-addresses 0.0.0.0/0,::/0 --canary worker-1,worker-2`;

/** The command `migrate`. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .summary('write what a cluster needs to move to nftables mode into a folder')
    .description(DESCRIPTION)
    .argument('<FILE...>', FILES_HELP)
    .requiredOption('--target-version <X.Y>', 'the version that kube-proxy will have, as in 1.36 or v1.36.3')
    .option('--out <FOLDER>', 'the folder, which must be empty or not be there', 'migration')
    .option('--node <NAME,...>', 'the nodes whose rulesets are written (default: all that run Linux)', nonEmptyList)
    .addOption(new Option('--no-rulesets', 'write no rulesets').conflicts('node'))
    .option('--canary <NAME,...>', 'the nodes that change first in the runbook (default: one worker that no blocker is about)', nonEmptyList)
    .option('--node-port-addresses <LIST>',
      'where NodePorts answer from now on: CIDRs, or primary (default: as it is set, and where it is not, the default of nftables mode, which is primary)', nonEmptyList)
    .option('--calico-version <X.Y>', 'Calico\'s version, where the objects don\'t tell it')
    .option('--waivers <FILE>', 'a file with findings that are borne for a reason, until a day')
    .option('--force', 'replace the files of an earlier run')
    .option('-q, --quiet', 'print neither notes nor what was written')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(migrate);
}

function migrate(files: string[], flags: MigrateFlags): void {
  checkWaiverFile(flags.waivers, files);
  checkFolder(flags.out, flags.force ?? false);
  const cluster = new ClusterInventory();
  for (const { object, source } of readWithProgress(files)) cluster.add(object, source);
  const { report, notices } = checkCluster(cluster, { targetVersion: flags.targetVersion, waiverFile: flags.waivers });
  const plan = planMigration(cluster, report.findings, {
    targetVersion: flags.targetVersion,
    nodePortAddresses: flags.nodePortAddresses,
    calicoVersion: flags.calicoVersion,
    canaryNodes: flags.canary,
    rulesetNodes: flags.rulesets ? flags.node : [],
  });
  const paths = writeFolder(flags.out, allFiles(plan, report), flags.force ?? false);
  if (flags.quiet) return;
  for (const notice of [...notices, ...plan.notices, ...plan.noRulesets === undefined ? [] : [plan.noRulesets]]) complain('note', notice);
  writeText(undefined, [
    `${flags.out}: ${paths.length} files written; start with ${join(flags.out, PATHS.runbook)}`,
    `${summaryLine(report)}: ${join(flags.out, PATHS.findings)}`,
  ].join('\n'));
}

function* allFiles(plan: MigrationPlan, report: Report): Generator<OutputFile> {
  yield { path: PATHS.findings, content: markdownReport(report, { all: true }) };
  yield { path: PATHS.findingsJson, content: jsonReport(report) };
  const progress = new Progress('writing rulesets');
  const total = plan.rulesetNodes.length;
  let done = 0;
  for (const file of migrationFiles(plan)) {
    yield file;
    if (file.path.startsWith(PATHS.rulesets)) progress.update(++done, total);
  }
  progress.end();
}
