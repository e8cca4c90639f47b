import { Reference } from './resolve';

/** What requests, or copies of them, are sent to. `Backend` has the ways to name one. */
export abstract class BackendTarget {
  /** The backend without a share, for what has none. @internal */
  public abstract get _target(): object;

  /** What it refers to. @internal */
  public abstract get _references(): readonly Reference[];
}
