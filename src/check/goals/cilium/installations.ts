import { PlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';
import { HelmValues, placeOfValue } from '../../../cluster/helm/helm-values';
import { ObjectReference } from '../../../cluster/inventory/object-reference';
import { fieldLocation } from '../../../input/field-location';
import { Rendering } from '../../../programs/cilium/rules/rule';
import { CiliumMinor } from '../../../programs/cilium/target';
import { validateValues, ValuesVerdict } from '../../../programs/cilium/validate-values';
import { AgentConfig, agentConfigOf } from '../../../programs/cilium/values/agent-config';
import { ChartValues } from '../../../programs/cilium/values/chart-values';
import { mergeValues } from '../../../programs/helm/merge-values';
import { ConcernedObject } from '../../findings/rule';

/** A release of the chart, with what becomes of its values. */
export interface Installation {
  readonly values: ChartValues;
  readonly verdict: ValuesVerdict;
  /** What its values come from, the last one above the others. */
  readonly sources: readonly HelmValues[];
  readonly rendering: Rendering;
  /** The agent's configuration that the chart makes of them. */
  readonly config: AgentConfig;
  /** Whether more values come from what is not in the input: what is missing may be there. */
  readonly isPartial: boolean;
}

/** The releases of objects, each by itself, and the one of all files of values, which Helm lays over each other. */
export function installationsOf(sources: readonly HelmValues[], minor: CiliumMinor, apiVersions: readonly string[]): Installation[] {
  const files = sources.filter(({ isFile }) => isFile);
  const releases = [...files.length > 0 ? [files] : [], ...sources.filter(source => !files.includes(source)).map(source => [source])];
  return releases.map(release => {
    const values = new ChartValues(release.reduce<PlainObject>((all, { values: above }) => mergeValues(all, above), {}), minor);
    const rendering = { isOffline: release.every(each => each.isOffline), apiVersions, namespace: release.at(-1)!.namespace ?? 'kube-system' };
    const isPartial = release.some(each => each.isPartial);
    const verdict = validateValues(values, rendering);
    return { values, sources: release, rendering, config: agentConfigOf(values), isPartial, verdict: isPartial ? ofGiven(verdict, values) : verdict };
  });
}

/** The problems with what is given. */
function ofGiven(verdict: ValuesVerdict, values: ChartValues): ValuesVerdict {
  const isGiven = ({ field }: Problem): boolean => isInInput(field, values);
  return { ...verdict, refused: verdict.refused.filter(isGiven), agentRefuses: verdict.agentRefuses.filter(isGiven) };
}

/** Whether the values in the input have a field of a problem, or something below or above it. */
export function isInInput(field: string, values: ChartValues): boolean {
  return values.isGiven(field.replace(/\[.*$/, ''));
}

/** Where a problem with a value is: in the last of the sources that has it, or part of it. */
export function whereOf({ sources }: Installation, { field, message }: Problem): ConcernedObject {
  return { object: placeOfValue(sources.flatMap(each => each.sources), field.split('.')), detail: `${field}: ${message}` };
}

/** Where a problem with a field of an object is: `spec.ingress[0].toPorts`. */
export function placed(object: ObjectReference, { field, message }: Problem): ConcernedObject {
  const steps = field.split(/\.|\[(\d+)\]/).filter(step => step !== undefined && step !== '');
  return { object: { ...object, source: fieldLocation(object.source, steps) }, detail: `${field}: ${message}` };
}
