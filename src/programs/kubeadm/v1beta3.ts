import { KubeadmKind } from './fields';
import { isObject } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';
import { valueAt } from '../../base/schema/report';

type PlainDocument = Readonly<Record<string, unknown>>;

interface OlderForm {
  /** Fields of v1beta4 that v1beta3 has not. */
  readonly missing: readonly string[];
  /** Lists of Args, which are maps in v1beta3. */
  readonly args: readonly string[];
  /** Fields that v1beta3 has at another place. */
  readonly moved: readonly (readonly [string, string])[];
}

/** Upstream `cmd/kubeadm/app/apis/kubeadm/v1beta3/types.go` and `conversion.go`. */
const OLDER_FORMS: Readonly<Partial<Record<KubeadmKind, OlderForm>>> = {
  InitConfiguration: {
    missing: ['dryRun', 'nodeRegistration.imagePullSerial', 'timeouts'],
    args: ['nodeRegistration.kubeletExtraArgs'],
    moved: [],
  },
  ClusterConfiguration: {
    missing: [
      'apiServer.extraEnvs', 'controllerManager.extraEnvs', 'scheduler.extraEnvs', 'etcd.local.extraEnvs', 'etcd.external.httpEndpoints',
      'dns.disabled', 'proxy', 'encryptionAlgorithm', 'certificateValidityPeriod', 'caCertificateValidityPeriod',
    ],
    args: ['apiServer.extraArgs', 'controllerManager.extraArgs', 'scheduler.extraArgs', 'etcd.local.extraArgs'],
    moved: [],
  },
  JoinConfiguration: {
    missing: ['dryRun', 'nodeRegistration.imagePullSerial', 'timeouts'],
    args: ['nodeRegistration.kubeletExtraArgs'],
    moved: [['timeouts.discovery', 'discovery.timeout']],
  },
};

export interface Converted {
  readonly document: PlainDocument;
  readonly problems: readonly Problem[];
}

/** A document of v1beta4 in the form of v1beta3, and what v1beta3 can't say of it. */
export function toV1beta3(kind: 'InitConfiguration' | 'ClusterConfiguration' | 'JoinConfiguration', document: PlainDocument): Converted {
  const { missing, args, moved } = OLDER_FORMS[kind]!;
  let converted = document;
  for (const [newer, older] of moved) {
    const value = valueAt(converted, newer);
    if (value !== undefined) converted = withValue(withValue(converted, newer, undefined), older, value);
  }
  const problems = missing.flatMap(field => leavesAt(field, valueAt(converted, field)))
    .map(field => ({ field, message: 'does not exist in v1beta3 of kubeadm\'s API: expected Kubernetes 1.31 or newer, with v1beta4' }));
  for (const field of args) {
    const list = valueAt(converted, field) as readonly Arg[] | null | undefined;
    if (!list) continue;
    problems.push(...repeated(field, list));
    converted = withValue(converted, field, Object.fromEntries(list.map(({ name, value }) => [name, value ?? ''])));
  }
  return { document: converted, problems };
}

interface Arg {
  readonly name: string;
  readonly value?: string;
}

function repeated(field: string, list: readonly Arg[]): Problem[] {
  return list.flatMap(({ name }, i) => list.findIndex(other => other.name === name) === i ? [] : [{
    field: `${field}[${i}].name`,
    message: `${JSON.stringify(name)} is there more than once, which v1beta3 of kubeadm's API can't say: expected Kubernetes 1.31 or newer, with v1beta4`,
  }]);
}

/** The fields that are set at or below one; an empty object sets none. */
function leavesAt(field: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return isObject(value) ? Object.entries(value).flatMap(([name, item]) => leavesAt(`${field}.${name}`, item)) : [field];
}

/** A copy with another value at a path. Objects that are left empty go. */
export function withValue(document: PlainDocument, path: string, value: unknown): PlainDocument {
  const [name, ...rest] = path.split('.');
  const next = rest.length === 0 ? value : withValue((document[name] ?? {}) as PlainDocument, rest.join('.'), value);
  const gone = next === undefined || (rest.length > 0 && Object.keys(next as object).length === 0);
  return Object.fromEntries([...Object.entries(document).filter(([key]) => key !== name), ...gone ? [] : [[name, next] as const]]);
}
