import { ServiceBehaviorConsequence, ServiceBehaviorDestination } from './vocabulary';
import { SourceClass } from '../explain/vocabulary';

/** What a packet is sent to, in words. */
export const DESTINATION_TEXTS: Readonly<Record<ServiceBehaviorDestination, string>> = {
  [ServiceBehaviorDestination.CLUSTER_IP]: 'ClusterIP',
  [ServiceBehaviorDestination.EXTERNAL_IP]: 'external IP',
  [ServiceBehaviorDestination.LOAD_BALANCER_IP]: 'load balancer IP',
  [ServiceBehaviorDestination.NODE_PORT]: 'NodePort',
  [ServiceBehaviorDestination.HEALTH_CHECK]: 'health check',
  [ServiceBehaviorDestination.UNDEFINED_PORT]: 'undefined port',
  [ServiceBehaviorDestination.PING]: 'ping',
  [ServiceBehaviorDestination.UNALLOCATED_CLUSTER_IP]: 'unallocated ClusterIP',
  [ServiceBehaviorDestination.OTHER]: 'address',
};

/** Who sends it, in words. */
export const SOURCE_TEXTS: Readonly<Record<SourceClass, string>> = {
  [SourceClass.POD_ON_NODE]: 'pods on the node',
  [SourceClass.POD_ELSEWHERE]: 'pods on other nodes',
  [SourceClass.NODE]: 'the node itself',
  [SourceClass.NODE_ADDRESS]: 'processes that bind the node\'s own address',
  [SourceClass.EXTERNAL]: 'external hosts',
  [SourceClass.EXTERNAL_IN_RANGE]: 'external hosts in the source ranges',
  [SourceClass.LAN]: 'hosts of the node\'s network',
};

/** What a heading says of a consequence. */
export const CONSEQUENCE_HEADINGS: Readonly<Record<ServiceBehaviorConsequence, string>> = {
  [ServiceBehaviorConsequence.BREAKS]: 'Breaks',
  [ServiceBehaviorConsequence.CHANGES]: 'Changes',
  [ServiceBehaviorConsequence.STARTS_TO_WORK]: 'Starts to work',
  [ServiceBehaviorConsequence.HARMLESS]: 'Harmless',
};
