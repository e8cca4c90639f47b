import { Problem } from '../../../base/schema/problem';
import { Period } from '../target';
import { ChartValues } from '../values/chart-values';

/** What is known about how the chart is rendered and installed. */
export interface Rendering {
  /** Whether templates can look at the cluster, as with `helm install` and Flux; `helm template` and Argo CD cannot. */
  readonly isOffline: boolean;
  /** The API versions that templates are told the cluster has. */
  readonly apiVersions: readonly string[];
  /** The namespace of the release. */
  readonly namespace: string;
}

/** How a file of values alone is taken: rendered by itself, into the namespace of the documentation. */
export const PLAIN_RENDERING: Rendering = { isOffline: true, apiVersions: [], namespace: 'kube-system' };

/** One combination of values that does not do what it looks like. */
export interface ValuesRule extends Period {
  /** What it is about, in kebab-case. */
  readonly id: string;
  /** Where upstream has it. */
  readonly source: string;
  readonly check: (values: ChartValues, rendering: Rendering) => Problem | readonly Problem[] | undefined;
}

/** One thing that is wrong, at the path of a value. */
export function problemAt(field: string, message: string): Problem {
  return { field, message };
}
