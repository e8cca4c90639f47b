import { GatewayApiKind, gatewayApiKind } from './kinds';
import { OBJECT_RULES } from './rules';
import { availabilityOfField, schemaOf } from './schema';
import { describeAvailability, describeTarget, GATEWAY_API_MINORS, GatewayApiTarget, isAvailable } from './target';
import { valuesAt } from './values';
import { quoted } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { Problem } from '../../base/schema/problem';
import { pruned, structuralProblems, withDefaults } from '../../base/schema/structure';

/**
 * What the API server finds wrong with an object of Gateway API where the CRDs of the target are installed: the version of its kind,
 * its structure, and the validation rules.
 *
 * @param old the object that it takes the place of: some fields cannot change
 */
export function validateGatewayObject(object: PlainObject, target: GatewayApiTarget, old?: PlainObject): Problem[] {
  const kind = gatewayApiKind(String(object.kind));
  if (!kind) return [{ field: 'kind', message: `${quoted(object.kind)} is not a kind of Gateway API` }];
  const problem = versionProblem(object, kind, target);
  if (problem) return [problem];

  const version = String(object.apiVersion).slice(kind.group.length + 1);
  const schema = schemaOf(kind.kind, target, version);
  const { apiVersion: _, kind: __, metadata: ___, status: ____, ...content } = object;
  const structural = structuralProblems(content, schema, '', path => unknownField(kind, path, target));
  // As in the API server, rules are evaluated on objects whose structure is right. An unknown field is not in their way: it is pruned.
  if (structural.some(({ isUnknownField }) => !isUnknownField)) return structural.map(each => ({ ...each, message: `${each.message}${laterValue(each, content, kind, target)}` }));
  const complete = withDefaults(pruned(content, schema), schema);
  const before = old && withDefaults(pruned(old, schema), schema);
  const rules = OBJECT_RULES.filter(rule => (!rule.holds || isAvailable(rule.holds, target)) && !rule.notIn?.includes(version));
  const broken = rules.flatMap(rule => (rule.paths[kind.kind] ?? []).flatMap(path =>
    [...valuesAt(complete, path)].flatMap(({ at, value }): Problem[] => {
      const [previous] = before ? valuesAt(before, path) : [];
      const message = rule.check(value, previous?.value);
      return message === undefined ? [] : [{ field: at, message }];
    })));
  return [...structural, ...broken];
}

/** Which release is the first to have a value that the target does not have. */
function laterValue(
  { field, message }: Problem, content: PlainObject, { kind, versions }: GatewayApiKind, { minor, channel }: GatewayApiTarget,
): string {
  if (!message.includes(' is not supported; expected ')) return '';
  const later = GATEWAY_API_MINORS.slice(GATEWAY_API_MINORS.indexOf(minor) + 1).find(each => {
    const target = { minor: each, channel };
    const version = versions.find(({ served }) => isAvailable(served, target))?.version;
    return version !== undefined && structuralProblems(content, schemaOf(kind, target, version), '', () => '').every(other => other.field !== field);
  });
  return later === undefined ? '' : ` (Gateway API ${later} and later has it)`;
}

function versionProblem({ apiVersion }: PlainObject, { kind, group, versions }: GatewayApiKind, target: GatewayApiTarget): Problem | undefined {
  const served = versions.filter(version => isAvailable(version.served, target)).map(({ version }) => `${group}/${version}`);
  if (served.includes(String(apiVersion))) return undefined;
  const known = versions.find(({ version }) => apiVersion === `${group}/${version}`);
  const there = describeAvailability(known?.served ?? versions[0].served);
  if (served.length === 0) return { field: 'kind', message: `${describeTarget(target)} does not have ${kind}: it is there ${there}` };
  const where = known ? ` (it is there ${there})` : '';
  return { field: 'apiVersion', message: `${quoted(apiVersion)} is not a version of ${kind} that ${describeTarget(target)} serves${where}; expected ${served.join(' or ')}` };
}

function unknownField({ kind }: GatewayApiKind, path: string, target: GatewayApiTarget): string {
  const availability = availabilityOfField(kind, path.replace(/\[\d+\]/g, '[]'));
  const where = availability ? `: it is there ${describeAvailability(availability)}` : '';
  return `is not a field of ${kind} in ${describeTarget(target)}${where}`;
}
