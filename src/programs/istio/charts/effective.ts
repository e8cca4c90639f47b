import { profileFile } from './profiles';
import { IstioChart } from './signs';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

/** The defaults of values.yaml that decide something about ambient mode, by the first minor that has them so. */
const DEFAULTS: Readonly<Record<IstioChart, readonly { readonly since: number; readonly sets: PlainObject }[]>> = {
  base: [],
  istiod: [{
    since: 0,
    sets: { env: {}, global: { pilotCertProvider: 'istiod', istioNamespace: 'istio-system', proxy: { clusterDomain: 'cluster.local' } }, taint: { enabled: false }, meshConfig: {} },
  }],
  cni: [
    {
      since: 0,
      sets: {
        cniConfDir: '/etc/cni/net.d',
        cniConfFileName: '',
        cniNetnsDir: '/var/run/netns',
        excludeNamespaces: ['kube-system'],
        chained: true,
        ambient: { enabled: false, dnsCapture: false, ipv6: true },
        repair: { enabled: true },
        resourceQuotas: { enabled: false, pods: 5000 },
        global: {},
        env: {},
      },
    },
    { since: 25, sets: { ambient: { dnsCapture: true, reconcileIptablesOnStartup: false } } },
    { since: 26, sets: { ambient: { shareHostNetworkNamespace: false } } },
    { since: 27, sets: { istioOwnedCNIConfig: false, istioOwnedCNIConfigFileName: '', global: { nativeNftables: false } } },
    { since: 28, sets: { ambient: { enableAmbientDetectionRetry: false } } },
    { since: 29, sets: { ambient: { reconcileIptablesOnStartup: true } } },
  ],
  ztunnel: [{ since: 0, sets: { istioNamespace: 'istio-system', terminationGracePeriodSeconds: 30, resourceQuotas: { enabled: false, pods: 5000 } } }],
  gateway: [],
};

/** The key whose contents the chart copies to the top at last: templates/zzy_descope_legacy.yaml. */
const PREFIX: Readonly<Partial<Record<IstioChart, string>>> = { istiod: 'pilot', cni: 'cni' };

/** Charts that lay `global` over their own keys first: the "Flatten globals" of templates/zzz_profile.yaml. */
const FLATTENED: readonly IstioChart[] = ['ztunnel', 'gateway'];

/**
 * What a chart's templates see, as templates/zzz_profile.yaml makes it: the defaults, over them the files of profile, compatibility version and platform, and
 * over these what the user sets; then what is below `pilot` or `cni` once more. Of values that the chart refuses, what it would see without the
 * wrong name.
 */
export function effectiveValues(chart: IstioChart, values: PlainObject, number: number): PlainObject {
  const profile = profileValues(values, number);
  let effective = DEFAULTS[chart].filter(({ since }) => since <= number).map(({ sets }) => sets).reduce(lay, {});
  effective = lay(effective, profile);
  if (FLATTENED.includes(chart)) for (const { global } of [profile, values]) effective = lay(effective, mappingOf(global));
  effective = lay(effective, values);
  const prefix = PREFIX[chart];
  return prefix === undefined ? effective : lay(effective, mappingOf(effective[prefix]));
}

/** What is copied to the top at last: what the files of the profile, and the user, set below `pilot` or `cni`. */
export function copiedUp(chart: IstioChart, values: PlainObject, number: number): PlainObject {
  const prefix = PREFIX[chart];
  return prefix === undefined ? {} : lay(mappingOf(profileValues(values, number)[prefix]), mappingOf(values[prefix]));
}

/** The files of profile, compatibility version and platform together. */
function profileValues(values: PlainObject, number: number): PlainObject {
  const file = (prefix: string, name: unknown): PlainObject => typeof name === 'string' && name !== '' ? profileFile(`${prefix}${name}`, number) ?? {} : {};
  const names = namesIn(values, number);
  return [file('', names.profile.value), file('compatibility-version-', values.compatibilityVersion), file('platform-', names.platform.value)].reduce(lay, {});
}

/** A name that chooses a file of a chart, and where it is set. */
export interface FileName {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Where the profile and the platform are looked for: up to 1.24 one place each, then at the top level before `global`. */
export function namesIn(values: PlainObject, number: number): { readonly profile: FileName; readonly platform: FileName } {
  const inGlobal = mappingOf(values.global);
  const first = (key: string): FileName => isSet(values[key]) ? { path: [key], value: values[key] } : { path: ['global', key], value: inGlobal[key] };
  if (number >= 25) return { profile: first('profile'), platform: first('platform') };
  return { profile: { path: ['profile'], value: values.profile }, platform: { path: ['global', 'platform'], value: inGlobal.platform } };
}

/** Whether a template's `with` sees something. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false && value !== 0
    && !(Array.isArray(value) && value.length === 0) && !(isPlainObject(value) && Object.keys(value).length === 0);
}

/** Sprig's mustMergeOverwrite: mappings are merged, null leaves what is below, and anything else replaces it. */
function lay(below: PlainObject, over: PlainObject): PlainObject {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(over)) {
    if (value === null || value === undefined) continue;
    const old = Object.hasOwn(merged, key) ? merged[key] : undefined;
    merged[key] = isPlainObject(value) && isPlainObject(old) ? lay(old, value) : value;
  }
  return merged;
}
