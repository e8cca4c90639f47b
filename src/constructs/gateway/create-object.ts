import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { resolved } from './resolve';
import { ConstructTarget, targetOf } from './target-of';
import { InputError } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { Problem } from '../../base/schema/problem';
import { neededFeatures } from '../../programs/gateway-api/features';
import { conformanceReportOf, reportedSupport } from '../../programs/gateway-api/implementations';
import { gatewayApiKind } from '../../programs/gateway-api/kinds';
import { describeAvailability, describeTarget, GATEWAY_API_MINORS, GatewayApiMinor, isAvailable } from '../../programs/gateway-api/target';
import { validateGatewayObject } from '../../programs/gateway-api/validate';
import { withoutNamespace } from '../objects/cluster-scoped';
import { plainData } from '../props/plain-data';

/** What a construct makes of its properties. */
interface ObjectContent {
  readonly kind: string;
  readonly metadata?: ApiObjectMetadata;
  readonly spec: object;
  /** The property that sets a field below `spec`, where it has another name. */
  readonly propertyOfField?: (field: string) => string;
}

/**
 * Makes the object of a construct.
 *
 * @throws InputError that lists what the CustomResourceDefinition of the construct's target refuses
 */
export function createObject(scope: Construct, { kind: name, metadata, spec, propertyOfField = field => field }: ObjectContent): ApiObject {
  const target = targetOf(scope);
  const kind = gatewayApiKind(name)!;
  const version = kind.versions.find(({ served }) => isAvailable(served, target));
  if (!version) throw new InputError(`${scope.node.path}: ${describeTarget(target)} does not have ${name}: it is there ${describeAvailability(kind.versions[0].served)}`);
  const object = { apiVersion: `${kind.group}/${version.version}`, kind: name, spec: plainData(resolved(spec)) };
  const problems = validateGatewayObject(object, target);
  if (problems.length > 0) {
    throw new InputError(problems.map(({ field, message }) => `${scope.node.path}: ${propertyOfField(field.replace(/^spec\./, ''))}: ${message}`).join('\n'));
  }
  const unsupported = unsupportedFeatures(object, target);
  if (unsupported.length > 0) {
    throw new InputError(unsupported.map(({ field, message }) => `${scope.node.path}: ${propertyOfField(field.replace(/^spec\./, ''))}: ${message}`).join('\n'));
  }
  const apiObject = new ApiObject(scope, 'Resource', { ...object, ...metadata && { metadata } });
  if (!kind.isNamespaced) withoutNamespace(apiObject);
  return apiObject;
}

/** What the object needs and the implementation reports that it does not have, unless that is accepted. */
function unsupportedFeatures(object: PlainObject, { report, acceptedFeatures }: ConstructTarget): Problem[] {
  if (!report) return [];
  const { implementation, version } = report;
  return neededFeatures(object).filter(({ name }) => reportedSupport(report, name) === 'unsupported' && !acceptedFeatures.includes(name)).map(({ name, field }) => {
    const later = GATEWAY_API_MINORS.slice(GATEWAY_API_MINORS.indexOf(report.minor as GatewayApiMinor) + 1);
    const other = later.map(minor => conformanceReportOf(implementation, minor)).find(each => reportedSupport(each, name) === 'supported');
    const where = other ? `; ${implementation} ${other.version} supports it` : '';
    return { field, message: `${implementation} ${version} reports the feature ${name} as unsupported${where}. Do without it, or accept it with acceptedFeatures` };
  });
}
