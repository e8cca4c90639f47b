import { frontendName, World } from './world';
import { Table } from '../../src/dataplane/nftables/model/table';
import { SupportedMinor } from '../../src/dataplane/versions/kube-proxy-version';
import { Scenario } from '../support/reference';

/** Something that the bed does not try. */
export interface NotConnected {
  readonly what: string;
  readonly reason: string;
  /** Where it is in a scenario. */
  readonly find: (world: World, tables: readonly Table[]) => readonly string[];
}

/** A ruleset that no kernel takes. */
export interface RefusedRuleset {
  readonly scenario: string;
  readonly minors: readonly SupportedMinor[];
  readonly reason: string;
  readonly error: RegExp;
}

export const NOT_CONNECTED: readonly NotConnected[] = [
  {
    what: 'SCTP frontends',
    reason: 'Node.js has no SCTP sockets, and many kernels no SCTP',
    find: (world, tables) => tables.flatMap(table => world.frontendsOf(table)).filter(({ protocol }) => protocol === 'sctp').map(frontendName),
  },
  {
    what: 'NodePorts at link-local addresses of the node',
    reason: 'only hosts on the same link can use them, with a zone that tells the link',
    find: world => world.nodeAddresses.filter(address => address.startsWith('fe80:')),
  },
];

/** Rulesets that no kernel takes: kube-proxy itself fails with them. */
export const REFUSED: readonly RefusedRuleset[] = [
  {
    scenario: 'long-comment',
    minors: ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'],
    reason: 'kube-proxy up to 1.36 writes a comment that is too long for nft',
    error: /comment too long, 128 characters maximum allowed/,
  },
  {
    scenario: 'detect-local-interface-prefix',
    minors: ['1.31', '1.32'],
    reason: 'kube-proxy 1.31 and 1.32 look for an interface that is called «cali*»',
    error: /Interface does not exist/,
  },
];

export function isRefused({ name }: Scenario, minor: SupportedMinor): boolean {
  return REFUSED.some(({ scenario, minors }) => scenario === name && minors.includes(minor));
}
