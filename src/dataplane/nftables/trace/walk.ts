import { MasqueradeSteps, Outcome, Packet, Step, stepsUpTo } from './packet';
import { DnatTarget, Verdict } from '../model/statements';
import { BaseChain, Chain, ElementSet, Hook, MapElement } from '../model/table';

/** Where evaluation goes on after a chain that was jumped to. */
interface Frame {
  readonly chain: Chain;
  readonly ruleIndex: number;
  readonly below?: Frame;
}

/** A chain that hooks into the kernel. */
export type HookedChain = Chain & { readonly base: BaseChain };

/** A packet on its way through a table: what it has become, and where evaluation stands. */
export class Walk {
  public destination: string;
  public port: number;
  public isDnat = false;
  public isTranslated = false;
  public mark = 0;
  public inputInterface: string | undefined;
  public isOverLoopback = false;
  public probability = 1;
  public affinity: ElementSet | undefined;
  public masquerade: MasqueradeSteps | undefined;
  public lastStep: Step | undefined;

  /** The hook, and which of its base chains comes next. */
  public hook: Hook;
  public nextBaseChain = 0;
  /** Whether the connection's destination and source are settled: the nat chains of a connection see its first packet once. */
  public destinationIsSettled = false;
  public sourceIsSettled = false;

  /** The base chain being evaluated; undefined between base chains. */
  public baseChain: HookedChain | undefined;
  public chain: Chain | undefined;
  public ruleIndex = 0;
  private frames: Frame | undefined;
  private markedBy: Step | undefined;

  constructor(public readonly packet: Packet) {
    this.destination = packet.destination;
    this.port = packet.port;
    this.inputInterface = packet.inputInterface;
    this.hook = packet.inputInterface === undefined ? 'output' : 'prerouting';
  }

  /** The same walk, to go on differently. */
  public branch(): Walk {
    // Field by field, since there are as many branches as endpoints.
    const other = new Walk(this.packet);
    other.destination = this.destination;
    other.port = this.port;
    other.isDnat = this.isDnat;
    other.isTranslated = this.isTranslated;
    other.mark = this.mark;
    other.inputInterface = this.inputInterface;
    other.isOverLoopback = this.isOverLoopback;
    other.probability = this.probability;
    other.affinity = this.affinity;
    other.masquerade = this.masquerade;
    other.lastStep = this.lastStep;
    other.hook = this.hook;
    other.nextBaseChain = this.nextBaseChain;
    other.destinationIsSettled = this.destinationIsSettled;
    other.sourceIsSettled = this.sourceIsSettled;
    other.baseChain = this.baseChain;
    other.chain = this.chain;
    other.ruleIndex = this.ruleIndex;
    other.frames = this.frames;
    other.markedBy = this.markedBy;
    return other;
  }

  public enterHook(hook: Hook): void {
    this.hook = hook;
    this.nextBaseChain = 0;
  }

  public enterBaseChain(chain: HookedChain): void {
    this.baseChain = chain;
    this.enterChain(chain);
  }

  public enterChain(chain: Chain): void {
    this.chain = chain;
    this.ruleIndex = 0;
  }

  /** Goes to a chain, and comes back to the next rule when that has ended. */
  public jump(chain: Chain): void {
    this.frames = { chain: this.chain!, ruleIndex: this.ruleIndex, below: this.frames };
    this.enterChain(chain);
  }

  /** The end of a chain: back to where the last jump was, or the end of the base chain, whose policy is accept here. */
  public leaveChain(): void {
    if (!this.frames) {
      this.leaveBaseChain();
      return;
    }
    this.chain = this.frames.chain;
    this.ruleIndex = this.frames.ruleIndex;
    this.frames = this.frames.below;
  }

  /** Whether the chain is a base chain itself, and drops what comes to its end. */
  public get isAtEndOfDroppingChain(): boolean {
    return !this.frames && this.baseChain?.base.policy === 'drop';
  }

  public leaveBaseChain(): void {
    this.baseChain = this.chain = this.frames = undefined;
  }

  /** Notes that all statements of the rule at hand were carried out. */
  public step(chosen?: Verdict, element?: MapElement, target?: DnatTarget): Step {
    const { hook, isOverLoopback } = this;
    const chain = this.chain!;
    // The rule index is that of the rule to come.
    const ruleIndex = this.ruleIndex - 1;
    this.lastStep = {
      hook,
      isOverLoopback,
      baseChain: this.baseChain!.name,
      chain: chain.name,
      ruleIndex,
      rule: chain.rules[ruleIndex],
      chosen,
      element,
      target,
      previous: this.lastStep,
    };
    return this.lastStep;
  }

  public dnat(target: DnatTarget): void {
    // The kernel sets the status bit only where the translation changes something (upstream: nf_nat_setup_info).
    this.isTranslated ||= target.address !== this.destination || target.port !== this.port;
    this.destination = target.address;
    this.port = target.port;
    this.isDnat = true;
    this.destinationIsSettled = true;
  }

  public markIsSetBy(step: Step): void {
    this.markedBy = step;
  }

  public masqueradeBy(step: Step): void {
    this.masquerade = this.markedBy ? { step, markedBy: this.markedBy } : { step };
    this.sourceIsSettled = true;
  }

  /** An outcome that came about by the same rules after the translation. */
  public outcomeLike({ verdict, deliveredTo, masquerade, lastStep }: Outcome): Outcome {
    if (masquerade) this.masqueradeBy(masquerade.step);
    this.lastStep = lastStep;
    return new WalkOutcome(this, verdict, deliveredTo);
  }

  public outcome(verdict: Outcome['verdict'], deliveredTo?: Outcome['deliveredTo']): Outcome {
    return new WalkOutcome(this, verdict, deliveredTo);
  }
}

/** What a walk came to. Large clusters have millions, so it holds no list. */
class WalkOutcome implements Outcome {
  public readonly probability: number;
  public readonly destination: string;
  public readonly port: number;
  public readonly isDnat: boolean;
  public readonly masquerade?: MasqueradeSteps;
  public readonly affinity?: ElementSet;
  public readonly lastStep?: Step;

  constructor(walk: Walk, public readonly verdict: Outcome['verdict'], public readonly deliveredTo: Outcome['deliveredTo']) {
    this.probability = walk.probability;
    this.destination = walk.destination;
    this.port = walk.port;
    this.isDnat = walk.isDnat;
    this.masquerade = walk.masquerade;
    this.affinity = walk.affinity;
    this.lastStep = walk.lastStep;
  }

  public get steps(): readonly Step[] {
    return stepsUpTo(this.lastStep);
  }
}
