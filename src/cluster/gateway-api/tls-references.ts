import { GatewayApiObject } from './gateway-api-objects';
import { valuesAt } from '../../programs/gateway-api/values';

/** A reference to a Secret or to certificates of authorities, and the path of the field. */
export interface TlsReference {
  readonly at: string;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

interface Reference {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Where objects name authorities whose certificates they trust. */
const AUTHORITIES: Readonly<Record<string, readonly string[]>> = {
  Gateway: ['spec.tls.frontend.default.validation.caCertificateRefs[]', 'spec.tls.frontend.perPort[].tls.validation.caCertificateRefs[]'],
  BackendTLSPolicy: ['spec.validation.caCertificateRefs[]'],
};

/** The authorities that a Gateway or BackendTLSPolicy trusts. */
export function authorityReferences(object: GatewayApiObject): TlsReference[] {
  return referencesAt(object, Object.hasOwn(AUTHORITIES, object.kind) ? AUTHORITIES[object.kind] : [], 'ConfigMap');
}

/** The certificate that a Gateway shows to backends. */
export function clientCertificateReferences(object: GatewayApiObject): TlsReference[] {
  return object.kind === 'Gateway' ? referencesAt(object, ['spec.tls.backend.clientCertificateRef'], 'Secret') : [];
}

function referencesAt({ object, namespace = 'default' }: GatewayApiObject, paths: readonly string[], kindByDefault: string): TlsReference[] {
  return paths.flatMap(path => [...valuesAt(object, path)].map(({ at, value }) => {
    const reference = value as Reference;
    return { at, group: reference.group ?? '', kind: reference.kind ?? kindByDefault, namespace: reference.namespace ?? namespace, name: reference.name };
  }));
}
