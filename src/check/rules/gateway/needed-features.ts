import { GatewayApiObject } from '../../../cluster/gateway-api/gateway-api-objects';
import { FEATURE_OF_APP_PROTOCOL, NeededFeature, neededFeatures } from '../../../programs/gateway-api/features';
import { reportedSupport, Support } from '../../../programs/gateway-api/implementations';
import { valuesAt } from '../../../programs/gateway-api/values';
import { ConcernedObject } from '../../findings/rule';
import { GatewayApiContext } from '../../goals/gateway-api/context';

/** The features that objects need and of which the report of the implementation says this; none where no implementation is named. */
export function featuresReportedAs(context: GatewayApiContext, support: Support): ConcernedObject[] {
  const { report, objects, problems } = context;
  if (!report) return [];
  return objects.filter(object => !problems.has(object)).flatMap(object => [...neededFeatures(object.object), ...protocolsOfBackends(object, context)]
    .filter(({ name }) => reportedSupport(report, name) === support)
    .map(({ name, field }): ConcernedObject => ({ object, detail: `${name}: ${field}` })));
}

interface BackendReference {
  readonly namespace?: string;
  readonly name: string;
  readonly port?: number;
}

/** A route needs what the ports of its Services say that they speak. */
function protocolsOfBackends({ object, kind, namespace = 'default' }: GatewayApiObject, { cluster: { appProtocols } }: GatewayApiContext): NeededFeature[] {
  if (kind !== 'HTTPRoute') return [];
  const needed = new Map<string, NeededFeature>();
  for (const { at, value } of valuesAt(object, 'spec.rules[].backendRefs[]')) {
    const reference = value as BackendReference;
    const name = FEATURE_OF_APP_PROTOCOL[appProtocols.get(`${reference.namespace ?? namespace}/${reference.name}:${reference.port}`) ?? ''] as string | undefined;
    if (name !== undefined && !needed.has(name)) needed.set(name, { name, field: at });
  }
  return [...needed.values()];
}
