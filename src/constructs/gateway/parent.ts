import { ApiObject } from 'cdk8s';

/** A Gateway or a ListenerSet of this app. */
interface ListenerOwner {
  readonly apiObject: ApiObject;
}

/** An object that routes are attached to, and is none of Gateway, ListenerSet and Service. */
export interface ParentReference {
  /** The API group. */
  readonly group: string;
  /** The kind. */
  readonly kind: string;
  /** The name. */
  readonly name: string;
}

/** Where a Gateway is that this app does not make. */
export interface ParentOptions {
  /**
   * The namespace of the object.
   *
   * @default - that of the route
   */
  readonly namespaceName?: string;
  /**
   * One of its listeners, or for a Service the name of a port.
   *
   * @default - all that take the route
   */
  readonly sectionName?: string;
  /**
   * The listeners of a port, or for a Service one of its ports.
   *
   * @default - all that take the route
   */
  readonly port?: number;
}

/** What a route is attached to: a Gateway, a set of listeners, or, inside of a mesh, a Service. */
export class Parent {
  /**
   * A Gateway by its name.
   *
   * @param name the name of the Gateway
   * @param options its namespace, and which of its listeners
   */
  public static fromGatewayName(name: string, options: ParentOptions = {}): Parent {
    return new Parent('Gateway', name, options);
  }

  /**
   * A set of listeners by its name.
   *
   * @param name the name of the set
   * @param options its namespace, and which of its listeners
   */
  public static fromListenerSetName(name: string, options: ParentOptions = {}): Parent {
    return new Parent('ListenerSet', name, options);
  }

  /**
   * A Service, to which requests are sent inside of a mesh.
   *
   * @param name the name of the Service
   * @param options its namespace, and which of its ports
   */
  public static fromServiceName(name: string, options: ParentOptions = {}): Parent {
    return new Parent('Service', name, options);
  }

  /**
   * An object of another kind, if the implementation attaches routes to it.
   *
   * @param reference the object
   * @param options its namespace, section and port
   */
  public static fromReference(reference: ParentReference, options: ParentOptions = {}): Parent {
    return new Parent(reference.kind, reference.name, options, reference.group);
  }

  /** @internal */
  public static _ofObject({ apiObject }: ListenerOwner, sectionName?: string): Parent {
    const { kind, name, metadata: { namespace: namespaceName } } = apiObject;
    const options = { ...namespaceName !== undefined && { namespaceName }, ...sectionName !== undefined && { sectionName } };
    return new Parent(kind, name, options, undefined, apiObject);
  }

  /** The object, where it is one of this app. @internal */
  public readonly _object?: ApiObject;

  private constructor(
    private readonly kind: string,
    private readonly name: string,
    private readonly options: ParentOptions,
    private readonly group?: string,
    object?: ApiObject,
  ) {
    this._object = object;
  }

  /** @internal */
  public _toField(): object {
    const { namespaceName: namespace, ...rest } = this.options;
    const group = this.kind === 'Service' ? '' : this.group;
    return {
      ...group !== undefined && { group },
      ...(this.kind !== 'Gateway' || group !== undefined) && { kind: this.kind },
      name: this.name,
      ...namespace !== undefined && { namespace },
      ...rest,
    };
  }
}
