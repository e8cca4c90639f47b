import { ConversionTarget } from './options';
import { InputError, quoted } from '../../base/errors';
import { isDnsSubdomain } from '../../base/objects/fields';
import { leadingVersion, parseVersion } from '../../base/version/version';
import { GatewayApiContext } from '../../check/goals/gateway-api/context';
import { MigrationAnswers } from '../goals/question';

/** The class that an implementation's own manifests and guides make. */
const USUAL_CLASSES: Readonly<Record<string, string>> = {
  'cilium': 'cilium',
  'contour': 'contour',
  'envoy-gateway': 'eg',
  'istio': 'istio',
  'kgateway': 'kgateway',
  'nginx-gateway-fabric': 'nginx',
  'traefik': 'traefik',
};

/** @throws InputError where the Gateway is not named as NAMESPACE/NAME, or the version of the implementation is none */
export function conversionTarget(
  { target, report, objects }: GatewayApiContext, { gateway, gatewayClass, implementationVersion }: MigrationAnswers,
): ConversionTarget {
  if (implementationVersion !== undefined) checkVersion(implementationVersion, report?.implementation);
  const [namespace, name, ...more] = (gateway ?? 'gateway/ingress').split('/');
  if (!isDnsSubdomain(namespace) || namespace.includes('.') || !isDnsSubdomain(name) || more.length > 0) throw new InputError(`Gateway: ${quoted(gateway)} is not a name; expected NAMESPACE/NAME, for example, "infra/public"`);
  const classes = objects.filter(({ kind }) => kind === 'GatewayClass').map(each => each.name);
  const existing = gateway === undefined ? undefined : objects.find(each => each.kind === 'Gateway' && each.namespace === namespace && each.name === name);
  const usual = report && Object.hasOwn(USUAL_CLASSES, report.implementation) ? USUAL_CLASSES[report.implementation] : undefined;
  return {
    api: target,
    ...report && { report },
    ...implementationVersion !== undefined && { implementationVersion: implementationVersion.trim().replace(/^v/, '') },
    gateway: { namespace, name },
    hasGateway: gateway !== undefined,
    ...existing && { existing: existing.object },
    gatewayClass: gatewayClass ?? (classes.length === 1 ? classes[0] : undefined) ?? usual ?? report?.implementation ?? 'gateway',
  };
}

function checkVersion(version: string, implementation: string | undefined): void {
  if (implementation === undefined) throw new InputError(`Version of the implementation: ${quoted(version)} is given without the implementation; name it too, for example, envoy-gateway`);
  const major = leadingVersion(version)?.major;
  if (major === undefined || !parseVersion(version, major)) throw new InputError(`Version of the implementation: ${quoted(version)} is not a version; expected X.Y, for example, "1.9"`);
}
