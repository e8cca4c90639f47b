import { isPlainObject } from '../../base/objects/fields';
import { SourcedObject } from '../../cluster/entries';

/**
 * The objects of a cluster, for rules of your own: everything that a check was given, with what is about to be applied laid over.
 */
export class ClusterObjects {
  /** @internal */
  public static _of(objects: readonly SourcedObject[]): ClusterObjects {
    return new ClusterObjects(objects);
  }

  private constructor(private readonly objects: readonly SourcedObject[]) {}

  /**
   * The objects of a kind, as plain objects, in the order in which they were read.
   *
   * @param kind the kind, as in `Service`
   * @param apiGroup the API group, as in `apps`; by default that of any group, and the core group is an empty text
   */
  public ofKind(kind: string, apiGroup?: string): any[] {
    return this.objects.map(({ object }) => object)
      .filter(object => object.kind === kind && (apiGroup === undefined || groupOf(object.apiVersion) === apiGroup));
  }

  /**
   * One object, as a plain object. Where the check was not given it, nothing is returned.
   *
   * @param kind the kind, as in `Service`
   * @param name the object's name
   * @param objectNamespace its namespace; by default none, for objects that are cluster-scoped
   */
  public find(kind: string, name: string, objectNamespace?: string): any {
    return this.ofKind(kind)
      .find(({ metadata }) => isPlainObject(metadata) && metadata.name === name && (metadata.namespace ?? undefined) === objectNamespace);
  }
}

function groupOf(apiVersion: unknown): string {
  const text = String(apiVersion);
  return text.includes('/') ? text.slice(0, text.indexOf('/')) : '';
}
