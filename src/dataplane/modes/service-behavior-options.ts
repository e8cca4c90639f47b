import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';
import { RulesetOptions } from '../ruleset-options';

/** For which node and mode a behavior is computed, and what objects don't tell. */
export interface ServiceBehaviorOptions extends RulesetOptions {
  /** The mode of kube-proxy. */
  readonly mode: ProxyMode;

  /**
   * Whether forwarded packets that no rule accepts are dropped, as Docker and some firewalls set it.
   *
   * @default - not known: they are taken to be accepted
   */
  readonly dropsForwarded?: boolean;

  /**
   * Whether other nodes run kube-proxy in ipvs mode, in which they have the addresses of all Services themselves.
   *
   * @default - not known: they are taken to run it in the same mode
   */
  readonly otherNodesInIpvs?: boolean;

  /**
   * Whether the network plugin gives packets that a pod sends to a node the address of the pod's own node.
   *
   * @default - not known: they are taken to keep the pod's address
   */
  readonly podsMasqueraded?: boolean;
}
