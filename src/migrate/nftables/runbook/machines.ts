import { codeSpan } from '../../../base/text/markdown';
import { row, shell } from '../../markdown';
import { Block } from '../../step';
import { MigrationPlan } from '../plan';

interface Machines {
  readonly kernel: string;
  readonly system: string;
  readonly nodes: string[];
}

/** More kinds of machines than this are not tried one by one. */
const MOST_KINDS = 12;

/** The nodes by kernel and operating system, and a command for one of each: does its kernel take the rules? */
export function machineLines(plan: MigrationPlan): Block[] {
  const machines = machinesOf(plan);
  if (machines.length === 0) return [];
  const shown = machines.slice(0, MOST_KINDS);
  const rulesets = new Set(plan.sample.nodes);
  return [
    `The nodes by kernel and operating system${machines.length > shown.length ? ` (the ${MOST_KINDS} most frequent of ${machines.length})` : ''}:`,
    [
      row('kernel', 'operating system', 'nodes', 'for example'),
      row('---', '---', '---', '---'),
      ...shown.map(({ kernel, system, nodes }) => row(codeSpan(kernel || 'unknown'), codeSpan(system || 'unknown'), String(nodes.length), nodes.slice(0, 3).join(', '))),
    ],
    ...rulesets.size === 0 ? [] : [
      'Does each kernel have what the rules require? This loads a ruleset into a network namespace of its own, on one node of each kind. It changes nothing on the node, and needs SSH and nft there.',
      shell(...shown.map(({ nodes }) => {
        const node = nodes.find(name => rulesets.has(name)) ?? nodes[0];
        const file = `${plan.paths.rulesets}/${rulesets.has(node) ? node : [...rulesets][0]}.nft`;
        return `scp ${file} ${node}:/tmp/kube-proxy.nft && ssh ${node} sudo unshare --net nft -f /tmp/kube-proxy.nft && echo ${node} ok`;
      })),
    ],
  ];
}

function machinesOf({ nodes }: MigrationPlan): Machines[] {
  const machines = new Map<string, Machines>();
  for (const { name, kernelVersion: kernel, osImage: system } of nodes) {
    const key = `${kernel}\n${system}`;
    const known = machines.get(key);
    if (known) known.nodes.push(name);
    else machines.set(key, { kernel, system, nodes: [name] });
  }
  return [...machines.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}
