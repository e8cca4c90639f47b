import { groupVersion, KubeadmApiVersion } from './api-versions';
import { flagProblems } from './command-flags';
import { PlainDocument } from './documents';
import { KubeadmKind } from './fields';
import { toV1beta3, withValue } from './v1beta3';
import { kubeadmDocumentProblems } from './validate';
import { Problem } from '../../base/schema/problem';
import { valueAt } from '../../base/schema/report';
import { KubernetesVersion } from '../../base/version/kubernetes-version';

/**
 * What kubeadm is to be told, for all of its commands. Each part has the fields of its kind in v1beta4, without apiVersion
 * and kind.
 */
export interface KubeadmSettings {
  readonly version: KubernetesVersion;
  readonly apiVersion: KubeadmApiVersion;
  readonly init?: PlainDocument;
  readonly cluster: PlainDocument;
  readonly joinWorker?: PlainDocument;
  readonly joinControlPlane?: PlainDocument;
  readonly upgrade?: PlainDocument;
  readonly reset?: PlainDocument;
  /** A whole document, as `kubeletConfiguration` and `kubeProxy` are. */
  readonly kubelet?: PlainDocument;
  readonly kubeProxy: PlainDocument;
  /** Puts kubeProxy into the files for join, too, where kubeadm does not use it. */
  readonly kubeProxyInJoinFiles?: boolean;
}

export type SettingsPart = 'init' | 'cluster' | 'joinWorker' | 'joinControlPlane' | 'upgrade' | 'reset';

const PART_KINDS: Readonly<Record<SettingsPart, KubeadmKind>> = {
  init: 'InitConfiguration',
  cluster: 'ClusterConfiguration',
  joinWorker: 'JoinConfiguration',
  joinControlPlane: 'JoinConfiguration',
  upgrade: 'UpgradeConfiguration',
  reset: 'ResetConfiguration',
};

const PARTS = Object.keys(PART_KINDS) as SettingsPart[];

/** The first minor whose kubeadm reads UpgradeConfiguration and ResetConfiguration, which v1beta4 brought. */
export const FIRST_MINOR_OF_COMMAND_KINDS = 31;

/** What is wrong with settings. The paths of fields begin with the name of the part. */
export function settingsProblems(settings: KubeadmSettings): Problem[] {
  const { minor } = settings.version;
  const strict = PARTS.filter(part => settings[part] !== undefined)
    .flatMap(part => under(part, kubeadmDocumentProblems(PART_KINDS[part], settings[part], minor)));
  if (strict.length > 0) return strict;
  const older = settings.apiVersion === 'v1beta3' ? inV1beta3(settings).problems : [];
  const withoutFlag = minor < FIRST_MINOR_OF_COMMAND_KINDS ? flagProblems(settings.upgrade, settings.reset, minor) : [];
  return [...older, ...withoutFlag];
}

/** Settings in the form of their API version, which documents are rendered from. */
export function inApiVersion(settings: KubeadmSettings): KubeadmSettings {
  return settings.apiVersion === 'v1beta3' ? inV1beta3(settings).settings : settings;
}

/** The document of a part, with apiVersion and kind. The kinds that v1beta3 has not are v1beta4's always. */
export function documentOf(part: SettingsPart, settings: KubeadmSettings): PlainDocument | undefined {
  const fields = settings[part];
  if (fields === undefined) return undefined;
  const version = part === 'upgrade' || part === 'reset' ? 'v1beta4' : settings.apiVersion;
  return { apiVersion: groupVersion(version), kind: PART_KINDS[part], ...fields };
}

const HEALTH_CHECK = 'timeouts.controlPlaneComponentHealthCheck';

function inV1beta3(settings: KubeadmSettings): { readonly settings: KubeadmSettings; readonly problems: readonly Problem[] } {
  // What `kubeadm init` waits for the control plane is a field of the ClusterConfiguration in v1beta3.
  const timeout = valueAt(settings.init, HEALTH_CHECK);
  const moved = timeout === undefined ? settings : {
    ...settings,
    init: withValue(settings.init!, HEALTH_CHECK, undefined),
    cluster: withValue(settings.cluster, 'apiServer.timeoutForControlPlane', timeout),
  };
  const convert = (part: 'init' | 'cluster' | 'joinWorker' | 'joinControlPlane', kind: Parameters<typeof toV1beta3>[0]) => {
    const fields = moved[part];
    return fields === undefined ? { part, document: undefined, problems: [] } : { part, ...toV1beta3(kind, fields) };
  };
  const converted = [
    convert('init', 'InitConfiguration'),
    convert('cluster', 'ClusterConfiguration'),
    convert('joinWorker', 'JoinConfiguration'),
    convert('joinControlPlane', 'JoinConfiguration'),
  ];
  return {
    settings: { ...moved, ...Object.fromEntries(converted.map(({ part, document }) => [part, document])) },
    problems: converted.flatMap(({ part, problems }) => under(part, problems)),
  };
}

function under(part: string, problems: readonly Problem[]): Problem[] {
  return problems.map(({ field, message }) => ({ field: field === '' ? part : `${part}.${field}`, message }));
}
