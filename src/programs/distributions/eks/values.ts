import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { changeYaml } from '../../../input/edit/change-yaml';
import { withoutValues } from '../change/values';
import { mappingIn } from '../mode';

/** The values of the add-on kube-proxy: an update replaces all of them, so that what is not about the mode stays. */
function valuesToNftables(values: PlainObject): PlainObject {
  return { ...withoutValues(values, [], 'ipvs'), mode: 'nftables' };
}

/** These values as JSON or YAML. */
export function textToNftables(text: unknown): string {
  const before = typeof text === 'string' && text.trim() !== '' ? text : '{}';
  return before === '{}' ? JSON.stringify(valuesToNftables({})) : changeYaml(before, values => valuesToNftables(values));
}

/** Functions of CloudFormation that hold the values themselves. */
const SUB = 'Fn::Sub';
const TO_JSON = 'Fn::ToJsonString';

/** The values within a property of a template: a text, a text with variables, or a mapping. A short form (`!Sub`) is read as what it is called with. */
export function templateValues(property: unknown): unknown {
  if (Array.isArray(property)) return templateValues(property[0]);
  if (isPlainObject(property) && SUB in property) return templateValues(property[SUB]);
  return isPlainObject(property) && TO_JSON in property ? property[TO_JSON] : property;
}

/** That property in nftables mode. */
export function templateToNftables(property: unknown): unknown {
  if (Array.isArray(property)) return [templateToNftables(property[0]), ...property.slice(1)];
  if (!isPlainObject(property)) return textToNftables(property);
  if (SUB in property) return { ...property, [SUB]: templateToNftables(property[SUB]) };
  return { ...property, [TO_JSON]: valuesToNftables(isPlainObject(property[TO_JSON]) ? property[TO_JSON] : {}) };
}

/** Whether values come from somewhere else: a parameter, a file, or another function. */
export function isElsewhere(values: unknown): boolean {
  const found = templateValues(values);
  if (found === undefined || found === null || found === '') return false;
  return typeof found === 'string' ? mappingIn(found) === undefined : found === values;
}
