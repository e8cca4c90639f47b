import { externalIpPorts } from './external-ip-ports';
import { externalTrafficPolicyLocal } from './external-traffic-policy-local';
import { healthCheckNodePort } from './health-check-node-port';
import { internalTrafficPolicyLocal } from './internal-traffic-policy-local';
import { ipvsScheduler } from './ipvs-scheduler';
import { ipvsTimeouts } from './ipvs-timeouts';
import { loadBalancerSourceRanges } from './load-balancer-source-ranges';
import { masqueradeAll } from './masquerade-all';
import { masqueradeBit } from './masquerade-bit';
import { noEndpointsHost } from './no-endpoints-host';
import { nodeKernelTooOld } from './node-kernel-too-old';
import { nodePortAddresses } from './node-port-addresses';
import { nodePortLinkLocal } from './node-port-link-local';
import { nodePortLocalhost } from './node-port-localhost';
import { serviceCommentTooLong } from './service-comment-too-long';
import { serviceFrontendConflict } from './service-frontend-conflict';
import { serviceScale } from './service-scale';
import { sessionAffinityFrontends } from './session-affinity-frontends';
import { sessionAffinityState } from './session-affinity-state';
import { syncPeriods } from './sync-periods';
import { udpServices } from './udp-services';
import { unusedClusterIpPorts } from './unused-cluster-ip-ports';
import { Rule } from '../rule';

/** All rules, by id. */
export const RULES: readonly Rule[] = [
  externalIpPorts,
  externalTrafficPolicyLocal,
  healthCheckNodePort,
  internalTrafficPolicyLocal,
  ipvsScheduler,
  ipvsTimeouts,
  loadBalancerSourceRanges,
  masqueradeAll,
  masqueradeBit,
  noEndpointsHost,
  nodeKernelTooOld,
  nodePortAddresses,
  nodePortLinkLocal,
  nodePortLocalhost,
  serviceCommentTooLong,
  serviceFrontendConflict,
  serviceScale,
  sessionAffinityFrontends,
  sessionAffinityState,
  syncPeriods,
  udpServices,
  unusedClusterIpPorts,
];
