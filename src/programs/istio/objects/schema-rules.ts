import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { parseGoDuration } from '../../../base/schema/duration';
import { parseGoUrl } from '../../../base/schema/go-url';

/** What is wrong with a value, where something is. */
type SchemaRule = (value: unknown) => string | false | undefined;

const has = (value: unknown, key: string): boolean => isPlainObject(value) && Object.hasOwn(value, key);
const at = (value: unknown, key: string): unknown => has(value, key) ? (value as PlainObject)[key] : undefined;
const count = (value: unknown, ...keys: readonly string[]): number => keys.filter(key => has(value, key)).length;
const keysOf = (value: unknown): readonly string[] => isPlainObject(value) ? Object.keys(value) : [];
const elements = (value: unknown): readonly unknown[] => Array.isArray(value) ? value : [];
const isSocket = (value: unknown): value is string => typeof value === 'string' && value.startsWith('unix://');
const isPort = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= 65535;

/** Of these only one may be set. */
const oneOf = (...keys: readonly string[]): SchemaRule => value => count(value, ...keys) > 1 && `has ${keys.filter(key => has(value, key)).join(' and ')}, which exclude one another; set only one`;

/** `url()` of CEL, which is url.ParseRequestURI of Go: with a scheme, or a path. Undefined where it is not one. */
const schemeOf = (text: string): string | undefined => {
  const { scheme } = parseGoUrl(text) ?? {};
  return scheme !== '' || text.startsWith('/') ? scheme : undefined;
};

const PORT = 'is not a port; expected a number from 1 to 65535';
const WILDCARD = 'has a wildcard, which selectors do not know';

/**
 * The conditions of CustomResourceDefinitions that are expressions: `x-kubernetes-validations` of manifests/charts/base/files/crd-all.gen.yaml, by names of
 * our own. Which field has which, and in which minors, is in data/schema-conditions.json.
 */
export const SCHEMA_RULES: Readonly<Record<string, SchemaRule>> = {
  'address': value => count(value, 'address', 'network') === 0 && 'has neither address nor network',
  'certificates-or-credentials': oneOf('tlsCertificates', 'credentialNames'),
  'cidr-resolution': value => elements(at(value, 'addresses')).some(address => String(address).includes('/')) && !['STATIC', 'NONE'].includes(String(at(value, 'resolution') ?? 'NONE'))
    && `has addresses with a CIDR, which resolution ${String(at(value, 'resolution'))} does not allow; expected STATIC or NONE`,
  'distinct-ports': value => {
    const numbers = elements(value).map(port => at(port, 'number'));
    return new Set(numbers).size < numbers.length && 'has a port number twice';
  },
  'duration': value => {
    const nanoseconds = typeof value === 'string' ? parseGoDuration(value) : undefined;
    return (nanoseconds === undefined || nanoseconds < 1_000_000n) && 'is not a duration of at least 1ms; expected one as in "5s"';
  },
  'http-scheme': value => !['', 'HTTP', 'HTTPS'].includes(String(value)) && 'is neither "HTTP" nor "HTTPS"',
  'http-url': value => !['http', 'https'].includes(schemeOf(String(value)) ?? '') && 'is not a URL; expected one that begins with https:// or http://',
  'inline-value': value => at(value, 'valueFrom') === 'HOST' && has(value, 'value') && 'has a value, although valueFrom is HOST',
  'keys-not-empty': value => keysOf(value).includes('') && 'has an empty key',
  'no-endpoints': value => ['NONE', undefined].includes(at(value, 'resolution') as string | undefined) && has(value, 'endpoints') && 'has endpoints, although resolution is NONE',
  'no-wildcard': value => String(value).includes('*') && WILDCARD,
  'no-wildcard-keys': value => keysOf(value).some(key => key.includes('*')) && WILDCARD,
  'not-any-host': value => value === '*' && 'is "*"; expected the name of a host',
  'one-credential': oneOf('credentialName', 'credentialNames'),
  'one-jwks': oneOf('jwksUri', 'jwks_uri', 'jwks'),
  'own-namespace': value => value !== '' && 'is set; a policy can only target what is in its own namespace, and must not name it',
  'port': value => !isPort(value) && PORT,
  'port-keys': value => keysOf(value).some(key => !/^-?\d+$/.test(key) || !isPort(Number(key))) && 'has a key that is not a port; expected numbers from 1 to 65535',
  'port-names': value => keysOf(value).some(key => key.length >= 63 || !/^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(key)) && 'has a key that is not the name of a port',
  'ports-need-selector': value => has(value, 'portLevelMtls') && keysOf(at(at(value, 'selector'), 'matchLabels')).length === 0
    && 'has portLevelMtls without a selector; only a policy for selected workloads has modes of ports',
  'remove-value': value => at(value, 'operation') === 'REMOVE' && has(value, 'value') && 'has a value, although operation is REMOVE',
  'round-robin': value => at(value, 'resolution') === 'DNS_ROUND_ROBIN' && elements(at(value, 'endpoints')).length > 1 && 'has several endpoints, which DNS_ROUND_ROBIN does not allow',
  'selector-or-endpoints': oneOf('workloadSelector', 'endpoints'),
  'service-accounts': value => count(value, 'serviceAccounts', 'notServiceAccounts') > 0 && count(value, 'principals', 'notPrincipals', 'namespaces', 'notNamespaces') > 0
    && 'has serviceAccounts together with principals or namespaces; set only one of them',
  'socket-not-folder': value => isSocket(value) && value.endsWith('/') && 'is a folder; expected the path of a socket',
  'socket-path': value => isSocket(value) && !/^unix:\/\/[/@]/.test(value) && 'is not the absolute path of a socket',
  'socket-without-ports': value => isSocket(at(value, 'address')) && has(value, 'ports') && 'has ports, although the address is a socket',
  'target-kind': value => !TARGETS.includes(`${String(at(value, 'group') ?? '')}/${String(at(value, 'kind'))}`)
    && 'cannot be a target; expected a Service, a ServiceEntry (networking.istio.io) or a Gateway (gateway.networking.k8s.io)',
  'targets-or-selector': oneOf('selector', 'targetRef', 'targetRefs'),
  'targets-or-workload-selector': oneOf('workloadSelector', 'targetRefs'),
  'upsert-value': value => at(value, 'operation') === 'UPSERT' && (at(value, 'value') ?? '') === '' && 'has no value, which UPSERT needs',
  'wasm-or-lua': value => count(value, 'wasm', 'lua') !== 1 && 'has neither or both of wasm and lua; set exactly one',
  'wasm-url': value => !['', 'http', 'https', 'file', 'oci'].includes(schemeOf(String(value)) ?? schemeOf(`http://${String(value)}`) ?? '-') && 'is not a URL; expected one that begins with oci://, https://, http:// or file://',
  'waypoint-context': value => (at(value, 'context') === 'WAYPOINT') !== has(value, 'waypoint') && 'has to have waypoint where context is WAYPOINT, and nowhere else',
};

/** Up to Istio 1.24. */
const TARGETS: readonly string[] = ['core/Service', '/Service', 'gateway.networking.k8s.io/Gateway', 'networking.istio.io/ServiceEntry'];
