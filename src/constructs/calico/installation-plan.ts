import { specFromProps } from './installation-from-props';
import { CalicoInstallationProps } from './installation-props';
import { defaultObjectProblems, operatorVersionProblems } from './problems';
import { propertyOfField } from './property-of-field';
import { quoted } from '../../base/errors';
import { isObject } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';
import { CalicoRelease } from '../../programs/calico/features';
import { validateInstallationSpec } from '../../programs/calico/validate-installation';

/** An Installation's spec, and all that is wrong with it. */
export interface InstallationPlan {
  readonly spec: Record<string, unknown>;
  readonly problems: readonly Problem[];
}

/** @param dataplane what the construct itself sets in `calicoNetwork` */
export function planInstallation(props: CalicoInstallationProps, dataplane: Record<string, unknown>, release: CalicoRelease): InstallationPlan {
  const { spec, clashes } = specFromProps(props, dataplane, release);
  const problems = [
    ...operatorVersionProblems(props.operatorVersion, release),
    ...defaultObjectProblems(props.metadata, 'Installation'),
    ...isObject(props.extraSpec ?? {}) ? [] : [{ field: 'extraSpec', message: `${quoted(props.extraSpec)} is not an object: expected fields of the Installation's spec` }],
    ...clashes.map(field => ({ field: `extraSpec.${field}`, message: clashMessage(field, dataplane) })),
    ...validateInstallationSpec(spec, release).map(({ field, message }) => ({ field: fieldName(field, props, dataplane), message })),
  ];
  return { spec, problems };
}

function clashMessage(field: string, dataplane: Record<string, unknown>): string {
  const name = field.replace('calicoNetwork.', '');
  if (Object.hasOwn(dataplane, name)) return `is ${quoted(dataplane[name])} already, by the construct: leave it out`;
  return `says otherwise than the property ${propertyOfField(field, undefined)}: leave out one of them`;
}

/** What the construct sets has no property: there the field itself is named. */
function fieldName(field: string, props: CalicoInstallationProps, dataplane: Record<string, unknown>): string {
  return Object.keys(dataplane).some(name => field === `calicoNetwork.${name}`) ? field : propertyOfField(field, props.extraSpec);
}
