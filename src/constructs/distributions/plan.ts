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
import { defined } from '../props/plain-data';

/** The settings beside the version. */
const FIELDS = ['nodePortAddresses', 'nftables', 'conntrack', 'featureGates'] as const;

export type SettingField = typeof FIELDS[number];

/** What a construct is of, and what of the settings it passes on. */
export interface DistributionKind {
  /** The id of the distribution. */
  readonly id: string;
  /** The settings that it passes on. */
  readonly passes: readonly SettingField[];
}

export interface DistributionRequest {
  readonly settings: KubeProxySettings;
  readonly distributionVersion?: string;
  readonly evidence: Evidence;
}

/**
 * The settings as fields of a KubeProxyConfiguration, checked as kube-proxy of the version does.
 *
 * @throws InputError that lists what kube-proxy refuses, and what the distribution does not pass on
 */
export function settingFields(path: string, { id, passes }: DistributionKind, { kubernetesVersion, ...settings }: KubeProxySettings): PlainObject {
  const own = Object.fromEntries(FIELDS.filter(field => settings[field] !== undefined).map(field => [field, settings[field]])) as Omit<KubeProxySettings, 'kubernetesVersion'>;
  planKubeProxy({ kubernetesVersion, ...own }, path);
  const refused = Object.keys(own).filter(field => !passes.some(passed => passed === field));
  if (refused.length > 0) {
    const { name } = distributionById(id)!;
    throw new InputError(refused.map(field => `${path}: ${field}: ${name} has no field for it; leave it out`).join('\n'));
  }
  const document = configurationFromProps({ kubernetesVersion, ...own });
  const valueOf = (field: SettingField): unknown => isPlainObject(document[field]) ? defined(document[field]) : document[field];
  return Object.fromEntries(FIELDS.filter(field => own[field] !== undefined).map(field => [field, valueOf(field)]));
}

/**
 * What the distribution makes of nftables mode.
 *
 * @throws InputError where its version does not have the mode, or a setting would be lost
 */
export function distributionChange(path: string, { id }: DistributionKind, { settings, distributionVersion, evidence }: DistributionRequest): Change {
  const ownVersion = distributionVersion === undefined ? undefined : leadingVersion(distributionVersion);
  if (distributionVersion !== undefined && !ownVersion) throw new InputError(`${path}: distributionVersion: "${distributionVersion}" is not a version; expected one such as 2.31.0`);
  const situation: Situation = { evidence, currentMode: 'unknown', target: leadingVersion(settings.kubernetesVersion), ownVersion, nodePortAddresses: settings.nodePortAddresses };
  const change = distributionById(id)!.way!.change(situation);
  if (typeof change === 'string') throw new InputError(`${path}: ${change}`);
  if ('missing' in change) throw new InputError(`${path}: ${change.missing}`);
  const { lost = [] } = change;
  if (lost.length > 0) throw new InputError(lost.map(({ field, reason }) => `${path}: ${field}: ${reason}`).join('\n'));
  return change;
}

/** What to know of a change. */
export function noticesOf({ warnings = [], cautions = [] }: Change): string[] {
  return [...warnings, ...cautions];
}
