import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { BackendTarget } from './backend-target';
import { HttpFilter } from './http-filters';
import { Reference } from './resolve';
import { InputError } from '../../base/errors';

/** Options of a backend. */
export interface BackendOptions {
  /**
   * The share of requests, relative to the sum of the weights of all backends of a rule: 0 to 1,000,000.
   *
   * @default 1
   */
  readonly weight?: number;

  /**
   * The namespace of the backend, where it is another one than the route's. A ReferenceGrant there has to allow it: the route adds it.
   *
   * @default - the Service's, where it is an object; else the route's
   */
  readonly namespaceName?: string;

  /**
   * What is done to the requests that go to this backend, after the filters of the rule. Not all implementations have it.
   *
   * @default - nothing
   */
  readonly filters?: HttpFilter[];
}

/** An object that takes requests, and is not a Service. */
export interface BackendReference {
  /** The API group, as in `multicluster.x-k8s.io`. */
  readonly group: string;
  /** The kind, as in `ServiceImport`. */
  readonly kind: string;
  /** The name. */
  readonly name: string;
  /**
   * The port.
   *
   * @default - none, as the kind does not need one
   */
  readonly port?: number;
}

/** The Service that requests go to, and its share of them. */
export class Backend extends BackendTarget {
  /**
   * A Service of this app: one of cdk8s-plus, whichever version, an ApiObject, or a construct that holds one.
   *
   * @param service the Service
   * @param port the port of the Service, which is not the pods'
   * @param options its share
   * @throws an error where the construct holds no Service, or several
   */
  public static fromService(service: IConstruct, port: number, options: BackendOptions = {}): Backend {
    const objects = service.node.findAll().filter(isService);
    if (objects.length !== 1) {
      throw new InputError(`${service.node.path}: ${objects.length === 0 ? 'holds no Service' : `holds ${objects.length} Services`}; expected one`);
    }
    const [{ name, metadata: { namespace } }] = objects;
    return new Backend({ name, port }, { ...namespace !== undefined && { namespaceName: namespace }, ...options });
  }

  /**
   * A Service by its name.
   *
   * @param name the name of the Service
   * @param port the port of the Service, which is not the pods'
   * @param options its share and namespace
   */
  public static fromServiceName(name: string, port: number, options: BackendOptions = {}): Backend {
    return new Backend({ name, port }, options);
  }

  /**
   * An object of another kind, if the implementation knows it.
   *
   * @param reference the object
   * @param options its share and namespace
   */
  public static fromReference(reference: BackendReference, options: BackendOptions = {}): Backend {
    return new Backend(reference, options);
  }

  private constructor(private readonly reference: Partial<BackendReference> & { readonly name: string }, private readonly options: BackendOptions) {
    super();
  }

  /**
   * The same backend with another share.
   *
   * @param weight the share, from 0 to 1,000,000
   */
  public withWeight(weight: number): Backend {
    return new Backend(this.reference, { ...this.options, weight });
  }

  /** @internal */
  public get _target(): object {
    const { namespaceName: namespace } = this.options;
    return { ...this.reference, ...namespace !== undefined && { namespace } };
  }

  /** @internal */
  public get _references(): readonly Reference[] {
    const { group = '', kind = 'Service', name } = this.reference;
    const { namespaceName: namespace, filters = [] } = this.options;
    return [{ group, kind, name, ...namespace !== undefined && { namespace } }, ...filters.flatMap(filter => filter._references)];
  }

  /** @internal */
  public _toField(): object {
    const { namespaceName: _, ...rest } = this.options;
    return { ...this._target, ...rest };
  }
}

/** By its kind and not by its class: a program may have several copies of cdk8s. */
function isService(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct) && construct.kind === 'Service' && construct.apiVersion === 'v1';
}
