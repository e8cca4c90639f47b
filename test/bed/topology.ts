import { existsSync } from 'node:fs';
import { Agents, Place, PLACES } from './agents';
import { Family, FAMILIES } from '../../src/base/ip/address';

/**
 * The devices of the node and what is at their other ends. Each pod device stands for a way in which a node may connect pods,
 * after which kube-proxy can be told to recognize them; of these one at a time is in use.
 */
const LINKS: readonly { readonly device: string; readonly place: Place; readonly isBridge?: boolean }[] = [
  { device: 'eth0', place: 'external' },
  { device: 'eth1', place: 'external' },
  { device: 'beyond0', place: 'beyond' },
  { device: 'pods0', place: 'pods' },
  { device: 'cali0', place: 'pods' },
  { device: 'veth0', place: 'pods' },
  { device: 'cbr0', place: 'pods', isBridge: true },
  { device: 'cni0', place: 'pods', isBridge: true },
];

/** By which device of the node a place is reached. */
export type Devices = Readonly<Record<Exclude<Place, 'node'>, string>>;

const GATEWAY: Record<Family, { readonly node: string; readonly other: string; readonly everything: string; readonly onlink: string }> = {
  ip: { node: '169.254.77.1', other: '169.254.77.2', everything: '0.0.0.0/0', onlink: ' onlink' },
  ip6: { node: 'fe80::77:1', other: 'fe80::77:2', everything: '::/0', onlink: '' },
};

const CONF = '/proc/sys/net';
const SETTINGS: Readonly<Record<string, string>> = {
  // A server has every address, a client may come from any.
  [`${CONF}/ipv4/ip_nonlocal_bind`]: '1',
  [`${CONF}/ipv6/ip_nonlocal_bind`]: '1',
  [`${CONF}/ipv4/conf/all/rp_filter`]: '0',
  [`${CONF}/ipv4/conf/default/rp_filter`]: '0',
  [`${CONF}/ipv4/conf/all/accept_local`]: '1',
  [`${CONF}/ipv4/conf/all/send_redirects`]: '0',
  [`${CONF}/ipv4/conf/default/send_redirects`]: '0',
  // No address of its own but those of the scenario, no waiting for duplicates of them.
  [`${CONF}/ipv6/conf/default/addr_gen_mode`]: '1',
  [`${CONF}/ipv6/conf/all/accept_dad`]: '0',
  [`${CONF}/ipv6/conf/default/accept_dad`]: '0',
  [`${CONF}/ipv6/conf/default/accept_ra`]: '0',
  // Each rejected packet is answered.
  [`${CONF}/ipv4/icmp_ratelimit`]: '0',
  [`${CONF}/ipv4/icmp_msgs_per_sec`]: '1000000',
  [`${CONF}/ipv4/icmp_msgs_burst`]: '1000000',
  [`${CONF}/ipv6/icmp/ratelimit`]: '0',
};
const NODE_SETTINGS: Readonly<Record<string, string>> = {
  ...SETTINGS,
  [`${CONF}/ipv4/ip_forward`]: '1',
  [`${CONF}/ipv6/conf/all/forwarding`]: '1',
};
/** Only where the kernel has br_netfilter: a bridged packet meets the rules when it is routed, as without it, not before. */
const BRIDGE_SETTINGS: Readonly<Record<string, string>> = {
  [`${CONF}/bridge/bridge-nf-call-iptables`]: '0',
  [`${CONF}/bridge/bridge-nf-call-ip6tables`]: '0',
};

/**
 * Lays the cables. At the other ends of the node's devices, packets that come in are for the place whatever their address, and
 * packets that go out go to the node even where the place has their destination too: so one namespace holds all pods of the
 * node, each of which reaches the others, and itself, through the node alone.
 */
export async function layOut(agents: Agents): Promise<void> {
  for (const place of PLACES) await agents.settings(place, place === 'node' ? NODE_SETTINGS : SETTINGS);
  await agents.settings('node', Object.fromEntries(Object.entries(BRIDGE_SETTINGS).filter(([path]) => existsSync(path))));
  const pids = new Map<Place, number>();
  for (const place of PLACES) pids.set(place, (await agents.identity(place)).pid);
  await ip(agents, 'node', ['link set lo up', ...LINKS.flatMap(({ device, place, isBridge }, index) => {
    const cable = isBridge ? `port-${device}` : device;
    return [
      `link add ${cable} ${isBridge ? '' : `address ${mac(index, 'node')} `}type veth peer name ${device} address ${mac(index, 'other')} netns ${pids.get(place)}`,
      ...(isBridge ? [`link add ${device} address ${mac(index, 'node')} type bridge`, `link set ${cable} master ${device} up`] : []),
      `link set ${device} up`,
      `neigh replace ${GATEWAY.ip.other} lladdr ${mac(index, 'other')} dev ${device} nud permanent`,
      `neigh replace ${GATEWAY.ip6.other} lladdr ${mac(index, 'other')} dev ${device} nud permanent`,
    ];
  })]);
  for (const place of PLACES.filter(each => each !== 'node')) {
    await ip(agents, place, ['link set lo up', ...LINKS.flatMap(({ device, place: end }, index) => (end !== place ? [] : [
      `link set ${device} up`,
      ...FAMILIES.flatMap(family => [
        `neigh replace ${GATEWAY[family].node} lladdr ${mac(index, 'node')} dev ${device} nud permanent`,
        `${prefix(family)}rule add pref 10 iif ${device} lookup local`,
      ]),
    ])), ...FAMILIES.flatMap(family => [
      // All addresses are the place's own, but for that by which it reaches the node.
      `route add local ${GATEWAY[family].everything} dev lo table local`,
      `route add throw ${GATEWAY[family].node} table local`,
      `${prefix(family)}rule del pref 0`,
    ])]);
  }
}

/** What of the topology a scenario says. */
export interface Layout {
  /** The node's addresses (with prefix lengths) by device. */
  readonly addresses: readonly { readonly device: string; readonly address: string }[];
  readonly podDevice: string;
  /** The addresses in the place that are not in the rest of the world. */
  readonly pods: readonly string[];
  readonly beyond: readonly string[];
}

/** Gives the node its addresses and its routes. */
export async function arrange(agents: Agents, layout: Layout): Promise<Devices> {
  const devices: Devices = { external: 'eth0', beyond: 'beyond0', pods: layout.podDevice };
  const via = (family: Family, device: string, side: 'node' | 'other') => `via ${GATEWAY[family][side]} dev ${device}${GATEWAY[family].onlink}`;
  for (const family of FAMILIES) await agents.run('node', 'ip', [family === 'ip' ? '-4' : '-6', 'route', 'flush', 'table', 'main']);
  await ip(agents, 'node', ['eth0', 'eth1'].map(device => `addr flush dev ${device}`));
  await ip(agents, 'node', [
    ...layout.addresses.map(({ device, address }) => `addr add ${address} dev ${device} noprefixroute${address.includes(':') ? ' nodad' : ''}`),
    ...FAMILIES.flatMap(family => [
      `route add ${GATEWAY[family].everything} ${via(family, devices.external, 'other')}`,
      ...(['pods', 'beyond'] as const).flatMap(place => layout[place].filter(address => familyOf(address) === family)
        .map(address => `route add ${address} ${via(family, devices[place], 'other')}`)),
    ]),
  ]);
  for (const place of ['external', 'beyond', 'pods'] as const) {
    await ip(agents, place, FAMILIES.map(family =>
      `route replace ${GATEWAY[family].everything} ${via(family, devices[place], 'node')}`));
  }
  return devices;
}

export function familyOf(address: string): Family {
  return address.includes(':') ? 'ip6' : 'ip';
}

function prefix(family: Family): string {
  return family === 'ip' ? '' : '-6 ';
}

function mac(index: number, side: 'node' | 'other'): string {
  return `02:00:00:00:0${index}:0${side === 'node' ? 1 : 2}`;
}

/** Runs commands, which take the family from their addresses, or say `-6`; those that do come last. */
async function ip(agents: Agents, place: Place, lines: readonly string[]): Promise<void> {
  const [ip6, others] = [true, false].map(wanted => lines.filter(line => line.startsWith('-6 ') === wanted).map(line => line.replace(/^-6 /, '')));
  await agents.run(place, 'ip', ['-batch', '-'], `${others.join('\n')}\n`);
  if (ip6.length > 0) await agents.run(place, 'ip', ['-6', '-batch', '-'], `${ip6.join('\n')}\n`);
}
