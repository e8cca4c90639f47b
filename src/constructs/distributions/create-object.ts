import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { DistributionObjectProps } from './distribution-object';
import { distributionChange, noticesOf, SETTINGS } from './plan';
import { InputError } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { Evidence } from '../../programs/distributions/evidence';
import { withoutNamespace } from '../objects/cluster-scoped';
import { PropertyNames, refuseUnknown } from '../props/known-properties';
import { plainData } from '../props/plain-data';

const PROPERTIES: PropertyNames<DistributionObjectProps> = { ...SETTINGS, metadata: true, spec: true, distributionVersion: true };

/** How the object of a distribution is made. */
export interface ObjectKind {
  /** The id of the distribution. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Metadata that it always has. */
  readonly metadata?: ApiObjectMetadata;
  readonly isClusterScoped?: boolean;
  /** What `spec` has where the properties do not say otherwise. */
  readonly initialSpec?: (props: DistributionObjectProps) => PlainObject;
}

interface MadeObject {
  readonly apiObject: ApiObject;
  readonly notices: readonly string[];
}

/**
 * Makes the object of a construct.
 *
 * @throws InputError that lists what kube-proxy refuses, and what the distribution cannot do
 */
export function createObject(scope: Construct, props: DistributionObjectProps, objectKind: ObjectKind): MadeObject {
  const { id, apiVersion, kind, metadata, isClusterScoped, initialSpec } = objectKind;
  const { path } = scope.node;
  refuseUnknown(path, props, PROPERTIES);
  if (props.spec !== undefined && !isPlainObject(props.spec)) throw new InputError(`${path}: spec: is not a mapping; expected the fields of ${kind}.spec`);
  const spec = plainData({ ...initialSpec?.(props), ...props.spec }) as PlainObject;
  const present: PlainObject = { apiVersion, kind, metadata: { name: props.metadata?.name ?? 'object', ...metadata }, spec };
  const evidence = new Evidence();
  evidence.offer(present);
  const change = distributionChange(path, { id, settings: props, distributionVersion: props.distributionVersion, evidence });
  const setting = change.settings.find(candidate => 'present' in candidate && candidate.present === present);
  if (!setting || 'changeText' in setting) throw new InputError(`${path}: spec: has no place for kube-proxy's mode`);
  const changed = setting.change(present) as { readonly spec: PlainObject; readonly metadata: ApiObjectMetadata };
  const labels = { ...props.metadata?.labels, ...changed.metadata.labels };
  const apiObject = new ApiObject(scope, 'Resource', {
    apiVersion,
    kind,
    metadata: { ...props.metadata, ...metadata, ...Object.keys(labels).length > 0 && { labels } },
    spec: changed.spec,
  });
  if (isClusterScoped) withoutNamespace(apiObject);
  return { apiObject, notices: noticesOf(change) };
}
