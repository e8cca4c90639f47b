import { IConstruct } from 'constructs';

/** An object that has a kind and a name: a Gateway, a ListenerSet. */
interface NamedObject extends IConstruct {
  readonly kind: string;
  readonly name: string;
  readonly namespaceName?: string;
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

  /** @internal */
  public static _ofObject({ kind, name, namespaceName }: NamedObject, sectionName?: string): Parent {
    return new Parent(kind, name, { ...namespaceName !== undefined && { namespaceName }, ...sectionName !== undefined && { sectionName } });
  }

  private constructor(private readonly kind: string, private readonly name: string, private readonly options: ParentOptions) {}

  /** @internal */
  public _toField(): object {
    const { namespaceName: namespace, sectionName, port } = this.options;
    return {
      ...this.kind === 'Service' && { group: '' },
      ...this.kind !== 'Gateway' && { kind: this.kind },
      name: this.name,
      ...namespace !== undefined && { namespace },
      ...sectionName !== undefined && { sectionName },
      ...port !== undefined && { port },
    };
  }
}
