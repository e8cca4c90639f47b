/** The types that the schema of the chart `gateway` knows. */
export type ValueType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

interface GatewayField {
  readonly types?: readonly ValueType[];
  /** The values that are allowed, whatever the type. */
  readonly values?: readonly unknown[];
  /** The first minor that knows the field; before it a field at the top is refused, and one below may be anything. Default: 25. */
  readonly since?: number;
  /** The types before that. Default: the field is not known. */
  readonly before?: readonly ValueType[];
  /** Required keys. */
  readonly required?: readonly string[];
}

const field = (...types: readonly ValueType[]): GatewayField => ({ types });
const since = (minor: number, ...types: readonly ValueType[]): GatewayField => ({ types, since: minor });
const oneOf = (...values: readonly unknown[]): GatewayField => ({ values });

/**
 * What values.schema.json of the chart `gateway` says, by the paths of fields: `*` is any key that is not named, `[]` any element. At the top nothing
 * else is allowed, below it everything. Tags 1.25.5 to 1.30.3 and branch release-1.31.
 */
export const GATEWAY_FIELDS: Readonly<Record<string, GatewayField>> = {
  '_internal_defaults_do_not_set': field('object'),
  'global': field('object'),
  'enabled': since(29, 'boolean'),
  'affinity': field('object'),
  'securityContext': field('object', 'null'),
  'containerSecurityContext': field('object', 'null'),
  'kind': oneOf('Deployment', 'DaemonSet'),
  'annotations': field('object'),
  'annotations.*': field('string', 'integer'),
  'autoscaling': field('object'),
  'autoscaling.enabled': field('boolean'),
  'autoscaling.maxReplicas': field('integer'),
  'autoscaling.minReplicas': field('integer'),
  'autoscaling.targetCPUUtilizationPercentage': field('integer'),
  'env': field('object'),
  'envVarFrom': field('array'),
  'envVarFrom[]': field('object'),
  'envVarFrom[].name': field('string'),
  'envVarFrom[].valueFrom': field('object'),
  'strategy': field('object'),
  'minReadySeconds': field('null', 'integer'),
  'readinessProbe': field('null', 'object'),
  'labels': field('object'),
  'name': field('string'),
  'nodeSelector': field('object'),
  'podAnnotations': field('object'),
  'podAnnotations.inject.istio.io/templates': field('string'),
  'podAnnotations.prometheus.io/path': field('string'),
  'podAnnotations.prometheus.io/port': field('string'),
  'podAnnotations.prometheus.io/scrape': field('string'),
  'replicaCount': field('integer', 'null'),
  'resources': field('object'),
  'resources.limits': { types: ['object', 'null'], since: 28, before: ['object'] },
  'resources.limits.cpu': field('string', 'null'),
  'resources.limits.memory': field('string', 'null'),
  'resources.requests': { types: ['object', 'null'], since: 28, before: ['object'] },
  'resources.requests.cpu': field('string', 'null'),
  'resources.requests.memory': field('string', 'null'),
  'revision': field('string'),
  'defaultRevision': field('string'),
  'compatibilityVersion': field('string'),
  'profile': field('string'),
  'platform': field('string'),
  'pilot': field('object'),
  'runAsRoot': field('boolean'),
  'unprivilegedPort': oneOf(true, false, 'auto'),
  'service': field('object'),
  'service.annotations': field('object'),
  'service.selectorLabels': since(27, 'object'),
  'service.selectorLabels.*': since(27, 'string'),
  'service.externalTrafficPolicy': field('string'),
  'service.loadBalancerIP': field('string'),
  'service.loadBalancerSourceRanges': field('array'),
  'service.ipFamilies': {},
  'service.ipFamilies[]': oneOf('IPv4', 'IPv6'),
  'service.ipFamilyPolicy': oneOf('', 'SingleStack', 'PreferDualStack', 'RequireDualStack'),
  'service.ports': field('array'),
  'service.ports[]': field('object'),
  'service.ports[].name': field('string'),
  'service.ports[].port': field('integer'),
  'service.ports[].protocol': field('string'),
  'service.ports[].targetPort': field('integer'),
  'service.type': field('string'),
  'serviceAccount': field('object'),
  'serviceAccount.annotations': field('object'),
  'serviceAccount.name': field('string'),
  'serviceAccount.create': field('boolean'),
  'rbac': field('object'),
  'rbac.enabled': field('boolean'),
  'tolerations': field('array'),
  'topologySpreadConstraints': field('array'),
  'networkGateway': field('string'),
  'networkGatewayPorts': since(30, 'object'),
  'networkGatewayPorts.*': { types: ['object'], since: 30, required: ['port'] },
  'networkGatewayPorts.*.port': since(30, 'integer'),
  'networkGatewayPorts.*.targetPort': since(30, 'integer'),
  'networkGatewayPorts.*.protocol': since(30, 'string'),
  'imagePullPolicy': oneOf('', 'Always', 'IfNotPresent', 'Never'),
  'imagePullSecrets': field('array'),
  'imagePullSecrets[]': field('object'),
  'imagePullSecrets[].name': field('string'),
  'podDisruptionBudget': field('object'),
  'podDisruptionBudget.minAvailable': field('integer', 'string'),
  'podDisruptionBudget.maxUnavailable': field('integer', 'string'),
  'podDisruptionBudget.unhealthyPodEvictionPolicy': oneOf('', 'IfHealthyBudget', 'AlwaysAllow'),
  'terminationGracePeriodSeconds': field('number'),
  'volumes': field('array'),
  'volumes[]': field('object'),
  'volumeMounts': field('array'),
  'volumeMounts[]': field('object'),
  'initContainers': field('array'),
  'initContainers[]': field('object'),
  'additionalContainers': field('array'),
  'additionalContainers[]': field('object'),
  'priorityClassName': field('string'),
  'lifecycle': since(27, 'object'),
  'lifecycle.postStart': since(27, 'object'),
  'lifecycle.preStop': since(27, 'object'),
};
