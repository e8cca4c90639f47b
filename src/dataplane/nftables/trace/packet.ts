import { Family } from '../../../base/ip/address';
import { TransportProtocol } from '../../../base/ip/transport-protocol';
import { DnatTarget, Verdict } from '../model/statements';
import { ElementSet, Hook, MapElement, Rule } from '../model/table';

/** The first packet of a connection, as the node sees it. Addresses are canonical. */
export interface Packet {
  readonly family: Family;
  /** An echo request is of no transport protocol, and has no port. */
  readonly protocol: TransportProtocol | 'icmp';
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  /** The interface by which it comes in; undefined where the node itself sends it. */
  readonly inputInterface?: string;
}

/**
 * A rule all of whose statements were carried out, which is what the kernel's nftrace reports as a rule. A match that fails
 * and a look-up that finds nothing end a rule without a step.
 */
export interface Step {
  readonly hook: Hook;
  /** Whether the packet came back over `lo`, which one from the node to the node does. */
  readonly isOverLoopback: boolean;
  /** The base chain by which evaluation came here. */
  readonly baseChain: string;
  readonly chain: string;
  /** The position of the rule in its chain, from 0. */
  readonly ruleIndex: number;
  readonly rule: Rule;
  /** The verdict that a map or a random choice gave. */
  readonly chosen?: Verdict;
  /** The element of the map that was looked up. */
  readonly element?: MapElement;
  /** The destination that the rule gave to the packet. */
  readonly target?: DnatTarget;
  /** The step before. Outcomes of one packet share the steps up to the random choice that parts them. */
  readonly previous?: Step;
}

/** Why a packet leaves with the node's address as its source. */
export interface MasqueradeSteps {
  /** The rule that masquerades. */
  readonly step: Step;
  /** The rule that set the packet's mark; undefined where no mark led to it. */
  readonly markedBy?: Step;
}

/** One of the things that may become of a packet. */
export interface Outcome {
  /** The product of what each random choice had. */
  readonly probability: number;
  readonly verdict: 'accept' | 'drop' | 'reject';
  /** The destination after DNAT. */
  readonly destination: string;
  readonly port: number;
  /** Whether a rule translated the destination. */
  readonly isDnat: boolean;
  /** Whether the node itself takes the packet in, or it leaves the node's network namespace; undefined where the verdict is not accept. */
  readonly deliveredTo?: 'node' | 'elsewhere';
  readonly masquerade?: MasqueradeSteps;
  /** The set that remembers the client. */
  readonly affinity?: ElementSet;
  /** The last rule that matched. */
  readonly lastStep?: Step;
  /** The rules that matched, in their order; put together at each call. */
  readonly steps: readonly Step[];
}

/** The steps up to one, in their order. */
export function stepsUpTo(last: Step | undefined): Step[] {
  const steps: Step[] = [];
  for (let step = last; step; step = step.previous) steps.push(step);
  return steps.reverse();
}
