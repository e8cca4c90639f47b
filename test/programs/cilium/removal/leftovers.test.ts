import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Block } from '../../../../src/programs/cilium/removal/block';
import { LEFTOVERS } from '../../../../src/programs/cilium/removal/leftovers';
import { inNamespace, kernelIsAvailable } from '../../../support/kernel';

const withKernel = kernelIsAvailable() ? test : test.skip;

const RULESET = readFileSync(join(__dirname, '../../../fixtures/cluster/worker-1.v1.36.ipv4.nft'), 'utf8');

const CILIUM = '-A FORWARD -m comment --comment "cilium-feeder: CILIUM_FORWARD" -j CILIUM_FORWARD';

/** The commands that a runbook has. */
function commandsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap(block => typeof block === 'string' ? [] : block.lines);
}

withKernel('nftables mode: its tables go, whichever families there are, and others stay', () => {
  const script = ['set -e', "nft -f - <<'END'", RULESET, 'add table ip mine', 'END', ...commandsOf(LEFTOVERS.nftables), 'nft list tables'].join('\n');
  expect(inNamespace('sh -s', script)).toEqual({ ok: true, output: 'table ip mine\n', errors: '' });
});

withKernel('iptables and ipvs mode: chains and sets of kube-proxy go, and others stay', () => {
  const made = [
    'iptables -t nat -N KUBE-SERVICES', 'iptables -t nat -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    'iptables -t nat -A KUBE-SERVICES -d 10.96.0.1/32 -p tcp --dport 443 -j DNAT --to-destination 192.0.2.1:6443',
    'iptables -A INPUT -p tcp --dport 22 -j ACCEPT', 'ip6tables -t nat -N KUBE-SERVICES', 'iptables -N CILIUM_FORWARD',
    `iptables ${CILIUM}`,
    'ipset create KUBE-CLUSTER-IP hash:ip,port', 'iptables -t nat -A KUBE-SERVICES -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT', 'ipset create mine hash:ip',
    // kube-proxy's is a dummy; not every kernel has these.
    'ip link add kube-ipvs0 type veth peer name other',
  ];
  // What serves the virtual servers is a module that not every kernel has.
  const commands = commandsOf(LEFTOVERS.ipvs).filter(each => each !== 'ipvsadm --clear');
  const script = ['set -e', ...made, ...commands, 'iptables-save', 'ip6tables-save', 'ipset list -name', 'ip -brief link'].join('\n');
  const { ok, output } = inNamespace('sh -s', script);
  expect({ ok, left: output.split('\n').filter(each => /KUBE|kube|^-A|^mine/.test(each)) }).toEqual({ ok: true, left: ['-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', CILIUM, 'mine'] });
  expect(commandsOf(LEFTOVERS.iptables).every(each => commands.includes(each))).toBe(true);
});
