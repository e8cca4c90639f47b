import { ObjectChange } from '../../programs/calico/installation-patch';
import { MergePatch, mergePatchText } from '../../programs/calico/kubectl';

/**
 * A change of an object that is in the cluster, which leaves the rest of it as it is. Unlike an object of cdk8s it can remove
 * fields: a null in a JSON merge patch (RFC 7386) does.
 */
export class CalicoPatch {
  /** @internal */
  public static _of(change: ObjectChange, back: ObjectChange): CalicoPatch {
    return new CalicoPatch(change, back);
  }

  /**
   * The kind of the object with its group, as kubectl names it: `installation.operator.tigera.io`.
   */
  public readonly resource: string;

  /**
   * The name of the object.
   */
  public readonly name: string;

  /**
   * The JSON merge patch, in one line and with its nulls.
   */
  public readonly text: string;

  /**
   * The kubectl command that applies the patch.
   */
  public readonly command: string;

  /**
   * What comes first, kube-proxy or Calico, in whole sentences. It depends on Calico's version.
   */
  public readonly order: string;

  private constructor(private readonly change: ObjectChange, private readonly back: ObjectChange) {
    this.resource = change.resource;
    this.name = change.name;
    this.text = mergePatchText(change.patch);
    this.command = change.command;
    this.order = change.order;
  }

  /**
   * The patch as plain data. It is a copy: changing it changes nothing.
   */
  public toJson(): any {
    return structuredClone<MergePatch>(this.change.patch);
  }

  /**
   * The way back. Its own way back is this patch.
   */
  public rollback(): CalicoPatch {
    return new CalicoPatch(this.back, this.change);
  }
}
