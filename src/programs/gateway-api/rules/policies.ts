import { isSet, milliseconds, ObjectRule, pathsOf } from './rule';

/** Rules about policies, classes and what is still an experiment. Source: apis/v1/backendtlspolicy_types.go, apisx/v1alpha1. */

/** A validation against certificates names its authorities in one of two ways. */
function authorities(paths: ObjectRule['paths'], refs: string, wellKnown: string): ObjectRule[] {
  const has = (value: any): readonly [boolean, boolean] => [(value[refs] ?? []).length > 0, isSet(value[wellKnown])];
  return [
    { paths, check: value => has(value).every(Boolean) ? `${refs} cannot be combined with ${wellKnown}; expected one of them` : undefined },
    { paths, check: value => has(value).some(Boolean) ? undefined : `${refs} and ${wellKnown} are missing; expected one of them` },
  ];
}

const ALTERNATIVE_NAMES: Readonly<Record<string, string>> = { Hostname: 'hostname', URI: 'uri' };

const SESSIONS = {
  HTTPRoute: ['spec.rules[].sessionPersistence'],
  GRPCRoute: ['spec.rules[].sessionPersistence'],
  XBackendTrafficPolicy: ['spec.sessionPersistence'],
};

function immutable(kind: string): ObjectRule {
  return {
    paths: pathsOf([kind], 'spec.controllerName'),
    check: (name, old) => old !== undefined && old !== name ? `${JSON.stringify(name)} takes the place of ${JSON.stringify(old)}, but the field cannot change` : undefined,
  };
}

export const POLICY_RULES: readonly ObjectRule[] = [
  ...authorities(pathsOf(['BackendTLSPolicy'], 'spec.tls'), 'caCertRefs', 'wellKnownCACerts'),
  ...authorities({ BackendTLSPolicy: ['spec.validation'], XBackend: ['spec.tls.validation'] }, 'caCertificateRefs', 'wellKnownCACertificates'),
  {
    paths: { BackendTLSPolicy: ['spec.validation.subjectAltNames[]'], XBackend: ['spec.tls.validation.subjectAltNames[]'] },
    check: name => {
      const own = ALTERNATIVE_NAMES[name.type];
      if (own !== undefined && !isSet(name[own])) return `${own} is missing; the type ${name.type} requires it`;
      const other = Object.entries(ALTERNATIVE_NAMES).find(([type, field]) => type !== name.type && isSet(name[field]));
      return other && `${other[1]} belongs to the type ${other[0]}, and the type is ${name.type}`;
    },
  },
  {
    paths: { ...SESSIONS, BackendLBPolicy: ['spec.sessionPersistence'] },
    check: ({ cookieConfig, absoluteTimeout }) => cookieConfig?.lifetimeType === 'Permanent' && absoluteTimeout === undefined
      ? 'absoluteTimeout is missing; cookies of the lifetimeType Permanent require it' : undefined,
  },
  {
    paths: SESSIONS,
    holds: { experimental: ['1.5'] },
    check: ({ cookieConfig, type = 'Cookie' }) => cookieConfig !== undefined && type !== 'Cookie'
      ? `cookieConfig belongs to the type Cookie, and the type is ${type}` : undefined,
  },
  {
    paths: pathsOf(['XBackendTrafficPolicy'], 'spec.retryConstraint.budget.interval'),
    check: interval => milliseconds(interval) < 1000 || milliseconds(interval) > 3_600_000 ? `${interval} is out of range; expected from 1s to 1h` : undefined,
  },
  {
    paths: pathsOf(['XBackendTrafficPolicy'], 'spec.retryConstraint.minRetryRate.interval'),
    check: interval => milliseconds(interval) === 0 || milliseconds(interval) > 3_600_000 ? `${interval} is out of range; expected more than 0s, and at most 1h` : undefined,
  },
  immutable('GatewayClass'),
  immutable('XMesh'),
  {
    paths: pathsOf(['XBackend'], 'spec'),
    check: ({ type, externalHostname }) => (type === 'ExternalHostname') === (externalHostname !== undefined) ? undefined
      : 'expected externalHostname with the type ExternalHostname, and only then',
  },
  {
    paths: pathsOf(['XBackend'], 'spec.externalHostname.hostname'),
    check: (name: string) => name.endsWith('.cluster.local') ? `${JSON.stringify(name)} is a name of the cluster; expected one outside of it` : undefined,
  },
  {
    // The rule as released in 1.6.1 compares an optional value with null, which is never true.
    paths: pathsOf(['XBackend'], 'spec.port.name'),
    check: (name: string) => name === '' ? undefined : `${JSON.stringify(name)} is refused, as the CRD of 1.6 refuses every name; expected none`,
  },
  {
    paths: pathsOf(['XBackend'], 'spec.tls'),
    check: ({ mode, clientCertificateRef }) => (mode === 'ClientAndServer') === (clientCertificateRef !== undefined) ? undefined
      : 'expected clientCertificateRef with the mode ClientAndServer, and only then',
  },
];
