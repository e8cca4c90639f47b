import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { createObject } from './create-object';
import { GatewayObject, GatewayObjectProps } from './gateway-object';
import { addGrants } from './grants';
import { AllowedNamespaces, Listener } from './listener';
import { listenerNamed, listenerReferences } from './listeners';
import { ParametersReference } from './parameters-reference';
import { Parent } from './parent';
import { parametersField } from './resolve';

/** The kind of an address of a Gateway. */
export enum GatewayAddressType {
  /** An IP address. */
  IP_ADDRESS = 'IPAddress',
  /** A DNS name. */
  HOSTNAME = 'Hostname',
}

/** An address that a Gateway should have. */
export interface GatewayAddress {
  /**
   * The kind of the address. Implementations have types of their own, `DOMAIN/NAME`.
   *
   * @default GatewayAddressType.IP_ADDRESS
   */
  readonly addressType?: GatewayAddressType;
  /**
   * The address.
   *
   * @default - the implementation chooses one of the type
   */
  readonly value?: string;
}

/** What the objects that an implementation makes for a Gateway should have. */
export interface GatewayInfrastructure {
  /**
   * Labels of them.
   *
   * @default - none
   */
  readonly labels?: { readonly [name: string]: string };
  /**
   * Annotations of them.
   *
   * @default - none
   */
  readonly annotations?: { readonly [name: string]: string };
  /**
   * Parameters of the implementation, in the Gateway's namespace.
   *
   * @default - those of the class
   */
  readonly parametersRef?: ParametersReference;
}

/** Properties of `Gateway`. */
export interface GatewayProps extends GatewayObjectProps {
  /** Its class, by which an implementation serves it. */
  readonly gatewayClassName: string;
  /** Its ports, at least one. */
  readonly listeners: Listener[];
  /**
   * The addresses that it should have.
   *
   * @default - the implementation chooses
   */
  readonly addresses?: GatewayAddress[];
  /**
   * What the objects that the implementation makes should have.
   *
   * @default - what it chooses
   */
  readonly infrastructure?: GatewayInfrastructure;
  /**
   * From which namespaces ListenerSets add listeners to it.
   *
   * @default AllowedNamespaces.fromNone()
   */
  readonly allowedListenerSets?: AllowedNamespaces;
}

/**
 * A Gateway: where requests come in. The cluster's operator makes it, with its listeners and certificates, and says which namespaces'
 * routes it takes. For certificates in other namespaces it adds ReferenceGrants there.
 */
export class Gateway extends GatewayObject {
  public readonly apiObject: ApiObject;
  private readonly listeners: readonly Listener[];

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const { metadata, listeners, allowedListenerSets, infrastructure, addresses, ...fields } = props;
    const spec = {
      ...fields,
      listeners,
      addresses: addresses?.map(({ addressType: type, value }) => ({ type, value })),
      ...allowedListenerSets && { allowedListeners: { namespaces: allowedListenerSets } },
      ...infrastructure && { infrastructure: { ...infrastructure, parametersRef: parametersField(infrastructure.parametersRef) } },
    };
    this.apiObject = createObject(this, {
      kind: 'Gateway', metadata, spec, propertyOfField: field => field.replace(/^allowedListeners\.namespaces/, 'allowedListenerSets'),
    });
    this.listeners = listeners;
    addGrants(this, listenerReferences(listeners));
  }

  /**
   * One of its listeners, as the parent of a route.
   *
   * @param name the name of the listener
   * @throws an error where it has no such listener
   */
  public listener(name: string): Parent {
    return Parent._ofObject(this, listenerNamed(this, this.listeners, name));
  }

  /** All of its listeners, as the parent of a route. */
  public get allListeners(): Parent {
    return Parent._ofObject(this);
  }
}

