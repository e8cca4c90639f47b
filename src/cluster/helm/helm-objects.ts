import { HelmObject, valuesOfCarriers } from './carriers';
import { HelmValues } from './helm-values';
import { CHART_SIGNS } from './signs';
import { readValuesFile } from './values-file';
import { groupOf } from '../../base/objects/api-version';
import { Entry, put } from '../entries';
import { describeReference, readReference } from '../inventory/object-reference';

/** Who uses Helm in the input: plain files of values, and the objects of Flux, Argo CD and k3s. */
export class HelmObjects {
  private readonly objects = new Map<string, HelmObject>();
  private readonly files: HelmValues[] = [];

  /** @throws InputError where it has no name, or another one of its name is there */
  public take(entry: Entry): void {
    const { object: { status: _, ...object }, source } = entry;
    const reference = readReference(object, source);
    // A kind of the same name is Flux' and k3s' alike.
    put(this.objects, `${groupOf(object.apiVersion)} ${describeReference(reference)}`, { ...reference, object }, entry);
  }

  /** Whether it is a document of values, which is taken in then. */
  public takesFile({ object, source }: Entry): boolean {
    const values = readValuesFile(object, CHART_SIGNS, source);
    if (values) this.files.push(values);
    return values !== undefined;
  }

  /** All values, those of plain files first. @throws InputError where an object's values are not a mapping */
  public get values(): readonly HelmValues[] {
    return [...this.files, ...valuesOfCarriers([...this.objects.values()])];
  }
}

