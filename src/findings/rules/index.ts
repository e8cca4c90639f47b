import { healthCheckNodePort } from './health-check-node-port';
import { ipvsScheduler } from './ipvs-scheduler';
import { nodeKernelModules } from './node-kernel-modules';
import { nodeKernelTooOld } from './node-kernel-too-old';
import { nodeNftWithoutJson } from './node-nft-without-json';
import { nodeOsNftVersion } from './node-os-nft-version';
import { nodeWindows } from './node-windows';
import { Rule } from '../rule';

/** All rules, by id. */
export const RULES: readonly Rule[] = [
  healthCheckNodePort,
  ipvsScheduler,
  nodeKernelModules,
  nodeKernelTooOld,
  nodeNftWithoutJson,
  nodeOsNftVersion,
  nodeWindows,
];
