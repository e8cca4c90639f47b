import { parseIp } from '../../../../src/base/ip/address';
import { FirewallChain } from '../../../../src/cluster/facts/fact-table';
import { Firewall } from '../../../../src/dataplane/modes/firewall/firewall';
import { FirewallNode, FirewallPacket } from '../../../../src/dataplane/modes/firewall/packet';

/* Rules as the programs themselves write them, and what becomes of packets to Services. */

const INTERFACES = { lo: ['127.0.0.1/8'], eth0: ['192.168.10.11/24'], docker0: ['172.17.0.1/16'], cni0: ['10.244.1.1/24'] };
const NODE = new FirewallNode(INTERFACES, [parseIp('192.168.10.11')!]);

interface Chains { readonly [header: string]: readonly string[] }

/** Chains by `TABLE CHAIN [HOOK POLICY [PRIORITY]]`, in the words of a program. */
function firewall(syntax: FirewallChain['syntax'], family: string, chains: Chains, hasHostEndpoints = false): Firewall {
  return new Firewall(Object.entries(chains).map(([header, rules]) => {
    const [table, chain, hook = '', policy = 'accept', priority = '0'] = header.split(' ');
    return { syntax, family, table, chain, hook, policy: policy as 'accept', priority, rules };
  }), NODE, hasHostEndpoints);
}

const PACKET: FirewallPacket = {
  hook: 'forward',
  family: 'ip',
  protocol: 'tcp',
  source: '203.0.113.7',
  destination: '10.244.2.14',
  port: 8080,
  state: 'NEW',
  place: 'external',
  isTranslated: true,
  isMarked: true,
  isOfLocalPod: false,
};
const answer = (packet: Partial<FirewallPacket> = {}): Partial<FirewallPacket> => ({
  source: '10.244.2.14', destination: '203.0.113.7', port: 0, state: 'ESTABLISHED', place: undefined, isMarked: false, ...packet,
});
const toNode = (packet: Partial<FirewallPacket>): Partial<FirewallPacket> => ({ hook: 'input', destination: '192.168.10.11', isTranslated: false, isMarked: false, ...packet });

const DOCKER: Chains = {
  'filter FORWARD forward drop': ['-j DOCKER-USER', '-j DOCKER-FORWARD'],
  'filter DOCKER-USER': ['-j RETURN'],
  'filter DOCKER-FORWARD': ['-j DOCKER-CT', '-j DOCKER-ISOLATION-STAGE-1', '-j DOCKER-BRIDGE', '-i docker0 -j ACCEPT'],
  'filter DOCKER-CT': ['-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
  'filter DOCKER-BRIDGE': ['-o docker0 -j DOCKER'],
  'filter DOCKER': ['! -i docker0 -o docker0 -j DROP'],
  'filter DOCKER-ISOLATION-STAGE-1': ['-i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2'],
  'filter DOCKER-ISOLATION-STAGE-2': ['-o docker0 -j DROP'],
};
const withChain = (chains: Chains, header: string, ...rules: string[]): Chains => ({ ...chains, [header]: rules });

describe('Docker', () => {
  const docker = firewall('iptables', 'ip', DOCKER);

  test('drops what is forwarded between others than its containers', () => {
    expect(docker.verdict(PACKET, undefined, 'own-chain')).toBe('drop');
    expect(docker.verdict({ ...PACKET, ...answer() }, undefined, 'own-chain')).toBe('drop');
    expect(docker.verdict({ ...PACKET, place: 'pod-on-node', source: '10.244.1.7' }, undefined, 'own-chain')).toBe('drop');
  });

  test('but not what kube-proxy accepts itself, in iptables and IPVS mode', () => {
    expect(docker.verdict(PACKET, 'accept', 'in-iptables')).toBe('accept');
    expect(docker.verdict(PACKET, undefined, 'in-iptables')).toBe('drop');
  });

  test.each([
    ['flannel', { ...withChain(DOCKER, 'filter FORWARD forward drop', '-j FLANNEL-FWD', '-j DOCKER-USER', '-j DOCKER-FORWARD'), 'filter FLANNEL-FWD': ['-s 10.244.0.0/16 -j ACCEPT', '-d 10.244.0.0/16 -j ACCEPT'] }],
    ['a rule for pods', withChain(DOCKER, 'filter FORWARD forward drop', '-j DOCKER-FORWARD', '-d 10.244.0.0/16 -j ACCEPT', '-s 10.244.0.0/16 -j ACCEPT')],
  ])('not what %s accepts', (_, chains) => {
    for (const packet of [PACKET, { ...PACKET, ...answer() }]) expect(firewall('iptables', 'ip', chains).verdict(packet, undefined, 'own-chain')).toBe('accept');
    expect(firewall('iptables', 'ip', chains).verdict({ ...PACKET, destination: '192.168.10.12' }, undefined, 'own-chain')).toBe('drop');
  });

  test('not what has the mark of masquerading, where a rule accepts that', () => {
    const chains = withChain(DOCKER, 'filter FORWARD forward drop', '-m mark --mark 0x4000/0x4000 -j ACCEPT', '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT');
    const verdict = (packet: Partial<FirewallPacket>) => firewall('iptables', 'ip', chains).verdict({ ...PACKET, ...packet }, undefined, 'own-chain');
    expect([verdict({}), verdict({ isMarked: false }), verdict(answer())]).toEqual(['accept', 'drop', 'accept']);
  });

  test('not what Calico forwards: packets of pods on the node', () => {
    const chains = withChain(DOCKER, 'filter FORWARD forward drop', '-j cali-FORWARD', '-j DOCKER-FORWARD');
    const verdict = (packet: Partial<FirewallPacket>, hasHostEndpoints = false) =>
      firewall('iptables', 'ip', chains, hasHostEndpoints).verdict({ ...PACKET, ...packet }, undefined, 'own-chain');
    expect([verdict({}), verdict({ isOfLocalPod: true }), verdict({ isOfLocalPod: true }, true)]).toEqual(['drop', 'accept', undefined]);
  });
});

/** What `ufw enable` writes, with `ufw allow 22/tcp`; chains that only log are left out. */
const UFW: Chains = {
  'filter INPUT input drop': ['-j ufw-before-input', '-j ufw-after-input', '-j ufw-reject-input'],
  'filter FORWARD forward drop': ['-j ufw-before-forward', '-j ufw-reject-forward'],
  'filter ufw-before-input': [
    '-i lo -j ACCEPT', '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', '-m conntrack --ctstate INVALID -j ufw-logging-deny',
    '-m conntrack --ctstate INVALID -j DROP', '-p icmp -m icmp --icmp-type 3 -j ACCEPT', '-p icmp -m icmp --icmp-type 8 -j ACCEPT',
    '-p udp -m udp --sport 67 --dport 68 -j ACCEPT', '-j ufw-not-local', '-d 224.0.0.251/32 -p udp -m udp --dport 5353 -j ACCEPT', '-j ufw-user-input',
  ],
  'filter ufw-not-local': [
    '-m addrtype --dst-type LOCAL -j RETURN', '-m addrtype --dst-type MULTICAST -j RETURN', '-m addrtype --dst-type BROADCAST -j RETURN',
    '-m limit --limit 3/min --limit-burst 10 -j ufw-logging-deny', '-j DROP',
  ],
  'filter ufw-user-input': ['-p tcp -m tcp --dport 22 -j ACCEPT'],
  'filter ufw-after-input': ['-p udp -m udp --dport 137 -j ufw-skip-to-policy-input', '-m addrtype --dst-type BROADCAST -j ufw-skip-to-policy-input'],
  'filter ufw-skip-to-policy-input': ['-j DROP'],
  'filter ufw-before-forward': ['-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', '-p icmp -m icmp --icmp-type 8 -j ACCEPT', '-j ufw-user-forward'],
  'filter ufw-logging-deny': ['-m conntrack --ctstate INVALID -m limit --limit 3/min --limit-burst 10 -j RETURN', '-m limit --limit 3/min -j LOG --log-prefix "[UFW BLOCK] "'],
};

test('ufw lets in what a rule allows, and forwards nothing new', () => {
  const ufw = firewall('iptables', 'ip', UFW);
  const verdict = (packet: Partial<FirewallPacket>) => ufw.verdict({ ...PACKET, ...packet }, undefined, 'own-chain');
  expect([verdict(toNode({ port: 22 })), verdict(toNode({ port: 31080 })), verdict(toNode({ protocol: 'icmp', port: 0 })), verdict(toNode({ place: 'node' }))])
    .toEqual(['accept', 'drop', 'accept', 'accept']);
  expect([verdict({}), verdict(answer())]).toEqual(['drop', 'accept']);
});

const FIREWALLD: Chains = {
  'firewalld filter_INPUT input accept 10': [
    'ct state { established, related } accept', 'ct status dnat accept', 'iifname "lo" accept', 'ct state invalid drop', 'jump filter_INPUT_ZONES',
    'reject with icmpx admin-prohibited',
  ],
  'firewalld filter_INPUT_ZONES': ['iifname "eth0" goto filter_IN_public', 'goto filter_IN_public'],
  'firewalld filter_IN_public': ['jump filter_IN_public_allow', 'meta l4proto { icmp, ipv6-icmp } accept'],
  'firewalld filter_IN_public_allow': ['tcp dport 22 accept', 'ip6 daddr fe80::/64 udp dport 546 accept', 'ip daddr 224.0.0.251 udp dport 5353 accept'],
  'firewalld filter_FORWARD forward accept 10': [
    'ct state { established, related } accept', 'ct status dnat accept', 'iifname "lo" accept', 'ct state invalid drop',
    'ip6 daddr { ::/96, 2002::/24 } reject with icmpv6 addr-unreachable', 'reject with icmpx admin-prohibited',
  ],
  'firewalld filter_OUTPUT output accept 10': ['ct state { established, related } accept', 'oifname "lo" accept', 'ip6 daddr { ::/96 } reject with icmpv6 addr-unreachable'],
};

test('firewalld forwards what was given another destination, which IPVS does not do', () => {
  const firewalld = firewall('nft', 'inet', FIREWALLD);
  const verdict = (packet: Partial<FirewallPacket>) => firewalld.verdict({ ...PACKET, ...packet }, undefined, 'own-chain');
  expect([verdict({}), verdict(answer()), verdict({ isTranslated: false, place: 'pod-on-node' })]).toEqual(['accept', 'accept', 'reject']);
  expect([verdict(toNode({ port: 22 })), verdict(toNode({ port: 31080 })), verdict(toNode({ protocol: 'icmp', port: 0 }))]).toEqual(['accept', 'reject', 'accept']);
});

test('a table of its own refuses what kube-proxy accepts, and comes before or after what it refuses', () => {
  const firewalld = firewall('nft', 'inet', FIREWALLD);
  expect(firewalld.verdict({ ...PACKET, isTranslated: false }, 'accept', 'in-iptables')).toBe('reject');
  expect(firewalld.verdict({ ...PACKET, isTranslated: false }, 'drop', 'own-chain')).toBe('drop');
  const early = firewall('nft', 'inet', { 'site fwd forward drop -5': ['ct state established accept'] });
  expect(early.verdict(PACKET, 'reject', 'own-chain')).toBe('drop');
});

test.each([
  ['a set whose elements nobody listed', { 'site fwd forward accept': ['ip saddr @blocked drop'] }],
  ['a limit', { 'site fwd forward accept': ['limit rate over 10/second drop'] }],
  ['a map', { 'site fwd forward accept': ['ip saddr vmap @sources'] }],
  ['a mark of others', { 'site fwd forward drop': ['meta mark & 0x00000010 == 0x00000010 accept'] }],
])('what depends on %s is not known', (_, chains) => {
  expect(firewall('nft', 'inet', chains).verdict(PACKET, undefined, 'own-chain')).toBeUndefined();
});

test.each([
  ['all the same', { 'site fwd forward drop': ['limit rate over 10/second drop'] }, 'drop'],
  ['a map in the rule', { 'site fwd forward drop': ['ct state vmap { established : accept, related : accept, new : jump more }'], 'site more': ['tcp dport 8000-8100 accept'] }, 'accept'],
  ['numbers, as with -n', { 'site fwd forward drop': ['meta l4proto 6 ct state 0x8 accept', 'tcp dport { 80, 8080 } accept'] }, 'accept'],
  ['the other family', { 'site fwd forward accept': ['ip6 saddr 2001:db8::/32 drop', 'meta nfproto ipv6 drop'] }, 'accept'],
])('and this is known: %s', (_, chains, expected) => {
  expect(firewall('nft', 'inet', chains).verdict(PACKET, undefined, 'own-chain')).toBe(expected);
});

describe('masquerading of pods', () => {
  const masquerades = (chains: Chains, syntax: FirewallChain['syntax'] = 'iptables') => firewall(syntax, 'ip', chains)
    .masquerades({ ...PACKET, hook: 'postrouting', source: '10.244.1.7', destination: '192.168.10.12', place: 'pod-on-node', isTranslated: false, isMarked: false });

  test.each([
    ['flannel', { 'nat POSTROUTING postrouting': ['-j FLANNEL-POSTRTG'], 'nat FLANNEL-POSTRTG': ['-s 10.244.0.0/16 -d 10.244.0.0/16 -j RETURN', '-s 10.244.0.0/16 ! -d 224.0.0.0/4 -j MASQUERADE --random-fully'] }, true],
    ['Calico with natOutgoing', { 'nat POSTROUTING postrouting': ['-j cali-POSTROUTING', '-j KUBE-POSTROUTING'], 'nat cali-POSTROUTING': ['-j cali-fip-snat', '-j cali-nat-outgoing'], 'nat cali-nat-outgoing': ['-m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully'] }, true],
    ['Calico without', { 'nat POSTROUTING postrouting': ['-j cali-POSTROUTING', '-j KUBE-POSTROUTING'], 'nat cali-POSTROUTING': ['-j cali-fip-snat', '-j cali-nat-outgoing'], 'nat cali-nat-outgoing': [] }, false],
    ['ip-masq-agent with its defaults', { 'nat POSTROUTING postrouting': ['-m addrtype ! --dst-type LOCAL -j IP-MASQ-AGENT'], 'nat IP-MASQ-AGENT': ['-d 10.0.0.0/8 -j RETURN', '-d 192.168.0.0/16 -j RETURN', '-j MASQUERADE'] }, false],
    ['Docker alone', { 'nat POSTROUTING postrouting': ['-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE'] }, false],
    ['nothing', {}, false],
    ['a set of others', { 'nat POSTROUTING postrouting': ['-m set --match-set pods src -j MASQUERADE'] }, undefined],
  ])('%s', (_, chains, expected) => {
    expect(masquerades(chains)).toBe(expected);
  });
});
