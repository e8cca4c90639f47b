import { effectiveValues, FileName, isSet, namesIn } from './effective';
import { gatewaySchemaProblems } from './gateway-schema';
import { compatibilityVersions, ISTIO_PROFILES, platformsOf, profileFile } from './profiles';
import { ISTIO_CHARTS, IstioChart } from './signs';
import { valueTypeProblems } from './value-types';
import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { didYouMean } from '../../../base/text/suggest';
import { enumeration } from '../../../base/text/words';
import { hasIstio, IstioVersion } from '../releases';
import { ValuesProblem } from '../values-problem';

/**
 * Why Helm does not render a chart with these values; empty where it does. Read from the templates, and compared with the real charts.
 *
 * @param chart the chart; undefined where it is one of Istio's, but not known which, so that only what all of them refuse is said
 */
export function refusedValues(chart: IstioChart | undefined, values: PlainObject, version: IstioVersion): ValuesProblem[] {
  if (chart === undefined) {
    const all = ISTIO_CHARTS.filter(each => each !== 'gateway').map(each => refusedValues(each, values, version));
    return all.every(problems => problems.length > 0) ? all[0] : [];
  }
  if (chart === 'gateway') {
    const problems = gatewayProblems(values, version);
    if (problems.length > 0) return problems;
  }
  return [...profileProblems(values, version), ...valueTypeProblems(chart, values, version.number), ...chart === 'istiod' ? istiodProblems(values, version) : []];
}

/** templates/zzz_profile.yaml */
function profileProblems(values: PlainObject, version: IstioVersion): ValuesProblem[] {
  const { number } = version;
  if (isSet(values.defaults)) return [{ path: ['defaults'], message: 'is refused; expected the values themselves, without "defaults"' }];
  const { profile, platform } = namesIn(values, number);
  const unknown = (prefix: string, { path, value }: FileName, what: string, known: readonly string[]): ValuesProblem[] => {
    if (!isSet(value) || (typeof value === 'string' && profileFile(`${prefix}${value}`, number) !== undefined)) return [];
    const hint = typeof value === 'string' ? didYouMean(value, known) : '; put it in quotation marks';
    return [{ path, message: `${quoted(value)} is not ${what} of Istio ${version.minor}; expected ${enumeration(known).replace(' and ', ' or ')}${hint}` }];
  };
  // The first template that fails ends everything.
  const problems = [
    ...unknown('', profile, 'a profile', ISTIO_PROFILES),
    ...unknown('compatibility-version-', { path: ['compatibilityVersion'], value: values.compatibilityVersion }, 'a compatibility version', compatibilityVersions(number)),
    ...unknown('platform-', platform, 'a platform', platformsOf(number)),
  ];
  return problems.map(problem => problem.path.includes('platform') && ['eks', 'aks', 'kind', 'rke2', 'talos', 'none'].includes(String(platform.value))
    ? { ...problem, message: `${problem.message}. ${String(platform.value)} needs none` } : problem);
}

/** templates/NOTES.txt of istiod: `$failDeps`, the keys of that dictionary, and the provider of certificates. */
const REMOVED: readonly string[] = [
  'telemetry.v2.prometheus.configOverride',
  'telemetry.v2.stackdriver.disableOutbound',
  ...['debug', 'maxNumberOfAttributes', 'maxNumberOfAnnotations', 'maxNumberOfMessageEvents']
    .flatMap(key => [`global.tracer.stackdriver.${key}`, `meshConfig.defaultConfig.tracing.stackdriver.${key}`]),
];

function istiodProblems(values: PlainObject, { number }: IstioVersion): ValuesProblem[] {
  const effective = effectiveValues('istiod', values, number);
  const removed = REMOVED.map(key => key.split('.')).filter(path => {
    const value = valueAt(effective, path);
    return value !== undefined && value !== null && value !== '';
  });
  return [
    ...removed.map((path): ValuesProblem => ({ path, message: 'was removed, and the chart refuses it; leave it out' })),
    ...valueAt(effective, ['global', 'pilotCertProvider']) === 'kubernetes'
      ? [{ path: ['global', 'pilotCertProvider'], message: '"kubernetes" is not supported; expected "istiod"' }] : [],
  ];
}

function gatewayProblems(values: PlainObject, version: IstioVersion): ValuesProblem[] {
  if (!hasIstio(version, '1.25')) {
    return [{ path: [], message: 'the schema of the chart gateway of Istio 1.24 refuses the defaults of the chart itself in Helm 3.18 and later; expected a Gateway object, or Istio 1.25' }];
  }
  const problems = gatewaySchemaProblems(values, version.number);
  if (problems.length > 0 || !hasIstio(version, '1.30')) return problems;
  // templates/service.yaml and templates/_helpers.tpl, from 1.30
  const effective = effectiveValues('gateway', values, version.number);
  const ports = valueAt(effective, ['service', 'ports']);
  const hasNone = ports !== undefined && !isSet(ports) && !isSet(effective.networkGateway) && valueAt(effective, ['service', 'type']) !== 'None';
  return hasNone ? [{ path: ['service', 'ports'], message: 'is empty; expected at least one port, unless networkGateway is set or service.type is None' }] : [];
}

/** What is at a path of values; undefined where anything on the way is missing. */
export function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((here, key) => isPlainObject(here) && Object.hasOwn(here, key) ? here[key] : undefined, values);
}
