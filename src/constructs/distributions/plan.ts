import { InputError } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { leadingVersion } from '../../base/version/version';
import { Change } from '../../programs/distributions/change/change';
import { Situation } from '../../programs/distributions/change/situation';
import { Evidence } from '../../programs/distributions/evidence';
import { distributionById } from '../../programs/distributions/recognize';
import { configurationFromProps } from '../kube-proxy/configuration-from-props';
import { planKubeProxy } from '../kube-proxy/plan';
import { KubeProxySettings } from '../kube-proxy/settings';
import { PropertyNames } from '../props/known-properties';
import { defined } from '../props/plain-data';

/** The names of the settings, for constructs whose properties have them. */
export const SETTINGS: PropertyNames<KubeProxySettings> = {
  kubernetesVersion: true, nodePortAddresses: true, nftables: true, conntrack: true, featureGates: true,
};

/** Those beside the version. */
const FIELDS = ['nodePortAddresses', 'nftables', 'conntrack', 'featureGates'] as const;

export interface DistributionRequest {
  /** The id of the distribution. */
  readonly id: string;
  readonly settings: KubeProxySettings;
  readonly distributionVersion?: string;
  readonly evidence: Evidence;
}

/**
 * What the distribution makes of nftables mode with these settings, in its own form.
 *
 * @throws InputError that lists what kube-proxy refuses, or what the distribution does not let through, or why its version does not have the mode
 */
export function distributionChange(path: string, { id, settings, distributionVersion, evidence }: DistributionRequest): Change {
  const ownVersion = distributionVersion === undefined ? undefined : leadingVersion(distributionVersion);
  if (distributionVersion !== undefined && !ownVersion) throw new InputError(`${path}: distributionVersion: "${distributionVersion}" is not a version; expected one such as 2.31.0`);
  const { name, way } = distributionById(id)!;
  const situation: Situation = { evidence, currentMode: 'unknown', target: leadingVersion(settings.kubernetesVersion), ownVersion, asked: fieldsOf(path, settings) };
  const change = way!.change(situation);
  if (typeof change === 'string') throw new InputError(`${path}: ${name}: ${change}`);
  if ('missing' in change) throw new InputError(`${path}: ${name}: ${change.missing}`);
  const { lost = [] } = change;
  if (lost.length > 0) throw new InputError(lost.map(({ field, reason }) => `${path}: ${field}: ${name} does not pass it on: ${reason}; leave it out`).join('\n'));
  return change;
}

/** The settings as fields of a KubeProxyConfiguration, checked as kube-proxy of the version does. */
function fieldsOf(path: string, { kubernetesVersion, ...settings }: KubeProxySettings): PlainObject {
  const own = Object.fromEntries(FIELDS.filter(field => settings[field] !== undefined).map(field => [field, settings[field]])) as Omit<KubeProxySettings, 'kubernetesVersion'>;
  planKubeProxy({ kubernetesVersion, ...own }, path);
  const document = configurationFromProps({ kubernetesVersion, ...own });
  return Object.fromEntries(Object.keys(own).map(field => [field, isPlainObject(document[field]) ? defined(document[field]) : document[field]]));
}

/** What to know of a change. */
export function noticesOf({ warnings = [], cautions = [] }: Change): string[] {
  return [...warnings, ...cautions];
}
