/* eslint-disable no-bitwise -- a packet's mark is a set of bits */
import { hooksOf, isSettled, settle } from './hooks';
import { Matching } from './matching';
import { OrdinaryDestinations } from './ordinary-destinations';
import { Outcome, Packet } from './packet';
import { HookedChain, Walk } from './walk';
import { DnatTarget, Statement, Verdict } from '../model/statements';
import { Chain, Hook, Table } from '../model/table';

/** What a statement makes of the evaluation of its rule. */
const enum Then {
  /** The next statement. */
  CONTINUE,
  /** The rule does not match: the next rule. */
  BREAK,
  /** The rule is done, and has said where evaluation goes on. */
  DONE,
  /** The packet is gone. */
  DROPPED,
  REJECTED,
  /** The walk goes on in several branches. */
  BRANCHED,
}

/** What decides the rest of a walk between base chains, after the translation, beside the packet. */
interface End extends Pick<Walk, 'hook' | 'nextBaseChain' | 'mark' | 'isTranslated' | 'sourceIsSettled'> {
  /** What the destination is for the rules. */
  readonly destination: string;
  /** What the first walk that was there came to. */
  outcome?: Outcome;
}

/** Follows packets through one table as the kernel does (upstream: nft_do_chain, nf_nat_inet_fn). */
export class Tracer {
  private readonly hooks: Readonly<Record<Hook, readonly HookedChain[]>>;
  private readonly matching: Matching;
  private ordinary: OrdinaryDestinations | undefined;

  /**
   * @param isLocalAddress whether an address is on one of the node's interfaces; loopback addresses always are
   */
  constructor(private readonly table: Table, isLocalAddress: (address: string) => boolean) {
    this.hooks = hooksOf(table);
    this.matching = new Matching(table, isLocalAddress);
  }

  /** What may become of the first packet of a connection; one outcome for each end of the random choices. */
  public trace(packet: Packet): readonly Outcome[] {
    return this.follow(packet);
  }

  /**
   * The same, without all steps of all outcomes: endpoints that no rule and no set tells apart share the steps that follow the
   * translation. In large clusters almost all do.
   */
  public traceBriefly(packet: Packet): readonly Outcome[] {
    this.ordinary ??= new OrdinaryDestinations(this.table, address => this.matching.isLocal(address));
    return this.follow(packet, []);
  }

  /** @param ends how walks end after the translation, by what they have become until then; undefined where each is followed */
  private follow(packet: Packet, ends?: End[]): readonly Outcome[] {
    const outcomes: Outcome[] = [];
    const walks = [new Walk(packet)];
    for (let walk = walks.pop(); walk; walk = walks.pop()) {
      const outcome = this.finish(walk, walks, ends);
      if (outcome) outcomes.push(outcome);
    }
    return outcomes;
  }

  /** Goes on to the end; undefined where the walk has branched, its branches being added to `walks`. */
  private finish(walk: Walk, walks: Walk[], ends: End[] | undefined): Outcome | undefined {
    let end: End | undefined;
    const note = (outcome: Outcome) => {
      if (end) end.outcome = outcome;
      return outcome;
    };
    for (;;) {
      while (walk.chain) {
        const { rules } = walk.chain;
        if (walk.ruleIndex === rules.length) {
          if (walk.isAtEndOfDroppingChain) return walk.outcome('drop');
          walk.leaveChain();
          continue;
        }
        const then = this.evaluateRule(rules[walk.ruleIndex++].statements, walk, walks);
        if (then === Then.DROPPED) return note(walk.outcome('drop'));
        if (then === Then.REJECTED) return note(walk.outcome('reject'));
        if (then === Then.BRANCHED) return undefined;
      }
      if (ends && end === undefined && walk.isDnat) {
        end = this.endOf(walk, ends);
        if (end?.outcome) return walk.outcomeLike(end.outcome);
      }
      const deliveredTo = this.enterNextBaseChain(walk);
      if (deliveredTo) return note(walk.outcome('accept', deliveredTo));
    }
  }

  /** The end that a walk comes to, which is a new one where no walk before it came to it; undefined where its address decides. */
  private endOf(walk: Walk, ends: End[]): End | undefined {
    const destination = walk.masquerade === undefined ? this.ordinary!.kindOf(walk.destination, walk.port) : undefined;
    if (destination === undefined) return undefined;
    const { hook, nextBaseChain, mark, isTranslated, sourceIsSettled } = walk;
    for (const end of ends) {
      if (end.destination === destination && end.mark === mark && end.hook === hook && end.nextBaseChain === nextBaseChain
        && end.isTranslated === isTranslated && end.sourceIsSettled === sourceIsSettled) return end;
    }
    const end: End = { hook, nextBaseChain, mark, isTranslated, sourceIsSettled, destination };
    ends.push(end);
    return end;
  }

  /** The next base chain of the hook, or the first of the next hook; where there is none any more, where the packet is. */
  private enterNextBaseChain(walk: Walk): Outcome['deliveredTo'] {
    for (;;) {
      const chains = this.hooks[walk.hook];
      while (walk.nextBaseChain < chains.length) {
        const chain = chains[walk.nextBaseChain++];
        if (chain.base.type === 'nat' && isSettled(walk)) continue;
        walk.enterBaseChain(chain);
        return undefined;
      }
      const deliveredTo = this.leaveHook(walk);
      if (deliveredTo) return deliveredTo;
    }
  }

  private leaveHook(walk: Walk): Outcome['deliveredTo'] {
    settle(walk);
    switch (walk.hook) {
      case 'prerouting':
        walk.enterHook(this.matching.isLocal(walk.destination) ? 'input' : 'forward');
        return undefined;
      case 'input': return 'node';
      case 'forward':
      case 'output':
        walk.enterHook('postrouting');
        return undefined;
      case 'postrouting':
        if (walk.packet.inputInterface !== undefined || !this.matching.isLocal(walk.destination)) return 'elsewhere';
        // From the node to the node: the packet comes in again, with the connection that it has.
        walk.isOverLoopback = true;
        walk.inputInterface = 'lo';
        walk.enterHook('prerouting');
        return undefined;
    }
  }

  private evaluateRule(statements: readonly Statement[], walk: Walk, walks: Walk[]): Then {
    let markBefore: number | undefined;
    for (const statement of statements) {
      switch (statement.kind) {
        case 'match':
          if (!this.matching.matches(statement, walk)) return Then.BREAK;
          break;
        case 'set-mark':
          markBefore ??= walk.mark;
          walk.mark = this.matching.number(statement.value, walk);
          break;
        case 'set-update':
          walk.affinity = this.table.sets.get(statement.set);
          break;
        case 'opaque':
          // Nobody knows whether it matches. Those who ask look for such rules themselves.
          return Then.BREAK;
        case 'verdict':
          if (statement.verdict.kind === 'return' && walk.isAtEndOfDroppingChain) return Then.DROPPED;
          walk.step();
          return this.take(statement.verdict, walk);
        case 'vmap': {
          const map = this.table.maps.get(statement.map);
          if (!map) throw new Error(`a rule names the map ${statement.map}, which is not in the table`);
          const element = map.elements.get(this.matching.key(statement.key, walk));
          if (!element) return Then.BREAK;
          walk.step(element.verdict, element);
          return this.take(element.verdict, walk);
        }
        case 'numgen-vmap': return this.branch(statement.verdicts, walk, walks);
        case 'numgen-dnat': return this.branchDnat(statement.targets, walk, walks);
        case 'dnat':
          translate(walk, statement.target);
          return Then.DONE;
        case 'masquerade':
          walk.masqueradeBy(walk.step());
          walk.leaveBaseChain();
          return Then.DONE;
        case 'reject':
          walk.step();
          return Then.REJECTED;
      }
    }
    const step = walk.step();
    if (markBefore !== undefined && (walk.mark & ~markBefore) !== 0) walk.markIsSetBy(step);
    return Then.DONE;
  }

  private take(verdict: Verdict, walk: Walk): Then {
    switch (verdict.kind) {
      case 'drop': return Then.DROPPED;
      case 'accept':
        walk.leaveBaseChain();
        return Then.DONE;
      case 'return':
        walk.leaveChain();
        return Then.DONE;
      case 'jump':
        walk.jump(this.chain(verdict.chain));
        return Then.DONE;
      case 'goto':
        walk.enterChain(this.chain(verdict.chain));
        return Then.DONE;
    }
  }

  private chain(name: string): Chain {
    const chain = this.table.chains.get(name);
    if (!chain) throw new Error(`a rule goes to the chain ${name}, which is not in the table`);
    return chain;
  }

  /** Goes on with each of the verdicts. A verdict that ends the packet is left to the branch's next step. */
  private branch(verdicts: readonly Verdict[], walk: Walk, walks: Walk[]): Then {
    walk.probability /= verdicts.length;
    if (verdicts.length === 1) {
      walk.step(verdicts[0]);
      return this.take(verdicts[0], walk);
    }
    for (let i = verdicts.length - 1; i >= 0; i--) {
      const branch = walk.branch();
      branch.step(verdicts[i]);
      if (this.take(verdicts[i], branch) === Then.DROPPED) throw new Error('a random choice that drops packets is not understood');
      walks.push(branch);
    }
    return Then.BRANCHED;
  }

  private branchDnat(targets: readonly DnatTarget[], walk: Walk, walks: Walk[]): Then {
    walk.probability /= targets.length;
    if (targets.length === 1) {
      translate(walk, targets[0]);
      return Then.DONE;
    }
    for (let i = targets.length - 1; i >= 0; i--) {
      const branch = walk.branch();
      translate(branch, targets[i]);
      walks.push(branch);
    }
    return Then.BRANCHED;
  }
}

/**
 * What may become of one packet. For many packets a `Tracer` is quicker.
 *
 * @param isLocalAddress whether an address is on one of the node's interfaces; loopback addresses always are
 */
export function trace(table: Table, packet: Packet, isLocalAddress: (address: string) => boolean): readonly Outcome[] {
  return new Tracer(table, isLocalAddress).trace(packet);
}

/** DNAT counts as accept: it ends the base chain. */
function translate(walk: Walk, target: DnatTarget): void {
  walk.step(undefined, undefined, target);
  walk.dnat(target);
  walk.leaveBaseChain();
}
