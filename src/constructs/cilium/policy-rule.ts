import { PolicyPeer } from './policy-peer';
import { PolicyPorts } from './policy-ports';

/** Traffic that is allowed or denied. */
export interface PolicyRule {
  /**
   * The other side.
   *
   * @default - anything, where ports are given; a rule with neither allows and denies nothing
   */
  readonly peer?: PolicyPeer;
  /**
   * The ports: of the pods that the policy selects for ingress, and of the other side for egress.
   *
   * @default - all
   */
  readonly ports?: PolicyPorts[];
}

/** What policies of Cilium have in common. */
export interface PolicyRules {
  /**
   * What may come in.
   *
   * @default - nothing is said about it
   */
  readonly ingress?: PolicyRule[];
  /**
   * What may not come in, whatever allows it.
   *
   * @default - nothing
   */
  readonly ingressDeny?: PolicyRule[];
  /**
   * What may go out.
   *
   * @default - nothing is said about it
   */
  readonly egress?: PolicyRule[];
  /**
   * What may not go out, whatever allows it.
   *
   * @default - nothing
   */
  readonly egressDeny?: PolicyRule[];
  /**
   * Whether all that no policy allows is denied, for ingress.
   *
   * @default - true where there are rules of ingress
   */
  readonly defaultDenyIngress?: boolean;
  /**
   * The same for egress.
   *
   * @default - true where there are rules of egress
   */
  readonly defaultDenyEgress?: boolean;
  /**
   * What the policy is for.
   *
   * @default - none
   */
  readonly description?: string;
}
