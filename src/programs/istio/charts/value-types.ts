import { copiedUp } from './effective';
import { IstioChart } from './signs';
import { quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { ValuesProblem } from '../values-problem';

/** What a template needs a value to be, since it reads fields or elements of it without asking. */
interface NeededType {
  readonly path: string;
  readonly type: 'mapping' | 'list' | 'text' | 'mapping or list';
  /** Whether a mapping will not do for a list: `has` asks for one, and `range` takes both. */
  readonly isStrict?: boolean;
  /** Whether null takes the default away without harm. */
  readonly allowsNull?: boolean;
  /** The first minor whose templates read it. */
  readonly since?: number;
  /** The last one. */
  readonly last?: number;
}

const mapping = (path: string, since?: number): NeededType => ({ path, type: 'mapping', since });
const mappingOrNull = (path: string, since?: number): NeededType => ({ path, type: 'mapping', allowsNull: true, since });
const list = (path: string): NeededType => ({ path, type: 'list', allowsNull: true });
const text = (path: string): NeededType => ({ path, type: 'text', allowsNull: true });

/**
 * Which values of another type, or null, end the rendering of a chart: found by rendering the charts of 1.24.6 to 1.30.3 and 1.31.0-rc.0 with null and with a
 * text in the place of each mapping and list of their values.yaml, down to the third level.
 */
const NEEDED: Readonly<Record<IstioChart, readonly NeededType[]>> = {
  base: [
    text('defaultRevision'), mapping('base'), { ...list('base.excludedCRDs'), isStrict: true }, mapping('experimental'), mapping('global'), list('global.imagePullSecrets'),
  ],
  istiod: [
    text('revision'), mappingOrNull('pilot'), { ...mapping('pdb', 27), last: 27 },
    mapping('base'), mapping('cpu'), mappingOrNull('deploymentLabels'), mapping('env'), mapping('experimental'),
    mappingOrNull('gatewayClasses', 26), mapping('gateways'), mapping('global'), mapping('global.defaultPodDisruptionBudget'),
    list('global.imagePullSecrets'), mapping('global.istiod'), mapping('global.logging'), mapping('global.multiCluster'),
    mappingOrNull('global.networkPolicy', 28), mapping('global.proxy'), mapping('global.sds'), mapping('global.sds.token'), list('ipFamilies'),
    mapping('istiodRemote'), mapping('memory'), mapping('meshConfig'), mappingOrNull('podLabels'), mappingOrNull('resources', 28),
    mappingOrNull('resources.requests', 28), list('revisionTags'), mapping('sidecarInjectorWebhook'),
    list('sidecarInjectorWebhook.defaultTemplates'), mappingOrNull('sidecarInjectorWebhook.injectedAnnotations'),
    mapping('sidecarInjectorWebhook.templates'), mapping('taint'), mapping('telemetry'), mapping('telemetry.v2'),
    mapping('telemetry.v2.prometheus'), mapping('telemetry.v2.stackdriver'),
  ],
  cni: [
    mappingOrNull('cni'),
    mapping('ambient'), { path: 'env', type: 'mapping or list', allowsNull: true }, list('excludeNamespaces'), mapping('global'), list('global.imagePullSecrets'),
    mapping('global.logging'), mappingOrNull('global.networkPolicy', 29), mapping('logging'), mapping('repair'), mapping('resourceQuotas'),
    mappingOrNull('resources', 28), mappingOrNull('resources.requests', 28), mappingOrNull('seLinuxOptions'),
  ],
  ztunnel: [
    text('revision'),
    mappingOrNull('env'), { ...mappingOrNull('global'), last: 28 }, mapping('global', 29), mappingOrNull('global.networkPolicy', 29), list('imagePullSecrets'), mapping('meshConfig'),
    mapping('meshConfig.defaultConfig'), mappingOrNull('meshConfig.defaultConfig.proxyMetadata'), mapping('multiCluster'),
    mapping('peerCaCrl', 29), mapping('resourceQuotas', 26), mappingOrNull('resources', 28), mappingOrNull('resources.requests', 28),
  ],
  // Its schema has the others.
  gateway: [mappingOrNull('global.networkPolicy', 28)],
};

/** Below these keys a chart has the same values once more. */
const PREFIXES: Readonly<Partial<Record<IstioChart, readonly string[]>>> = { istiod: ['pilot'], cni: ['cni'], ztunnel: ['global'] };

const WRAPPER = '_internal_defaults_do_not_set';

/** Why the templates of a chart end with an error, of the types of values. */
export function valueTypeProblems(chart: IstioChart, values: PlainObject, number: number): ValuesProblem[] {
  const needed = NEEDED[chart].filter(({ since = 0, last = Infinity }) => since <= number && number <= last);
  const wrapper = chart === 'gateway' ? [] : typeProblem([], chart === 'ztunnel' && number === 28 ? mappingOrNull(WRAPPER) : mapping(WRAPPER), values);
  const prefixes = [[], [WRAPPER], ...(PREFIXES[chart] ?? []).map(key => [key])];
  // A mapping that is copied to the top in the end takes the place of what is wrong there. The profile is looked for in `global` before that.
  const copied = copiedUp(chart, values, number);
  const isReplaced = (prefix: readonly string[], { path }: NeededType): boolean => path !== 'global' && (prefix.length === 0 || prefix[0] === WRAPPER)
    && isPlainObject(path.split('.').reduce<unknown>((here, key) => isPlainObject(here) ? here[key] : undefined, copied));
  const inForm = (prefix: readonly string[]): ValuesProblem[] => needed.filter(each => !isReplaced(prefix, each))
    .flatMap(each => typeProblem(prefix, each, values));
  return [...wrapper, ...prefixes.flatMap(inForm)];
}

function typeProblem(prefix: readonly string[], needed: NeededType, values: PlainObject): ValuesProblem[] {
  const { path: name, type, allowsNull = false, isStrict = false } = needed;
  const path = [...prefix, ...name.split('.')];
  let here: unknown = values;
  for (const key of path) {
    if (!isPlainObject(here) || !Object.hasOwn(here, key)) return [];
    here = here[key];
  }
  if (here === null) return allowsNull ? [] : [{ path, message: 'is null, and the templates of the chart read fields of it; leave it out' }];
  const isList = isStrict ? Array.isArray(here) : typeof here === 'object' || here === 0;
  const isRight = type === 'mapping' ? isPlainObject(here) : type.endsWith('list') ? isList : typeof here === 'string';
  return isRight ? [] : [{ path, message: `${quoted(here)} is not a ${type}${type === 'text' ? '; put it in quotation marks' : ''}` }];
}
