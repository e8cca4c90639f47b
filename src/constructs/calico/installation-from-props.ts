import { CalicoInstallationProps } from './installation-props';
import { PROPERTY_TABLE } from './property-of-field';
import { isObject } from '../../base/schema/decode';
import { CalicoRelease } from '../../programs/calico/features';

/** The spec that the properties ask for, and fields of extraSpec that say otherwise than a property. */
export interface SpecFromProps {
  readonly spec: Record<string, unknown>;
  readonly clashes: readonly string[];
}

/** Operators before this one know Calico Enterprise by its old name only. */
const CALICO_ENTERPRISE_SINCE = 43;

/** @param dataplane what the construct itself sets in `calicoNetwork` */
export function specFromProps(props: CalicoInstallationProps, dataplane: Record<string, unknown>, { operator }: CalicoRelease): SpecFromProps {
  const enterprise = operator.minor < CALICO_ENTERPRISE_SINCE ? 'TigeraSecureEnterprise' : 'CalicoEnterprise';
  const clashes: string[] = [];
  const fields = PROPERTY_TABLE.fieldsOfKnown(props);
  const typed = withoutUndefined({
    ...fields,
    variant: props.variant === 'CalicoEnterprise' ? enterprise : props.variant,
    calicoNetwork: { ...dataplane, ...isObject(fields.calicoNetwork) ? fields.calicoNetwork : {} },
  }) as Record<string, unknown>;
  const extra = withoutUndefined(isObject(props.extraSpec) ? props.extraSpec : {}) as Record<string, unknown>;
  return { spec: merged(typed, extra, '', clashes), clashes };
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([name, item]) => [name, withoutUndefined(item)]));
}

/** Objects field by field. Anything else may be in both only where it is equal. */
function merged(under: Record<string, unknown>, over: Record<string, unknown>, path: string, clashes: string[]): Record<string, unknown> {
  const result = new Map(Object.entries(under));
  for (const [name, item] of Object.entries(over)) {
    const existing = result.get(name);
    const itemPath = `${path}${name}`;
    if (isObject(existing) && isObject(item)) {
      result.set(name, merged(existing, item, `${itemPath}.`, clashes));
    } else {
      if (existing !== undefined && JSON.stringify(existing) !== JSON.stringify(item)) clashes.push(itemPath);
      else result.set(name, item);
    }
  }
  return Object.fromEntries(result);
}
