import { messages, ObjectCheck, Path, text, texts } from './check';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

const TOPOLOGY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];

/** `ValidateLocalityLbSetting`, which ends with the first thing that is wrong about distribute. */
export function checkLocality(check: ObjectCheck, setting: PlainObject, path: Path): void {
  const distribute = messages(setting.distribute);
  const failover = messages(setting.failover);
  if (distribute.length > 0 && failover.length > 0) {
    check.report(path, 'has both distribute and failover; set only one');
    return;
  }
  const topology = texts(setting.failoverPriority).find(label => TOPOLOGY.includes(label));
  if (failover.length > 0 && topology !== undefined) {
    check.report([...path, 'failoverPriority'], `has ${quoted(topology)} together with failover; set only one`);
    return;
  }
  for (const [i, locality] of distribute.entries()) {
    const weights = Object.entries(mappingOf(locality?.to)).map(([name, weight]) => [name, Number(weight)] as const);
    const wrong = weights.find(([, weight]) => weight < 1 || weight > 100);
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
    const at = [...path, 'distribute', i, 'to'];
    check.report(at, wrong ? `${wrong[1]} is not a weight; expected one from 1 to 100` : total !== 100 && `has weights that are ${total} together; expected 100`);
    if (wrong || total !== 100) return;
    check.report(at, localitiesProblem(weights.map(([name]) => name)));
  }
  check.report([...path, 'distribute'], localitiesProblem(distribute.map(locality => text(locality?.from))));
  for (const [i, regions] of failover.entries()) {
    const names = [text(regions?.from), text(regions?.to)];
    const at = [...path, 'failover', i];
    check.report(at, names[0] === names[1] && 'leads to the region that it is for');
    check.report(at, names.some(name => name.includes('/')) && 'names a zone; expected regions only');
    check.report(at, names.some(name => name.includes('*')) && 'has a wildcard; expected the names of regions');
  }
}

/** `validateLocalities`: of two that overlap, the second one is wrong. */
function localitiesProblem(localities: readonly string[]): string | undefined {
  const before: string[][] = [];
  for (const locality of localities) {
    const count = locality.split('*').length - 1;
    if (count > 1 || (count === 1 && !locality.endsWith('*'))) return `${quoted(locality)} may have one wildcard, at its end`;
    const [region, zone, ...rest] = locality.split('/');
    const parts = [region, ...zone === undefined ? [] : [zone], ...rest.length > 0 ? [rest.join('/')] : []];
    if (parts.includes('')) return `${quoted(locality)} has an empty part; expected REGION/ZONE/SUBZONE`;
    const overlaps = before.some(other => other[0] === '*' || other.slice(0, parts.length).every((part, i) => part === '*' || part === parts[i]));
    if (overlaps) return `${quoted(locality)} overlaps with another one`;
    before.push(parts);
  }
  return undefined;
}

