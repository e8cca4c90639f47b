import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { withoutNamespace } from '../objects/cluster-scoped';
import { objectMetadata } from '../objects/object-metadata';

/** A cluster-scoped object that is always named `default`. */
export interface DefaultObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: object;
  readonly notices: readonly string[];
  readonly metadata?: ApiObjectMetadata;
}

export function createDefaultObject(scope: Construct, id: string, { apiVersion, kind, spec, notices, metadata }: DefaultObject): ApiObject {
  const annotations: Record<string, string> = notices.length > 0 ? { 'cdk8s-nftables/notice': notices.join('\n') } : {};
  const object = new ApiObject(scope, id, { apiVersion, kind, metadata: objectMetadata({ name: 'default', annotations }, metadata), spec });
  withoutNamespace(object);
  return object;
}
