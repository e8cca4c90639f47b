import { NodeDecision } from './decision';
import { parseIp } from '../../../../base/ip/address';
import { isBefore } from '../../../../base/version/version';
import { VirtualServers } from '../../../../cluster/facts/fact-table';
import { calicoOf } from '../../../../cluster/inventory/calico';
import { writesRules } from '../../../findings/calico-subject';
import { NodeAnswer } from '../../../node-facts/decision';
import { NftablesContext } from '../context';

/** What other software may read of IPVS; the names are those of processes. */
const IPVS_READERS = ['keepalived', 'frr', 'bgpd', 'zebra', 'bird'];

export const ipvsTools: NodeDecision = {
  decidedBy: ['software.processes', 'software.units'],
  decide({ facts }) {
    const processes = facts.value('software.processes');
    const units = facts.value('software.units');
    if (!processes) return undefined;
    const running = processes.filter(name => IPVS_READERS.includes(name));
    const all = [...running.map(name => `${name} is running`), ...units?.includes('ipvsadm') ? ['ipvsadm.service is enabled'] : []];
    return all.length > 0 ? all.join('; ') : units ? false : undefined;
  },
};

/** Sysctls that IPVS mode writes, and what it writes; kernels have 0 in each by default. */
const IPVS_SYSCTLS: Readonly<Record<string, string>> = {
  'net.ipv4.vs.conntrack': '1',
  'net.ipv4.vs.expire_nodest_conn': '1',
  'net.ipv4.vs.expire_quiescent_template': '1',
  'net.ipv4.conf.all.arp_ignore': '1',
  'net.ipv4.conf.all.arp_announce': '2',
};

export const ipvsLeftovers: NodeDecision = {
  decidedBy: ['ipsets', 'sysctls'],
  decide({ facts }) {
    const sysctls = facts.value('sysctls');
    const ipsets = facts.value('ipsets');
    if (!sysctls || !ipsets) return undefined;
    const sets = ipsets.filter(name => name.startsWith('KUBE-6-')).length;
    const set = Object.entries(IPVS_SYSCTLS).filter(([name, value]) => sysctls[name] === value).map(([name, value]) => `${name} = ${value}`);
    const all = [...sets > 0 ? [`${sets} ipsets KUBE-6-*`] : [], ...set];
    return all.length > 0 && all.join(', ');
  },
};

export const iptablesLeftovers: NodeDecision = {
  decidedBy: ['nft.tables', 'iptables.legacy', 'sysctls'],
  decide({ facts }) {
    const chains = facts.iptablesChains;
    const sysctls = facts.value('sysctls');
    if (!chains || !sysctls) return undefined;
    const all = [
      ...Object.hasOwn(chains, 'KUBE-FIREWALL') ? ['chain KUBE-FIREWALL'] : [],
      ...sysctls['net.ipv4.conf.all.route_localnet'] === '1' ? ['net.ipv4.conf.all.route_localnet = 1'] : [],
    ];
    return all.length > 0 && all.join(', ');
  },
};

export const ipForwardSysctl: NodeDecision = {
  decidedBy: ['sysctls.ipForwardAtBoot'],
  decide({ facts }) {
    const atBoot = facts.value('sysctls.ipForwardAtBoot');
    if (atBoot === undefined) return undefined;
    return atBoot !== true && (atBoot === false ? 'a file sets net.ipv4.ip_forward to 0 at boot' : 'no file sets net.ipv4.ip_forward at boot');
  },
};

/** Virtual servers that are not kube-proxy's: their address is not on kube-ipvs0, and no Service has such a NodePort. */
export const lvsUsers: NodeDecision = {
  decidedBy: ['ipvs.servers'],
  decide({ facts, context, occurrence }) {
    const servers = facts.value('ipvs.servers');
    if (!servers) return undefined;
    const foreign = foreignServers(servers, context);
    if (foreign.length > 0) return `virtual server ${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` and ${foreign.length - 5} more` : ''}`;
    // Without Services, or with too many virtual servers to be listed, nobody knows whose they are.
    const isComplete = servers.othersTotal <= servers.others.length && (servers.others.length === 0 || context.cluster.services.size > 0);
    return isComplete || !occurrence ? false : undefined;
  },
  finds: { message: 'kube-proxy in nftables mode removes the virtual servers of other software from the node\'s IPVS table each time it starts.' },
};

function foreignServers({ others }: VirtualServers, { cluster }: NftablesContext): string[] {
  if (cluster.services.size === 0) return [];
  const nodePorts = new Set([...cluster.services.values()].flatMap(service => service.ports.map(({ nodePort, protocol }) => `${nodePort}/${protocol}`)));
  const frontends = new Set([...cluster.services.values()].flatMap(service =>
    [service.clusterIps.ip, service.clusterIps.ip6, ...[...service.externalIps, ...service.loadBalancerVips].map(({ text }) => text)]));
  return others.filter(server => {
    const separator = server.lastIndexOf(':');
    const address = server.slice(0, separator).replace(/^\[|\]$/g, '');
    return !nodePorts.has(server.slice(separator + 1)) && !frontends.has(parseIp(address)?.text ?? address);
  });
}

export const calicoHostPorts: NodeDecision = {
  decidedBy: ['iptables.installed'],
  decide({ facts }) {
    const installed = facts.value('iptables.installed');
    return installed === undefined ? undefined : !installed && 'iptables is not installed';
  },
};

/** Tailscale's chains in the standard tables, whichever way they were written: those that iptables can show as well. */
export const calicoTailscale: NodeDecision = {
  decidedBy: ['nft.tables'],
  decide({ facts, occurrence }): NodeAnswer {
    const tables = facts.value('nft.tables');
    if (!tables) return undefined;
    const chains = tables.filter(({ family, name }) => family.startsWith('ip') && ['filter', 'nat', 'mangle', 'raw'].includes(name))
      .flatMap(({ family, name, kinds }) => Object.keys(kinds).filter(kind => kind.startsWith('ts-')).map(kind => `${kind} in table ${family} ${name}`));
    if (chains.length === 0) return false;
    // A Tailscale that uses iptables-nft has these chains as well, and iptables can show them.
    return occurrence || facts.value('iptables.backend') !== 'nf_tables' ? `chain ${chains.join(', ')}` : undefined;
  },
  finds: {
    message: 'Chains of Tailscale in the standard tables send Felix in nftables mode into a crash loop.',
    when: ({ cluster }) => {
      const calico = calicoOf(cluster);
      return calico !== undefined && writesRules(calico) && isBefore(calico.version, 3, 33) !== false;
    },
  },
};
