import { join } from 'node:path';
import { FACTS, FactId } from '../../src/cluster/facts/fact-table';
import { NodeFacts } from '../../src/cluster/facts/node-facts';
import { FirewallPacket } from '../../src/dataplane/modes/firewall/packet';
import { surroundingsOfFacts } from '../../src/dataplane/modes/surroundings-of-facts';
import { kernelIsAvailable } from '../support/kernel';
import { factsOf, hasTool, PROBE_TOOLS, ProbeBed, SHELLS, whichTool } from '../support/probe';

const available = kernelIsAvailable();
const describeKernel = available && ['iptables', 'ipset', 'busybox', 'dash'].every(hasTool) ? describe : describe.skip;
const IDS = Object.keys(FACTS) as FactId[];

const bed = new ProbeBed();
afterAll(() => bed.remove());

const FIREWALLD = `
table inet firewalld {
  set trusted {
    type ipv4_addr
    elements = { 192.0.2.1 }
  }
  chain filter_INPUT {
    type filter hook input priority filter + 10; policy accept;
    ct state { established, related } accept
    iifname "lo" accept
    jump filter_INPUT_POLICIES
    ct state invalid drop
    reject with icmpx admin-prohibited
  }
  chain filter_INPUT_POLICIES {
    tcp dport { 22, 80, 443, 6443, 8080, 9090, 10250, 30001, 30002, 30003, 30004, 30005, 30006 } accept comment "never drop"
    ip saddr 203.0.113.7 drop
  }
  chain filter_FORWARD {
    type filter hook forward priority filter + 10; policy accept;
    ct state { established, related } accept
    ct status dnat accept
    reject with icmpx admin-prohibited
  }
}
`;

const DOCKER = `
iptables -P FORWARD DROP
iptables -N DOCKER-USER
iptables -N DOCKER-FORWARD
iptables -A FORWARD -j DOCKER-USER
iptables -A FORWARD -j DOCKER-FORWARD
iptables -A DOCKER-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -t nat -N DOCKER
`;

const CALICO = `
iptables -N cali-FORWARD
iptables -N cali-INPUT
iptables -N cali-fh-eth0
iptables -I FORWARD -m comment --comment "cali:wUHhoiAYhphO9Mso" -j cali-FORWARD
iptables -I INPUT -m comment --comment "cali:Cz_u1IQiXIMmKD4c" -j cali-INPUT
iptables -A cali-INPUT -j DROP
iptables -N cali-tw-cali0123456789a
iptables -N cali-tw-cali0123456789b
`;

const IPTABLES_MODE = `
iptables -t nat -N KUBE-SERVICES
iptables -t nat -N KUBE-SVC-ERIFXISQEP7F7OF4
iptables -t nat -N KUBE-SVC-TCOU7JCQXEZGVUNU
iptables -t nat -N KUBE-SEP-A6RFCIJKZ4GJ5ZBT
iptables -t nat -A KUBE-SVC-ERIFXISQEP7F7OF4 -m comment --comment "kube-system/kube-dns:dns-tcp -> \\"a\\" {b}" -j KUBE-SEP-A6RFCIJKZ4GJ5ZBT
iptables -N KUBE-FIREWALL
iptables -A INPUT -j KUBE-FIREWALL
iptables -A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -j DROP
ip6tables -t nat -N KUBE-SVC-ERIFXISQEP7F7OF4
ipset create KUBE-CLUSTER-IP hash:ip,port
ipset create KUBE-6-CLUSTER-IP hash:ip,port family inet6
`;

const INTERFACES = `
ip link set lo up
ip link add eth0 type veth peer name peer0
ip addr add 192.168.10.11/24 dev eth0
ip addr add fd00:10::11/64 dev eth0
ip link add kube-ipvs0 type bridge
ip addr add 10.96.0.1/32 dev kube-ipvs0
ip addr add 10.96.0.10/32 dev kube-ipvs0
`;

/** What becomes of a packet by the rules that the probe has found. */
const firewallVerdict = (facts: NodeFacts, packet: Partial<FirewallPacket>) => surroundingsOfFacts(facts).firewall!.verdict({
  hook: 'forward',
  family: 'ip',
  protocol: 'tcp',
  source: '192.0.2.7',
  destination: '10.244.1.7',
  port: 8080,
  state: 'NEW',
  place: 'external',
  isTranslated: true,
  isMarked: false,
  isOfLocalPod: false,
  ...packet,
}, undefined, 'own-chain');

const chain = (facts: NodeFacts, hook: string, table: string) => facts.hooks(hook)?.find(({ table: name }) => name === table);

describeKernel.each(SHELLS)('a node, by %s', (_, shell) => {
  const probed = (setup: string, ...args: string[]) => factsOf(bed.run(`set -e\n${setup}\nexec ${shell} ${bed.script} ${args.join(' ')}`));

  test('on which nothing is: all facts are found or say why not, in less than two seconds', () => {
    const run = bed.run(`${shell} ${bed.script} --node worker-1`);
    const facts = factsOf(run);
    expect(facts.node).toBe('worker-1');
    expect(run.seconds).toBeLessThan(2);
    expect(run.stdout.split('\n')).toHaveLength(2);
    expect(IDS.filter(id => facts.whyUnknown(id)?.startsWith('the document has no fact'))).toEqual([]);
    expect([facts.value('kernel.nftables'), facts.value('kernel.lacks'), facts.from('kernel.nftables')])
      .toEqual([true, [], 'rules loaded by nft into a network namespace of their own']);
    expect([facts.value('nft.installed'), facts.value('nft.json'), facts.value('nft.tables'), facts.value('nft.hooks'), facts.value('iptables.legacy')])
      .toEqual([true, true, [], [], []]);
    expect(facts.value('nft.version')).toMatch(/^\d+\.\d+/);
    expect(facts.value('iptables.backend')).toMatch(/^(?:nf_tables|legacy)$/);
    expect([facts.value('ipvs.interface'), facts.value('ipsets')]).toEqual([false, []]);
  });

  test('with firewalld: its hooks, and what its rules and those that they jump to do', () => {
    const firewalld = bed.write('firewalld.nft', FIREWALLD);
    const facts = probed(`nft -f ${firewalld}`);
    expect(facts.value('nft.tables')).toEqual([{
      family: 'inet',
      name: 'firewalld',
      chains: 3,
      kinds: { filter_INPUT: 1, filter_INPUT_POLICIES: 1, filter_FORWARD: 1 },
      base: [
        { chain: 'filter_INPUT', type: 'filter', hook: 'input', priority: '10', policy: 'accept' },
        { chain: 'filter_FORWARD', type: 'filter', hook: 'forward', priority: '10', policy: 'accept' },
      ],
    }]);
    expect(facts.value('nft.sets')).toEqual({ 'inet firewalld': 1 });
    const chains = facts.value('firewall')!;
    const described = chains.map(({ syntax, table, chain: name, hook, priority, policy, rules }) => [
      syntax, table, name, hook, priority, policy, rules.length,
    ]);
    expect(described).toEqual([
      ['nft', 'firewalld', 'filter_INPUT', 'input', '10', 'accept', 5],
      ['nft', 'firewalld', 'filter_INPUT_POLICIES', '', '', 'accept', 2],
      ['nft', 'firewalld', 'filter_FORWARD', 'forward', '10', 'accept', 3],
    ]);
    // A rule that nft breaks into lines is whole, and without its comment.
    expect(chains[1].rules[0]).toMatch(/^tcp dport \{ 22, .* 30006 \} accept$/);
    expect(firewallVerdict(facts, { hook: 'forward', isTranslated: true })).toBe('accept');
    expect(firewallVerdict(facts, { hook: 'forward', isTranslated: false })).toBe('reject');
    expect([firewallVerdict(facts, { hook: 'input', port: 8080 }), firewallVerdict(facts, { hook: 'input', port: 8081 })]).toEqual(['accept', 'reject']);
    expect(facts.hooks('input')).toEqual([{
      family: 'inet',
      table: 'firewalld',
      chain: 'filter_INPUT',
      hook: 'input',
      policy: 'accept',
      rules: 5,
      drops: 3,
      accepts: 3,
      lastRule: 'reject',
      acceptsDnat: false,
      jumps: ['filter_INPUT_POLICIES'],
    }]);
    expect(facts.hooks('forward')).toMatchObject([{ rules: 3, drops: 1, accepts: 2, lastRule: 'reject', acceptsDnat: true }]);
  });

  test('with Docker: the policy of FORWARD, and what its chains accept', () => {
    const facts = probed(DOCKER);
    expect(chain(facts, 'forward', 'filter')).toMatchObject({ policy: 'drop', rules: 2, drops: 0, accepts: 1, lastRule: 'none' });
    expect([...chain(facts, 'forward', 'filter')!.jumps].sort()).toEqual(['DOCKER-FORWARD', 'DOCKER-USER']);
    expect(facts.iptablesChains).toMatchObject({ DOCKER: 1 });
    const found = facts.value('firewall')!.filter(({ hook }) => hook === 'forward' || hook === '');
    expect(found.map(({ syntax, table, chain: name, policy, rules }) => [syntax, table, name, policy, rules]))
      .toEqual([
        ['iptables', 'filter', 'FORWARD', 'drop', ['-j DOCKER-USER', '-j DOCKER-FORWARD']],
        ['iptables', 'filter', 'DOCKER-FORWARD', 'accept', ['-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT']],
        ['iptables', 'filter', 'DOCKER-USER', 'accept', []],
      ]);
    expect([firewallVerdict(facts, {}), firewallVerdict(facts, { state: 'ESTABLISHED' })]).toEqual(['drop', 'accept']);
  });

  test('with Calico: its chains are counted by their kind, and what they drop is its own affair', () => {
    const facts = probed(CALICO);
    expect(facts.iptablesChains).toMatchObject({ 'cali-tw-': 2, 'cali-fh-': 1, 'cali-FORWARD': 1 });
    expect(chain(facts, 'input', 'filter')).toMatchObject({ policy: 'accept', drops: 0, jumps: ['cali-INPUT'] });
    // Of its chains only those that masquerade are listed, and comments of rules are left out.
    expect(facts.value('firewall')!.map(({ chain: name }) => name)).toEqual(['INPUT', 'FORWARD', 'OUTPUT']);
    expect(facts.value('firewall')![0].rules).toEqual(['-j cali-INPUT']);
  });

  test('with left-overs of the modes iptables and IPVS', () => {
    const facts = probed(INTERFACES + IPTABLES_MODE);
    expect(facts.iptablesChains).toMatchObject({ 'KUBE-SVC-': 3, 'KUBE-SEP-': 1, 'KUBE-SERVICES': 1, 'KUBE-FIREWALL': 1 });
    expect(chain(facts, 'input', 'filter')).toMatchObject({ drops: 0, jumps: ['KUBE-FIREWALL'] });
    expect([...facts.value('ipsets')!].sort()).toEqual(['KUBE-6-CLUSTER-IP', 'KUBE-CLUSTER-IP']);
    expect([facts.value('ipvs.interface'), facts.value('ipvs.addresses')]).toEqual([true, 2]);
    expect(facts.value('addresses')).toEqual({ lo: ['127.0.0.1/8', '::1/128'], eth0: ['192.168.10.11/24', 'fd00:10::11/64'] });
    expect(facts.value('rules.iptables')!.lines).toBeGreaterThan(10);
  });

  test('with kube-proxy\'s table of nftables, whose rules are not listed one by one', () => {
    const ruleset = join(__dirname, '..', '..', 'test', 'fixtures', 'cluster', 'worker-1.v1.36.ipv4.nft');
    const facts = probed(`nft -f ${ruleset}`);
    expect(facts.value('nft.hooks')).toEqual([]);
    expect(facts.value('nft.tables')).toMatchObject([{ family: 'ip', name: 'kube-proxy', kinds: { 'service-': expect.any(Number), 'endpoint-': expect.any(Number) } }]);
    expect(facts.value('rules.nftables')!['ip kube-proxy'].lines).toBeGreaterThan(100);
  });

  test('changes nothing: the rules are the same afterwards', () => {
    const firewalld = bed.write('firewalld.nft', FIREWALLD);
    const { stdout, status } = bed.run(`${DOCKER}\nnft -f ${firewalld}\nnft list ruleset > before\n${shell} ${bed.script} > /dev/null\nnft list ruleset > after\ncmp before after && echo same`);
    expect([status, stdout]).toEqual([0, 'same\n']);
  });

  test('where rules can only be checked, not loaded', () => {
    const tools = bed.tools(PROBE_TOOLS.filter(name => name !== 'unshare'), `no-unshare-${shell.length}`);
    const facts = factsOf(bed.run(`PATH=$PATH:/usr/sbin exec ${shell} ${bed.script}`, { PROBE_PATH: tools }));
    // busybox brings an unshare of its own along.
    expect(facts.value('kernel.nftables')).toBe(true);
    if (shell === 'dash') expect([facts.value('kernel.nftables'), facts.from('kernel.nftables')]).toEqual([true, 'rules checked by nft --check']);
  });
});

describeKernel('a node that lacks something', () => {
  let all: NodeFacts;
  beforeAll(() => all = factsOf(bed.run(`exec ${whichTool('dash')} ${bed.script}`, { PROBE_PATH: bed.tools(PROBE_TOOLS, 'all') })));

  const without = (name: string) => {
    const tools = bed.tools(PROBE_TOOLS.filter(tool => tool !== name), `without-${name}`);
    return factsOf(bed.run(`exec ${whichTool('dash')} ${bed.script}`, { PROBE_PATH: tools }));
  };

  test.each(PROBE_TOOLS)('%s: what it would show is unknown, and the rest is found', name => {
    const facts = without(name);
    expect(facts.value('kernel.release')).toBeDefined();
    expect(IDS.filter(id => facts.whyUnknown(id)?.startsWith('the document has no fact'))).toEqual([]);
    const lost = IDS.filter(id => facts.whyUnknown(id)?.includes(`${name} is not installed`) || facts.whyUnknown(id)?.includes(`${name} is missing`));
    expect(lost).toEqual(LOST[name] ?? []);
    // What else needs it has another way; what the kernel has is seen without nft only where it has a /proc/config.gz.
    if (name === 'nft') return;
    const lostElsewhere = IDS.filter(id => facts.whyUnknown(id) !== undefined && all.whyUnknown(id) === undefined && !lost.includes(id));
    expect(lostElsewhere).toEqual([]);
  });

  test('every tool: what a shell alone can read is found', () => {
    const facts = factsOf(bed.run(`exec ${whichTool('dash')} ${bed.script}`, { PROBE_PATH: bed.tools([], 'nothing') }));
    expect([facts.value('kernel.release'), facts.value('kernel.conntrack'), facts.value('nft.installed'), facts.value('iptables.legacy')])
      .toEqual([expect.any(String), expect.any(Boolean), false, []]);
  });

  test('root: the firewall is unknown, and the rest is found', () => {
    const facts = factsOf(bed.start(['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'dash', bed.script]));
    expect([facts.value('kernel.release'), facts.value('nft.installed'), facts.value('nft.tables'), facts.value('addresses')])
      .toEqual([expect.any(String), true, undefined, expect.any(Object)]);
    expect(facts.whyUnknown('nft.tables')).toMatch(/not permitted|must be root/i);
  });

  test('the right to write to its root', () => {
    const readOnly = 'mount --make-rprivate / && mount --rbind / /mnt && mount -o remount,bind,ro /mnt';
    const run = bed.start(['unshare', '--net', '--mount', 'sh', '-c', `${readOnly} && exec chroot /mnt dash -c 'touch /written 2>/dev/null && exit 9; exec dash ${bed.script}'`]);
    expect(factsOf(run).value('kernel.nftables')).toBe(true);
  });
});

describeKernel('a container of busybox in the host\'s network, which sees the host\'s root', () => {
  const APPLETS = ['sh', 'awk', 'cat', 'chroot', 'date', 'grep', 'id', 'ip', 'mkdir', 'timeout', 'tr', 'true', 'unshare', 'wc', 'wget', 'zcat'];

  /** As the construct NodeProbe makes it: with some capabilities. */
  const inContainer = (capabilities: string, root = '/') => {
    const container = `${bed.folder}/container`;
    const prepare = [
      `mkdir -p ${container}/bin ${container}/host ${container}/proc ${container}/dev`,
      `cp ${whichTool('busybox')} ${container}/bin/busybox`,
      ...APPLETS.map(name => `ln -sf busybox ${container}/bin/${name}`),
      `cp ${bed.script} ${container}/probe.sh`,
      'mount --make-rprivate /',
      `mount --rbind -o ro ${root} ${container}/host`,
      `mount --rbind /dev ${container}/dev`,
      `mount -t proc proc ${container}/proc`,
      `nft -f ${bed.write('firewalld.nft', FIREWALLD)}`,
      `exec setpriv --bounding-set=-all${capabilities} --inh-caps=-all chroot ${container} /bin/sh /probe.sh --root /host --node worker-1`,
    ];
    // Before it can enter the container, it needs the capability for that.
    return factsOf(bed.start(['unshare', '--net', '--mount', 'sh', '-c', prepare.join('\n')]));
  };

  test('runs the host\'s tools, and has rules checked where it may not make a namespace', () => {
    const facts = inContainer(',+net_admin,+sys_chroot');
    expect([facts.node, facts.value('nft.installed'), facts.value('nft.tables')?.map(({ name }) => name)]).toEqual(['worker-1', true, ['firewalld']]);
    expect([facts.value('kernel.nftables'), facts.from('kernel.nftables')]).toEqual([true, 'rules checked by nft --check']);
    expect([facts.value('os.id'), facts.value('iptables.installed')]).toEqual([expect.any(String), true]);
  });

  test('without NET_ADMIN does not know the firewall', () => {
    const facts = inContainer(',+sys_chroot');
    expect(facts.value('nft.tables')).toBeUndefined();
    expect([facts.value('nft.installed'), facts.value('kernel.release')]).toEqual([true, expect.any(String)]);
  });

  test('on a node without tools knows what its own tools and files show', () => {
    const facts = inContainer(',+net_admin,+sys_chroot', bed.write('bare/usr/README', '').replace('/usr/README', ''));
    expect([facts.value('nft.installed'), facts.value('iptables.installed'), facts.whyUnknown('nft.tables')]).toEqual([false, false, 'nft is not installed']);
    expect(facts.value('addresses')).toEqual({});
    expect(facts.whyUnknown('software.processes')).toBe('the processes of the host are not mounted at /host/proc');
  });
});

/** What is unknown for the lack of a tool. */
const LOST: Readonly<Record<string, readonly FactId[]>> = {
  'nft': ['nft.version', 'nft.json', 'nft.tables', 'nft.hooks', 'firewall', 'nft.sets', 'rules.nftables'],
  'iptables': ['iptables.version', 'iptables.backend', 'rules.iptables'],
  'iptables-save': ['rules.iptables'],
  'ipset': ['ipsets'],
  'ip': ['addresses'],
  'awk': ['nft.tables', 'nft.hooks', 'firewall', 'nft.sets', 'addresses'],
  'cat': ['sysctls'],
  'tr': ['kubeProxy.commandLine'],
  'wc': ['rules.nftables', 'rules.iptables'],
};
