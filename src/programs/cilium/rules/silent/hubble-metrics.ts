import { quoted } from '../../../../base/errors';
import { Problem } from '../../../../base/schema/problem';
import { alternatives } from '../../../../base/text/words';
import { holdsIn, Period } from '../../target';
import { ChartValues } from '../../values/chart-values';
import { problemAt } from '../rule';

const PATH = 'hubble.metrics.enabled';

/** The metrics of Hubble that agents know: the packages of pkg/hubble/metrics that register themselves. */
const METRICS: readonly (readonly [name: string, period?: Period])[] = [
  ['dns'], ['drop'], ['flow'], ['flows-to-world'], ['http'], ['httpV2'], ['icmp'], ['kafka', { last: '1.19' }], ['policy'], ['port-distribution'],
  ['sctp', { since: '1.20' }], ['tcp'],
];

/** Registry.ConfigureHandlers of pkg/hubble/metrics/api: up to 1.17 a metric that is not known is an error, and from 1.18 it is left out. */
export function hubbleMetricsProblems(values: ChartValues): Problem[] {
  const list = values.at(PATH);
  if (!values.isTrue('hubble.enabled') || !Array.isArray(list)) return [];
  const known = METRICS.filter(([, period = {}]) => holdsIn(period, values.minor)).map(([name]) => name);
  const names = list.map(each => String(each).split(':')[0]);
  const unknown = names.filter(name => !known.includes(name));
  const consequence = values.minor === '1.17' ? 'and Hubble does not start with it' : 'and is left out';
  return [
    ...unknown.map(name => problemAt(PATH, `has ${quoted(name)}, which is not a metric of Hubble in Cilium ${values.minor}, ${consequence}; expected ${alternatives(known)}`)),
    ...names.includes('http') && names.includes('httpV2') ? [problemAt(PATH, 'has both http and httpV2, which exclude each other: Hubble does not start; expected one of them')] : [],
  ];
}
