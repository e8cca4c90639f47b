/** Why kube-proxy refuses a packet, or leaves it alone, in the same words whatever answers and in whichever mode: to follow a verdict and a colon. */
export const REASON_TEXTS = {
  'no-endpoints': 'the Service port has no endpoints',
  'no-local-endpoints': 'no endpoint is on this node, and the traffic policy is Local',
  'source-range': 'the source address is not in loadBalancerSourceRanges',
  'undefined-port': 'no Service has this port at the address',
  'unallocated': 'no Service has this address of the range of ClusterIPs',
  'routed-on': 'the packet is routed on unchanged',
  'for-node': 'the node itself takes the packet in',
} as const;
