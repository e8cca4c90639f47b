import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
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
   * The namespace of the Service, where it is another one than the route's. A ReferenceGrant there has to allow it: the route adds it.
   *
   * @default - the Service's, where it is an object; else the route's
   */
  readonly namespaceName?: string;
}

/** The Service that requests go to, and its share of them. */
export class Backend {
  /**
   * A Service of this app: one of cdk8s-plus, whichever version, an ApiObject, or a construct that holds one.
   *
   * @param service the Service
   * @param port the port of the Service, which is not the pods'
   * @param options its share
   * @throws an error where the construct holds no Service, or several
   */
  public static fromService(service: IConstruct, port: number, options: BackendOptions = {}): Backend {
    const objects = service.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && construct.kind === 'Service');
    if (objects.length !== 1) {
      throw new InputError(`${service.node.path}: ${objects.length === 0 ? 'holds no Service' : `holds ${objects.length} Services`}; expected one`);
    }
    const [object] = objects;
    return new Backend(object.name, port, { namespaceName: object.metadata.namespace, ...options });
  }

  /**
   * A Service by its name.
   *
   * @param name the name of the Service
   * @param port the port of the Service, which is not the pods'
   * @param options its share and namespace
   */
  public static fromServiceName(name: string, port: number, options: BackendOptions = {}): Backend {
    return new Backend(name, port, options);
  }

  private constructor(private readonly name: string, private readonly port: number, private readonly options: BackendOptions) {}

  /**
   * The same backend with another share.
   *
   * @param weight the share, from 0 to 1,000,000
   */
  public withWeight(weight: number): Backend {
    return new Backend(this.name, this.port, { ...this.options, weight });
  }

  /** @internal */
  public get _reference(): Reference {
    const { namespaceName: namespace } = this.options;
    return { group: '', kind: 'Service', name: this.name, ...namespace !== undefined && { namespace } };
  }

  /** The backend without a share, for what has none. @internal */
  public get _target(): object {
    const { namespaceName: namespace } = this.options;
    return { name: this.name, port: this.port, ...namespace !== undefined && { namespace } };
  }

  /** @internal */
  public _toField(): object {
    const { weight } = this.options;
    return { ...this._target, ...weight !== undefined && { weight } };
  }
}
