import { hasField } from '../../base/schema/has-field';

/** Where the typed properties are named otherwise than the fields that they set. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^(clusterCIDR|detectLocal(Mode|\..+)?)$/, 'localDetector'],
  [/^ipvs\.excludeCIDRs/, 'ipvs.excludeCidrs'],
  [/^ipvs\.strictARP/, 'ipvs.strictArp'],
  [/^logging\.options\./, 'logging.'],
];

/** The property that a user has set a field of KubeProxyConfiguration by. */
export function propertyOfField(field: string, extraConfiguration: unknown): string {
  if (hasField(extraConfiguration, field)) return `extraConfiguration.${field}`;
  const renamed = RENAMED.find(([pattern]) => pattern.test(field));
  return renamed ? field.replace(renamed[0], renamed[1]) : field;
}
