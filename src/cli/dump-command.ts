import { Command } from 'commander';
import { dump } from './actions';
import { addOutputFolder } from './common-options';
import { DUMP_KINDS } from './dump-kinds';
import { HELP_HINT, listOf } from './input-options';

const DESCRIPTION = [
  'Read the objects of a cluster that the other commands use, with your own kubectl, into a folder.',
  'Nothing in the cluster is changed, and Secrets are not read. Kinds that the cluster does not serve, and those that you may not read, are left out, which is reported. '
  + 'Among ConfigMaps only those of kube-proxy, kubeadm, network plugins, istio-cni and ingress-nginx are read, and certificates of authorities that Gateway API uses. Note that workloads hold the '
  + 'values of their environment variables, and objects of Flux, Argo CD and k3s those of charts.',
  'Exit codes: 0 the dump is complete, 1 there is none, 2 something is left out because it could not be read.',
].join('\n\n');

const EXAMPLES = `
Examples:
  Dump the current cluster, and check it:
    cdk8s-nftables dump -o cluster/
    cdk8s-nftables check cluster/ --target-version 1.36

  Another context, without pods, over an earlier dump:
    cdk8s-nftables dump -o cluster/ --context production --skip pods,replicasets,jobs --force`;

/** The command `dump`. */
export function dumpCommand(): Command {
  const command = new Command('dump')
    .summary('read the objects of a cluster into a folder, with kubectl')
    .description(DESCRIPTION);
  return addOutputFolder(command, 'the folder, which must be empty or not exist yet', 'cluster')
    .option('--context <NAME>', 'the context of kubectl\'s configuration (default: the current one)')
    .option('--kubectl <PROGRAM>', 'kubectl, or a program like it', 'kubectl')
    .option('--skip <KIND,...>', `leave kinds out: ${DUMP_KINDS.map(({ file }) => file).join(', ')}`, listOf(DUMP_KINDS.map(({ file }) => file)))
    .option('--force', 'replace the files of an earlier dump, and remove those that this one does not write')
    .option('-q, --quiet', 'print neither notes nor what was written')
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(dump);
}
