import { KubeProxyConfiguration } from './kube-proxy-configuration';
import { KubeProxyMigrationDecision, MigrationAction } from './migration-decision';
import { isSet, MIGRATION_STEPS } from './migration-steps';
import { readKubeProxyConfiguration } from './read-configuration';
import { completeKubeProxyConfiguration } from './render';
import { validateKubeProxyConfiguration } from './validate';
import { InputError } from '../../base/errors';
import { isObject } from '../../base/schema/decode';
import { kubernetesMinorOf } from '../../base/version/kubernetes-version';

export interface MigratedConfiguration {
  /** The new configuration, with every field. */
  readonly configuration: KubeProxyConfiguration;
  /** A decision for every setting of the old configuration that is not at its zero value, and for each one that was added. */
  readonly decisions: readonly KubeProxyMigrationDecision[];
}

/** What the user asks for beside the new mode. */
export interface MigrationRequest {
  /** The minor that kube-proxy will have, as in `1.36`. */
  readonly kubernetesMinor: string;
  /** Where NodePorts are to answer from now on; by default the old setting stays, and with it its default, which is another one in nftables mode. */
  readonly nodePortAddresses?: readonly string[];
}

/**
 * The configuration in nftables mode that keeps everything that still means something.
 *
 * @param document a KubeProxyConfiguration of any mode, as plain data
 * @param where what the document is, for messages
 * @throws InputError with all problems that keep kube-proxy from reading the old or the new configuration, a line each
 */
export function migrateKubeProxyConfiguration(document: unknown, request: MigrationRequest, where: string): MigratedConfiguration {
  const minor = kubernetesMinorOf(request.kubernetesMinor);
  const { configuration: old, problems } = readKubeProxyConfiguration(document, minor);
  // A list is decoded as a whole or not at all.
  const unusable = problems.filter(({ isUnknownField, field }) => !isUnknownField || field.includes('['));
  if (old === undefined || unusable.length > 0) throw unreadable(unusable, where);

  const unknownMode = validateKubeProxyConfiguration(old, request.kubernetesMinor).filter(({ field }) => field === 'mode');
  if (unknownMode.length > 0) throw unreadable(unknownMode, where);
  const unknown = problems.map(({ field }): KubeProxyMigrationDecision => ({
    field,
    action: MigrationAction.UNKNOWN,
    before: valueAt(document, field),
    reason: 'kube-proxy of this version knows no such field and has passed it over so far (it logs that at its start)',
  }));
  const decisions: KubeProxyMigrationDecision[] = [];
  let configuration: KubeProxyConfiguration = old;
  for (const step of MIGRATION_STEPS) {
    const result = step(configuration, { old, minor, nodePortAddresses: request.nodePortAddresses });
    configuration = result.configuration;
    decisions.push(...result.decisions);
  }
  const invalid = validateKubeProxyConfiguration(configuration, request.kubernetesMinor);
  if (invalid.length > 0) throw unreadable(invalid, where);
  const decided = new Set(decisions.map(({ field }) => field));
  const kept = settingsOf(old).filter(({ field }) => !decided.has(field) && field !== 'apiVersion' && field !== 'kind');
  const keptDecisions = kept.map(({ field, value: setting }): KubeProxyMigrationDecision =>
    ({ field, action: MigrationAction.KEPT, before: setting, after: setting, reason: 'means the same in nftables mode' }));
  return { configuration: completeKubeProxyConfiguration(configuration), decisions: [...decisions, ...keptDecisions, ...unknown] };
}

/** Each field that is not at its zero value. A list counts as one value. */
function settingsOf(value: unknown, path = ''): { field: string; value: unknown }[] {
  if (!isObject(value)) return isSet(value) ? [{ field: path, value }] : [];
  return Object.entries(value).flatMap(([name, item]) => settingsOf(item, path === '' ? name : `${path}.${name}`));
}

function valueAt(document: unknown, field: string): unknown {
  return field.split('.').reduce<any>((value, name) => value?.[name], document);
}

function unreadable(problems: readonly { field: string; message: string }[], where: string): InputError {
  return new InputError(problems.map(({ field, message }) => `${where}: ${field === '' ? '' : `${field}: `}${message}`).join('\n'));
}
