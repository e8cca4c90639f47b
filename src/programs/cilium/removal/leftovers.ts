import { Block, shell } from './block';

/** The mode in which kube-proxy ran. */
export type FormerProxyMode = 'iptables' | 'ipvs' | 'nftables';

const IPTABLES = ['iptables-save | grep -v KUBE | iptables-restore', 'ip6tables-save | grep -v KUBE | ip6tables-restore'];
const REBOOT = 'A reboot of the node removes all of it, too, and so does `kube-proxy --cleanup` of the version that ran.';

/** What each mode leaves on a node: kube-proxy removes nothing when it stops, and its rules go on rewriting what is sent to Services. */
export const LEFTOVERS: Readonly<Record<FormerProxyMode, readonly Block[]>> = {
  nftables: [
    'As root. Each line removes the table of a family if it is there:',
    // Adding a table that exists does nothing: unlike `delete` alone, this does not fail where a family has none.
    shell('nft \'add table ip kube-proxy; delete table ip kube-proxy\'', 'nft \'add table ip6 kube-proxy; delete table ip6 kube-proxy\''),
    `\`iptables-save\` does not show these tables: commands that filter its output report success and leave them. ${REBOOT}`,
  ],
  ipvs: [
    'As root. The first line clears all virtual servers: where something else uses IPVS, such as keepalived, delete those of kube-proxy one by one.',
    shell('ipvsadm --clear', 'ip link delete kube-ipvs0', ...IPTABLES, 'ipset list -name | grep ^KUBE- | xargs -r -n1 ipset destroy'),
    `The upstream line for iptables alone would leave the virtual servers. ${REBOOT}`,
  ],
  iptables: [
    'As root, with the iptables that kube-proxy used: `iptables -V` says whether it is `nf_tables` or `legacy`. kubelet makes its own chains again.',
    shell(...IPTABLES),
    REBOOT,
  ],
};

/** With several modes, those of each. */
export function leftovers(modes: readonly FormerProxyMode[]): Block[] {
  return modes.flatMap(mode => [...modes.length > 1 ? [`If it ran in ${mode} mode:`] : [], ...LEFTOVERS[mode]]);
}
