import { isObject } from '../configuration/decode';

/** Where the typed properties are named otherwise than the fields that they set. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^(clusterCIDR|detectLocal(Mode|\..+)?)$/, 'localDetector'],
  [/^ipvs\.excludeCIDRs/, 'ipvs.excludeCidrs'],
  [/^ipvs\.strictARP/, 'ipvs.strictArp'],
  [/^logging\.options\./, 'logging.'],
];

/** The property that a user has set a field of KubeProxyConfiguration by. */
export function propertyOfField(field: string, extraConfiguration: unknown): string {
  if (has(extraConfiguration, field)) return `extraConfiguration.${field}`;
  const renamed = RENAMED.find(([pattern]) => pattern.test(field));
  return renamed ? field.replace(renamed[0], renamed[1]) : field;
}

function has(value: unknown, field: string): boolean {
  // A feature gate's or an unknown field's name may hold any letters, so names are matched and not split off.
  return Object.entries(isObject(value) ? value : {}).some(([name, item]) =>
    field === name || field.startsWith(`${name}[`) || (field.startsWith(`${name}.`) && has(item, field.slice(name.length + 1))));
}
