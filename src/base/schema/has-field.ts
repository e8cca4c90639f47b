import { isObject } from './decode';

/**
 * Whether a document sets a field, or an object or list that the field is in.
 *
 * @param field the path of the field, as in `nftables.masqueradeBit` or `nodePortAddresses[0]`
 */
export function hasField(value: unknown, field: string): boolean {
  // A feature gate's or an unknown field's name may hold any letters, so names are matched and not split off.
  return Object.entries(isObject(value) ? value : {}).some(([name, item]) =>
    field === name || field.startsWith(`${name}[`) || (field.startsWith(`${name}.`) && hasField(item, field.slice(name.length + 1))));
}
