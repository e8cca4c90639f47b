/** What a rule of kube-proxy is for. Versions write rules for one purpose differently, and in other chains. */
export type Purpose =
  /** Leads from a hook to the chains for it. */
  | 'hook'
  /** Finds the chain of a frontend. */
  | 'service'
  /** Finds the frontends that have source ranges. */
  | 'source-range-lookup'
  /** Drops packets from outside the source ranges of a load balancer. */
  | 'firewall'
  /** Finds frontends without endpoints: all of them rejected, or dropped where only other nodes have endpoints. */
  | 'no-endpoints'
  /** Rejects what another rule sends to it. */
  | 'reject'
  /** Rejects packets to a port that the Service of the ClusterIP does not have. */
  | 'undefined-port'
  /** Drops packets to a ClusterIP that no Service has. */
  | 'unallocated'
  /** Asks for packets to be masqueraded that go to a ClusterIP, with `masqueradeAll`. */
  | 'masquerade-all'
  /** Asks for packets to be masqueraded that go to a ClusterIP, and do not come from a pod. */
  | 'masquerade-cluster-ip'
  /** Asks for packets to be masqueraded that come in by an external address or a NodePort. */
  | 'external'
  /** Asks for packets to be masqueraded that the node itself sends to an external address or a NodePort. */
  | 'masquerade-from-node'
  /** Asks for packets to be masqueraded that a pod sends to itself, in the chain of an endpoint. */
  | 'hairpin'
  /** Masquerades the connections of pods to themselves, which a set lists. */
  | 'hairpin-connections'
  /** Sets the mark by which packets are masqueraded, for the rules that jump to it. */
  | 'mark'
  /** Lets packets pass that do not have the mark. */
  | 'unmarked'
  /** Clears the mark. */
  | 'clear-mark'
  /** Masquerades packets that have the mark. */
  | 'masquerade'
  /** Serves pods and the node itself as if they had used the ClusterIP. */
  | 'short-circuit'
  /** Leads from the external chain of a Service port to the one that chooses an endpoint. */
  | 'external-endpoints'
  /** Finds the endpoint that a client had before. */
  | 'affinity'
  /** Chooses an endpoint. */
  | 'load-balancing'
  /** Remembers the client, in the chain of an endpoint. */
  | 'remember-client'
  /** Translates the destination, in the chain of an endpoint. */
  | 'endpoint';

/** The purposes of the rules in the chains of which each endpoint has its own. */
export const PURPOSES_OF_ENDPOINTS: ReadonlySet<Purpose | undefined> = new Set<Purpose>(['hairpin', 'remember-client', 'endpoint']);
