import { Chain, Rule } from './table';

/**
 * A chain whose rules are made when somebody looks at them. A large cluster has hundreds of thousands of chains: their rules, all at once,
 * were more than half of the memory of a preview, and made it a third slower.
 */
export abstract class LazyChain implements Chain {
  private made?: readonly Rule[];

  constructor(public readonly name: string) {}

  public get rules(): readonly Rule[] {
    this.made ??= this.makeRules();
    return this.made;
  }

  /** The rules, which the chain does not keep. */
  public abstract makeRules(): readonly Rule[];
}

/** The rules of a chain for one who goes through all chains once, and so should not make each of them keep its rules. */
export function passingRules(chain: Chain): readonly Rule[] {
  return chain instanceof LazyChain ? chain.makeRules() : chain.rules;
}
