import { healthCheckNodePort } from './health-check-node-port';
import { ipvsScheduler } from './ipvs-scheduler';
import { nodeKernelTooOld } from './node-kernel-too-old';
import { Rule } from '../rule';

/** All rules, by id. */
export const RULES: readonly Rule[] = [
  healthCheckNodePort,
  ipvsScheduler,
  nodeKernelTooOld,
];
