import { ChartSigns } from './values-file';
import { ISTIO_CHART_SIGNS } from '../../programs/istio/charts/signs';

/** The charts whose values are known by their files. */
export const CHART_SIGNS: readonly ChartSigns[] = [...ISTIO_CHART_SIGNS];
