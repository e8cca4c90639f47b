import { HelmObject, valuesOfCarriers } from './carriers';
import { HelmValues } from './helm-values';
import { readValuesFile, ValuesProgram } from './values-file';
import { groupOf } from '../../base/objects/api-version';
import { ObjectLocation } from '../../input/location';
import { Entry, put } from '../entries';
import { describeReference, readReference } from '../inventory/object-reference';

/** Who uses Helm in the input: plain files of values, and the objects of Flux, Argo CD and k3s. */
export class HelmObjects {
  private readonly objects = new Map<string, HelmObject>();
  private readonly files: HelmValues[] = [];
  /** The names of the files that values were read from. */
  private readonly readFiles = new Set<string>();
  /** What was passed over, and why. */
  public readonly notices: string[] = [];
  /** Until another object comes. */
  private read?: readonly HelmValues[];

  /** @param program the one whose charts' values plain files have; without it, there are no such files */
  constructor(private readonly program?: ValuesProgram) {}

  /** @throws InputError where it has no name, or another one of its name is there */
  public take(entry: Entry): void {
    const { object: { status: _, ...object }, source } = entry;
    const reference = readReference(object, source);
    // A kind of the same name is Flux' and k3s' alike.
    put(this.objects, `${groupOf(object.apiVersion)} ${describeReference(reference)}`, { ...reference, object }, entry);
    this.read = undefined;
  }

  /** Whether it is a document of values. It is taken in then, if it is the first one of its file: Helm reads no other. */
  public takesFile({ object, source }: Entry): boolean {
    const values = this.program && readValuesFile(object, this.program, source);
    if (!values) return false;
    const file = source instanceof ObjectLocation ? source.origin : undefined;
    if (file !== undefined && this.readFiles.has(file)) {
      this.notices.push(`${source!.toString()}: Helm reads only the first document of a file of values: this one is left out`);
      return true;
    }
    if (file !== undefined) this.readFiles.add(file);
    this.files.push(values);
    return true;
  }

  /** All values, those of plain files first. @throws InputError where an object's values are not a mapping */
  public get values(): readonly HelmValues[] {
    this.read ??= valuesOfCarriers([...this.objects.values()]);
    return [...this.files, ...this.read];
  }
}
