import { basename } from 'node:path';
import { groupOf } from '../../base/objects/api-version';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { ObjectLocation } from '../../input/location';
import { Entry, put } from '../entries';
import { ChartInstallation, chartName, readChartInstallations } from '../helm/chart-installation';
import { describeReference, ObjectReference, readReference } from '../inventory/object-reference';

/** An object as it is written, and which one it is. */
export interface WrittenObject {
  readonly reference: ObjectReference;
  readonly object: PlainObject;
}

/** The kinds of Cilium's own group that are looked at. */
export const CILIUM_GROUPS_AND_KINDS: readonly string[] = [
  'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'CiliumNodeConfig', 'CiliumCIDRGroup', 'CiliumEgressGatewayPolicy',
].map(kind => `cilium.io/${kind}`);

/** What a cluster's objects and files say of Cilium: what it is installed with, and what is configured with objects of its own. */
export class CiliumObjects {
  /** What installs Cilium; several files of values are one installation, laid over each other as Helm does. */
  public readonly installations: ChartInstallation[] = [];
  /** By their description, as in `CiliumNetworkPolicy shop/web`. */
  private readonly written = new Map<string, WrittenObject & { readonly source?: Entry['source'] }>();

  /** The objects of some kinds, in the order of the input. */
  public ofKinds(...kinds: readonly string[]): WrittenObject[] {
    return [...this.written.values()].filter(({ reference }) => kinds.includes(reference.kind));
  }

  /** @throws InputError where it has no name */
  public takeObject(entry: Entry): void {
    const { status: _, ...object } = entry.object;
    const reference = readReference(object, entry.source);
    put(this.written, `${groupOf(object.apiVersion)} ${describeReference(reference)}`, { reference, object, source: entry.source }, entry);
  }

  /** Takes what an object installs, where that is Cilium. */
  public takeInstaller({ object, source }: Entry): void {
    this.installations.push(...readChartInstallations(object, source).filter(isCilium));
  }

  /** Takes a file of values; those of a chart that Cilium is a part of are below its name. */
  public takeValues({ object, source }: Entry): void {
    const isPart = isPlainObject(object.cilium);
    this.installations.push({
      reference: { kind: 'Values', name: source instanceof ObjectLocation ? basename(source.fileName) : 'values', source },
      chart: '',
      values: isPart ? object.cilium as PlainObject : object,
      path: isPart ? ['cilium'] : [],
      isOffline: true,
    });
  }
}

/** The chart itself, RKE2's packaging of it, or one of these by the name of what refers to it. */
function isCilium({ chart, reference }: ChartInstallation): boolean {
  return ['cilium', 'rke2-cilium'].includes(chartName(chart)) || ['cilium', 'rke2-cilium'].includes(reference.name);
}
