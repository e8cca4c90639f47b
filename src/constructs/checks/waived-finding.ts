import { Finding } from '../../check/findings/finding';

/**
 * A finding, or a part of its objects, that does not count.
 */
export interface WaivedFinding {
  /**
   * The finding, with the waived objects alone.
   */
  readonly finding: Finding;

  /**
   * Why it is borne, as the waiver says.
   */
  readonly reason: string;

  /**
   * The last day on which it is, as YYYY-MM-DD in UTC.
   */
  readonly expires: string;
}
