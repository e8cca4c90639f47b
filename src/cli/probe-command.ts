import { Command } from 'commander';
import { probe } from './actions';
import { addOutputFile } from './common-options';
import { HELP_HINT } from './input-options';

const DESCRIPTION = [
  'Print a shell script that prints one JSON document about the node it runs on: what only a node knows of its kernel, firewalls, other software and '
  + 'left-overs. check, migrate, explain, diff, verify and preview take these documents with --node-facts.',
  'The script changes nothing on the node, needs a POSIX shell and the tools of busybox, and takes less than two seconds. It should run as root: '
  + 'without, the tables of the firewall are unknown. What it cannot find out is "unknown", with the reason.',
].join('\n\n');

const EXAMPLES = `
Examples:
  Ask one node:
    cdk8s-nftables probe > probe.sh
    ssh root@worker-1 sh -s -- --node worker-1 < probe.sh > worker-1.json

  Ask one node without ssh:
    kubectl debug node/worker-1 -i --quiet --profile=sysadmin --image=busybox -- sh -s -- --root /host --node worker-1 < probe.sh > worker-1.json

  Ask all nodes with the construct NodeProbe, and check:
    kubectl logs -n kube-system -l app.kubernetes.io/name=node-probe --prefix --tail=-1 --max-log-requests=500 > facts.log
    cdk8s-nftables check cluster.yaml kube-system.yaml --target-version 1.36 --node-facts facts.log`;

/** The command `probe`. */
export function probeCommand(): Command {
  return addOutputFile(new Command('probe'), 'write the script to a file instead of standard output')
    .summary('print a shell script that finds out what only a node knows')
    .description(DESCRIPTION)
    .helpOption('-h, --help', 'print this help and exit')
    .showHelpAfterError(HELP_HINT)
    .addHelpText('after', EXAMPLES)
    .action(probe);
}
