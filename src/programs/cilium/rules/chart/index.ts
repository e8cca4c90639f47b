import { CLUSTER_MESH_REFUSALS } from './cluster-mesh';
import { DATAPATH_REFUSALS } from './datapath';
import { HUBBLE_REFUSALS } from './hubble';
import { NEEDED_VALUES } from './needed';
import { REMOVED_VALUES } from './removed';
import { SERVICE_REFUSALS } from './services';
import { ValuesRule } from '../rule';

/** What the templates of the chart refuse, besides the types that its schema knows: helm fails, and nothing is installed. */
export const CHART_RULES: readonly ValuesRule[] = [
  ...REMOVED_VALUES, ...NEEDED_VALUES, ...SERVICE_REFUSALS, ...HUBBLE_REFUSALS, ...CLUSTER_MESH_REFUSALS, ...DATAPATH_REFUSALS,
];
