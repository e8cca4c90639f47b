import { FindingConfidence } from '../../../src/check/findings/finding';
import { GOALS } from '../../../src/check/goals';
import { nftablesFindings } from '../../../src/check/goals/nftables';
import { DECISIONS } from '../../../src/check/goals/nftables/node-facts';
import { RULES } from '../../../src/check/goals/nftables/rules';
import { FACTS, HookedChain, NftTable } from '../../../src/cluster/facts/fact-table';
import { Plain, storedService } from '../../support/builders';
import { GivenFacts, nodeFacts } from '../../support/node-facts';
import { calicoNode, installation } from '../findings/calico';
import { daemonSet, clusterOf, kubeProxy, machine } from '../findings/findings';

/** What a rule finds on one node, `worker-1`, whose facts are given: `open` where it is undecided, and nothing where it is not concerned. */
function decided(ruleId: string, objects: readonly Plain[], facts: GivenFacts): string[] {
  const cluster = clusterOf(objects);
  cluster.stateNodeFacts([nodeFacts('worker-1', facts)]);
  const rule = RULES.find(({ id }) => id === ruleId)!;
  return nftablesFindings(cluster, '1.36', [rule]).map(({ confidence, severity, objects: concerned }) => {
    const [node] = concerned.filter(({ kind }) => kind === 'Node');
    return `${confidence === FindingConfidence.NODE_FACTS ? severity : 'open'}: ${node?.detail ?? ''}`;
  });
}

const chain = (chains: Partial<HookedChain>): HookedChain => ({
  family: 'ip',
  table: 'filter',
  chain: 'FORWARD',
  hook: 'forward',
  policy: 'accept',
  rules: 0,
  drops: 0,
  accepts: 0,
  lastRule: 'none',
  acceptsDnat: false,
  jumps: [],
  ...chains,
});
const table = (name: string, kinds: Readonly<Record<string, number>>): NftTable => ({ family: 'ip', name, chains: 1, base: [], kinds });
const filters = (...hooks: Partial<HookedChain>[]): GivenFacts => ({ 'nft.hooks': hooks.map(chain), 'iptables.legacy': [], 'nft.tables': [] });
const input = (more: Partial<HookedChain>): Partial<HookedChain> => ({ hook: 'input', chain: 'INPUT', ...more });
const servers = (...others: string[]): GivenFacts => ({
  'ipvs.servers': { total: others.length + 2, onKubeIpvs0: 2, others, othersTotal: others.length, schedulers: ['rr'] },
});
const metrics = (values: Readonly<Record<string, number>>): GivenFacts => ({ 'kubeProxy.metrics': values });

const NODE = machine('worker-1', { kernelVersion: '6.1.0-28-amd64', osImage: 'Debian GNU/Linux 12 (bookworm)', kubeletVersion: 'v1.36.3' });
const IPVS = kubeProxy({ mode: 'ipvs' });
const IPTABLES = kubeProxy({ mode: 'iptables' });
const WEB = storedService('shop/web', {
  type: 'LoadBalancer',
  clusterIP: '10.96.0.20',
  clusterIPs: ['10.96.0.20'],
  ipFamilies: ['IPv4'],
  externalIPs: ['192.168.10.200'],
  externalTrafficPolicy: 'Local',
  healthCheckNodePort: 31999,
  ports: [{ port: 80, protocol: 'TCP', nodePort: 31080 }],
});
const CALICO = [installation({ linuxDataplane: 'Nftables' }), calicoNode('v3.31.0')];

interface Case {
  readonly objects: readonly Plain[];
  readonly concerned: readonly (readonly [GivenFacts, ...string[]])[];
  readonly clear: readonly GivenFacts[];
  readonly open: readonly (readonly [GivenFacts, ...string[]])[];
}

const NOT_LISTED = { unknown: 'nft: Operation not permitted' };

const CASES: Readonly<Record<string, Case>> = {
  'calico-host-ports': {
    objects: [NODE, IPVS, installation({ linuxDataplane: 'Nftables', hostPorts: 'Enabled' }), calicoNode('v3.31.0')],
    concerned: [[{ 'iptables.installed': false }, 'info: iptables is not installed']],
    clear: [{ 'iptables.installed': true }],
    open: [[{ 'iptables.installed': { unknown: 'why' } }, 'open: not decided: iptables.installed is unknown (why)']],
  },
  'calico-nft-segfault': {
    objects: [NODE, IPVS, ...CALICO],
    concerned: [[{ 'nft.installed': true, 'nft.version': '1.1.2' }, 'warning: nft 1.1.2']],
    clear: [{ 'nft.installed': true, 'nft.version': '1.0.6' }, { 'nft.installed': false }],
    open: [[{ 'nft.installed': { unknown: 'why' } }, 'open: not decided: nft.installed is unknown (why)']],
  },
  'calico-tailscale': {
    objects: [NODE, IPVS, ...CALICO, daemonSet('vpn/tailscale', 'tailscale/tailscale:v1', { spec: { hostNetwork: true }, container: { env: [{ name: 'TS_USERSPACE', value: 'false' }] } })],
    concerned: [[{ 'nft.tables': [table('filter', { 'ts-input': 1 })] }, 'blocker: chain ts-input in table ip filter']],
    clear: [{ 'nft.tables': [] }, { 'nft.tables': [table('tailscale', { 'ts-input': 1 })] }],
    open: [[{ 'nft.tables': NOT_LISTED }, 'open: not decided: nft.tables is unknown (nft: Operation not permitted)']],
  },
  'conntrack-invalid': {
    objects: [NODE, IPTABLES],
    concerned: [[{ sysctls: {}, ...metrics({ kubeproxy_iptables_ct_state_invalid_dropped_packets_total: 7 }) }, 'warning: 7 invalid packets dropped so far']],
    clear: [
      { sysctls: { 'net.netfilter.nf_conntrack_tcp_be_liberal': '1' } },
      { sysctls: {}, ...metrics({ kubeproxy_iptables_ct_state_invalid_dropped_packets_total: 0 }) },
    ],
    open: [[{ sysctls: {}, ...metrics({}) }, 'open: not decided: its facts do not prove it']],
  },
  'external-ip-arp': {
    objects: [NODE, IPVS, WEB],
    concerned: [[{ addresses: { eth0: ['192.168.10.11/24'] } }, 'warning: 192.168.10.200 is in the network of eth0 (192.168.10.11/24)']],
    clear: [{ addresses: { eth0: ['10.0.0.11/24'] } }, { addresses: { eth0: ['192.168.10.11/24', '192.168.10.200/32'] } }, { addresses: { eth0: ['192.168.10.11/32'] } }],
    open: [[{ addresses: { unknown: 'ip is not installed' } }, 'open: not decided: addresses is unknown (ip is not installed)']],
  },
  'forward-policy': {
    objects: [NODE, IPVS],
    concerned: [
      [filters({ policy: 'drop' }), 'warning: table ip filter, chain FORWARD: policy drop'],
      [filters({ policy: 'drop', jumps: ['DOCKER-USER', 'cali-FORWARD'], accepts: 2 }), 'warning: table ip filter, chain FORWARD: policy drop'],
      [filters({ table: 'site', family: 'inet', chain: 'fwd', lastRule: 'reject' }), 'warning: table inet site, chain fwd: the last rule rejects everything'],
    ],
    clear: [filters(), filters({}), filters({ policy: 'drop', lastRule: 'accept' }), filters({ lastRule: 'reject', acceptsDnat: true }), filters({ policy: 'drop', jumps: ['FLANNEL-FWD'] }), filters(input({ policy: 'drop' }))],
    open: [[{ 'nft.hooks': NOT_LISTED, 'iptables.legacy': [] }, 'open: not decided: nft.hooks is unknown (nft: Operation not permitted)']],
  },
  'health-check-node-port': {
    objects: [NODE, IPVS, WEB],
    concerned: [[
      { ...filters(input({ policy: 'drop' })), addresses: { eth0: ['192.168.10.11/24', '192.168.10.12/24'] } },
      'warning: table ip filter, chain INPUT: policy drop', 'warning: also has 192.168.10.12 (eth0)',
    ]],
    clear: [{ ...filters(), addresses: { eth0: ['192.168.10.11/24', 'fe80::1/64'] } }],
    open: [[
      { ...filters(), 'nft.hooks': NOT_LISTED, 'addresses': { eth0: ['192.168.10.11/24'] } },
      'open: not decided: nft.hooks is unknown (nft: Operation not permitted)',
    ]],
  },
  'host-firewall-input': {
    objects: [NODE, IPVS, WEB],
    concerned: [
      [filters(input({ family: 'inet', table: 'firewalld', chain: 'filter_INPUT', lastRule: 'reject' })), 'warning: table inet firewalld, chain filter_INPUT: the last rule rejects everything'],
      [filters(input({ drops: 2 })), 'warning: table ip filter, chain INPUT: 2 rules drop or reject'],
      [{ ...filters(), 'nft.tables': [table('filter', { 'cali-fh-': 1 })] }, 'warning: policies of Calico for host endpoints'],
      [
        { ...filters(), 'iptables.legacy': [{ family: 'ip', name: 'filter', chains: 1, kinds: {}, hooks: [chain(input({ policy: 'drop' }))] }] },
        'warning: table ip filter, chain INPUT: policy drop',
      ],
    ],
    clear: [filters(), filters(input({ jumps: ['KUBE-FIREWALL', 'cali-INPUT'] })), filters({ policy: 'drop' })],
    open: [[{ ...filters(), 'iptables.legacy': { unknown: 'why' } }, 'open: not decided: iptables.legacy is unknown (why)']],
  },
  'ip-forward-sysctl': {
    objects: [NODE, IPVS],
    concerned: [
      [{ 'sysctls.ipForwardAtBoot': null }, 'warning: no file sets net.ipv4.ip_forward at boot'],
      [{ 'sysctls.ipForwardAtBoot': false }, 'warning: a file sets net.ipv4.ip_forward to 0 at boot'],
    ],
    clear: [{ 'sysctls.ipForwardAtBoot': true }],
    open: [[{}, 'open: not decided: sysctls.ipForwardAtBoot is unknown (the document has no fact sysctls.ipForwardAtBoot)']],
  },
  'iptables-leftovers': {
    objects: [NODE, IPTABLES],
    concerned: [[
      { 'nft.tables': [table('filter', { 'KUBE-FIREWALL': 1 })], 'iptables.legacy': [], 'sysctls': { 'net.ipv4.conf.all.route_localnet': '1' } },
      'info: chain KUBE-FIREWALL, net.ipv4.conf.all.route_localnet = 1',
    ]],
    clear: [{ 'nft.tables': [], 'iptables.legacy': [], 'sysctls': { 'net.ipv4.conf.all.route_localnet': '0' } }],
    open: [[{ 'nft.tables': NOT_LISTED }, 'open: not decided: nft.tables is unknown (nft: Operation not permitted)']],
  },
  'ipvs-leftovers': {
    objects: [NODE, IPVS],
    concerned: [[{ ipsets: ['KUBE-6-CLUSTER-IP', 'KUBE-CLUSTER-IP'], sysctls: { 'net.ipv4.vs.conntrack': '1' } }, 'info: 1 ipsets KUBE-6-*, net.ipv4.vs.conntrack = 1']],
    clear: [{ ipsets: ['KUBE-CLUSTER-IP'], sysctls: { 'net.ipv4.vs.conntrack': '0' } }],
    open: [[{ ipsets: { unknown: 'why' }, sysctls: {} }, 'open: not decided: ipsets is unknown (why)']],
  },
  'ipvs-tools': {
    objects: [NODE, IPVS],
    concerned: [[{ 'software.processes': ['keepalived', 'kube-proxy'], 'software.units': ['ipvsadm'] }, 'info: keepalived is running; ipvsadm.service is enabled']],
    clear: [{ 'software.processes': ['kube-proxy', 'dockerd'], 'software.units': ['docker'] }],
    open: [[{ 'software.processes': [], 'software.units': { unknown: 'why' } }, 'open: not decided: software.units is unknown (why)']],
  },
  'lvs-users': {
    objects: [NODE, IPVS, WEB, daemonSet('kube-system/lb', 'osixia/keepalived:2.0.20', { spec: { hostNetwork: true } })],
    concerned: [[servers('192.168.10.11:31080/tcp', '192.168.10.250:443/tcp'), 'blocker: virtual server 192.168.10.250:443/tcp']],
    clear: [servers('192.168.10.11:31080/tcp'), servers('192.168.10.200:80/tcp'), servers()],
    open: [[{ 'ipvs.servers': { total: 900, onKubeIpvs0: 0, others: ['192.168.10.11:31080/tcp'], othersTotal: 900, schedulers: [] } }, 'open: not decided: its facts do not prove it']],
  },
  'node-kernel-modules': {
    objects: [machine('worker-1', { osImage: 'Rocky Linux 9.4 (Blue Onyx)' }), IPVS],
    concerned: [
      [{ 'kernel.nftables': false, 'kernel.lacks': ['ip fib'] }, 'warning: the kernel lacks ip fib (a test)'],
      [{ 'kernel.nftables': true, 'kernel.conntrack': false }, 'warning: nf_conntrack is not loaded'],
      [
        { 'kernel.nftables': true, 'kernel.conntrack': true, 'modules.loaded': ['nf_conntrack'], 'modules.atBoot': [] },
        'warning: nf_conntrack is loaded now, but no file loads it at boot',
      ],
    ],
    clear: [
      { 'kernel.nftables': true, 'kernel.conntrack': true, 'modules.loaded': [], 'modules.atBoot': [] },
      { 'kernel.nftables': true, 'kernel.conntrack': true, 'modules.loaded': ['nf_conntrack'], 'modules.atBoot': ['nf_conntrack'] },
    ],
    open: [[{ 'kernel.conntrack': true, 'kernel.nftables': { unknown: 'why' } }, 'open: not decided: kernel.nftables is unknown (why)']],
  },
  'node-kernel-too-old': {
    objects: [machine('worker-1', {}), IPVS],
    concerned: [[{ 'kernel.release': '5.10.0-33-amd64' }, 'blocker: kernel 5.10.0-33-amd64']],
    clear: [{ 'kernel.release': '5.13.0' }, {}],
    open: [],
  },
  'node-kube-proxy-mode': {
    objects: [NODE, IPVS],
    concerned: [[{ 'kubeProxy.mode': 'iptables' }, 'warning: kube-proxy runs in iptables mode']],
    clear: [{ 'kubeProxy.mode': 'ipvs' }, { 'kubeProxy.mode': { unknown: 'connection refused' } }],
    open: [],
  },
  'node-kube-proxy-syncs': {
    objects: [NODE, IPVS],
    concerned: [
      [{ 'kubeProxy.healthy': false }, 'warning: /healthz answers 503'],
      [
        { 'kubeProxy.healthy': true, ...metrics({ kubeproxy_sync_proxy_rules_nftables_sync_failures_total: 3 }) },
        'warning: 3 syncs of nftables have failed',
      ],
    ],
    clear: [{ 'kubeProxy.healthy': true, ...metrics({ kubeproxy_sync_proxy_rules_nftables_sync_failures_total: 0 }) }, {}],
    open: [],
  },
  'node-nft-without-json': {
    objects: [machine('worker-1', { kubeletVersion: 'v1.31.3+k3s1' }), IPVS],
    concerned: [[{ 'nft.installed': true, 'nft.version': '1.0.9', 'nft.json': false }, 'warning: nft 1.0.9 without JSON']],
    clear: [{ 'nft.installed': true, 'nft.json': true }],
    open: [[{ 'nft.installed': true, 'nft.json': { unknown: 'why' } }, 'open: not decided: nft.json is unknown (why)']],
  },
  'node-os-nft-version': {
    objects: [machine('worker-1', { osImage: 'Debian GNU/Linux 13 (trixie)' }), IPVS],
    concerned: [[{ 'nft.installed': true, 'nft.version': '1.1.3', 'nft.sets': { 'inet firewalld': 2, 'ip kube-proxy': 9 } }, 'warning: nft 1.1.3, sets in table inet firewalld']],
    clear: [
      { 'nft.installed': true, 'nft.version': '1.1.1' },
      { 'nft.installed': true, 'nft.version': '1.1.3', 'nft.sets': { 'ip kube-proxy': 9 } },
      { 'nft.installed': false },
    ],
    open: [[{ 'nft.installed': true, 'nft.version': '1.1.3', 'nft.sets': NOT_LISTED }, 'open: not decided: nft.sets is unknown (nft: Operation not permitted)']],
  },
  'node-port-addresses': {
    objects: [NODE, IPVS, WEB],
    concerned: [[
      { addresses: { lo: ['127.0.0.1/8', '::1/128'], eth0: ['192.168.10.11/24', 'fe80::1/64'], docker0: ['172.17.0.1/16'] } }, 'warning: also has 172.17.0.1 (docker0)',
    ]],
    clear: [{ addresses: { lo: ['127.0.0.1/8', '::1/128'], eth0: ['192.168.10.11/24', 'fe80::1/64'] } }],
    open: [[{ addresses: { unknown: 'why' } }, 'open: not decided: addresses is unknown (why)']],
  },
  'node-port-localhost': {
    objects: [NODE, IPTABLES, WEB],
    concerned: [[metrics({ kubeproxy_iptables_localhost_nodeports_accepted_packets_total: 12 }), 'warning: 12 packets to NodePorts on 127.0.0.1 so far']],
    clear: [metrics({ kubeproxy_iptables_localhost_nodeports_accepted_packets_total: 0 })],
    open: [[{ 'kubeProxy.metrics': { unknown: 'connection refused' } }, 'open: not decided: kubeProxy.metrics is unknown (connection refused)']],
  },
};

/** Of health checks the facts do not decide what load balancers ask. */
const ofNodes = (found: readonly string[]) => found.filter(text => text !== 'open: ');

describe.each(Object.entries(CASES))('%s', (ruleId, { objects, concerned, clear, open }) => {
  test.each(concerned.map(([facts, ...details]) => [details.join('; '), facts, details] as const))('concerned: %s', (_, facts, details) => {
    expect(ofNodes(decided(ruleId, objects, facts))).toEqual(details);
  });

  test.each(clear.map(facts => [JSON.stringify(facts).slice(0, 120), facts] as const))('not concerned: %s', (_, facts) => {
    expect(ofNodes(decided(ruleId, objects, facts))).toEqual([]);
  });

  if (open.length > 0) {
    test.each(open.map(([facts, ...details]) => [details.join('; '), facts, details] as const))('undecided: %s', (_, facts, details) => {
      expect(ofNodes(decided(ruleId, objects, facts))).toEqual(details);
    });
  }
});

test('every decision has its cases, and belongs to a rule', () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(DECISIONS).sort());
  expect(Object.keys(DECISIONS).filter(id => !RULES.some(rule => rule.id === id))).toEqual([]);
});

test('goals name the facts that decide their rules', () => {
  const rules = GOALS.flatMap(goal => goal.rules).filter(({ decidedBy }) => decidedBy !== undefined);
  expect(rules.map(({ id }) => id).sort()).toEqual(Object.keys(DECISIONS).sort());
  for (const { decidedBy } of rules) expect(decidedBy!.filter(id => !Object.hasOwn(FACTS, id))).toEqual([]);
});

describe('a FORWARD policy of drop beside rules that are listed', () => {
  const rules = (...forward: string[]): GivenFacts => ({
    ...filters({ policy: 'drop' }),
    firewall: [{ syntax: 'iptables', family: 'ip', table: 'filter', chain: 'FORWARD', hook: 'forward', priority: '0', policy: 'drop', rules: forward }],
  });
  const nodes = ['worker-1', 'worker-2'].map((name, i) => ({
    ...NODE, metadata: { name }, spec: { podCIDRs: [`10.244.${i + 1}.0/24`] }, status: { addresses: [{ type: 'InternalIP', address: `192.168.10.1${i + 1}` }] },
  }));

  test.each([
    ['nothing is accepted', rules('-i docker0 -j ACCEPT'), true],
    ['the network of pods is accepted', rules('-d 10.244.0.0/16 -j ACCEPT', '-s 10.244.0.0/16 -j ACCEPT'), false],
    ['what comes back is not accepted', rules('-d 10.244.0.0/16 -j ACCEPT'), true],
    ['what kube-proxy marks and what comes back is accepted, but not what pods send', rules('-m mark --mark 0x4000/0x4000 -j ACCEPT', '-m conntrack --ctstate ESTABLISHED -j ACCEPT'), true],
    ['it is not known what is accepted', rules('-m set --match-set pods dst -j ACCEPT'), true],
  ])('%s', (_, facts, isConcerned) => {
    expect(decided('forward-policy', [...nodes, IPVS], facts).filter(text => text.startsWith('warning')))
      .toEqual(isConcerned ? ['warning: table ip filter, chain FORWARD: policy drop'] : []);
  });
});

describe('what the facts show though no object hints at it', () => {
  test.each([
    ['node-kernel-modules', { 'kernel.nftables': false, 'kernel.lacks': ['ip fib', 'ip6 fib'] }, ['blocker: the kernel lacks ip fib, ip6 fib (a test)']],
    ['node-kernel-modules', { 'kernel.nftables': true, 'kernel.conntrack': true, 'modules.loaded': ['nf_conntrack'], 'modules.atBoot': [] }, []],
    ['lvs-users', servers('192.168.10.250:443/tcp'), ['blocker: virtual server 192.168.10.250:443/tcp']],
    ['lvs-users', servers('192.168.10.11:31080/tcp'), []],
    ['node-os-nft-version', { 'nft.installed': true, 'nft.version': '1.1.5', 'nft.sets': { 'inet site': 1 } }, ['warning: nft 1.1.5, sets in table inet site']],
    ['node-os-nft-version', { 'nft.installed': true, 'nft.version': '1.0.9', 'nft.sets': { 'inet site': 1 } }, []],
    ['calico-tailscale', { 'nft.tables': [table('filter', { 'ts-forward': 1 })], 'iptables.backend': 'legacy' }, ['blocker: chain ts-forward in table ip filter']],
    ['calico-tailscale', { 'nft.tables': [table('filter', { 'ts-forward': 1 })], 'iptables.backend': 'nf_tables' }, []],
  ] as const)('%s %#', (ruleId, facts, expected) => {
    expect(decided(ruleId, [NODE, IPVS, WEB, ...CALICO], facts as GivenFacts)).toEqual(expected);
  });
});
