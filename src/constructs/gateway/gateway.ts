import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { AllowedNamespaces } from './allowed-namespaces';
import { certificateField, CertificateReference, ClientValidation, clientValidationField, PortClientValidation, tlsReferences } from './certificates';
import { createObject } from './create-object';
import { DefaultScope } from './default-scope';
import { GatewayObject, GatewayObjectProps } from './gateway-object';
import { addGrants } from './grants';
import { Listener } from './listener';
import { listenerNamed } from './listeners';
import { ParametersReference } from './parameters-reference';
import { Parent } from './parent';
import { parametersField } from './resolve';
import { targetOf } from './target-of';
import { GatewayApiTarget as CrdTarget, isBefore } from '../../programs/gateway-api/target';

/** The kind of an address of a Gateway. */
export enum GatewayAddressType {
  /** An IP address. */
  IP_ADDRESS = 'IPAddress',
  /** A DNS name. */
  HOSTNAME = 'Hostname',
  /** A name that means something to the implementation. */
  NAMED_ADDRESS = 'NamedAddress',
}

/** An address that a Gateway should have. */
export interface GatewayAddress {
  /**
   * The kind of the address.
   *
   * @default GatewayAddressType.IP_ADDRESS, or `customType`
   */
  readonly addressType?: GatewayAddressType;
  /**
   * A kind of addresses of the implementation, as in `example.com/pool`.
   *
   * @default - `addressType`
   */
  readonly customType?: string;
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
  /**
   * Which clients are let in by their certificates. From Gateway API 1.5 on; in the experimental channel from 1.4 on.
   *
   * @default - all, without a certificate
   */
  readonly clientValidation?: ClientValidation;
  /**
   * Which clients are let in on some of the ports, in the place of `clientValidation`.
   *
   * @default - `clientValidation` for all ports
   */
  readonly portClientValidations?: PortClientValidation[];
  /**
   * The certificate that the Gateway shows to backends that ask for one. From Gateway API 1.5 on; in the experimental channel from 1.2 on.
   *
   * @default - none
   */
  readonly clientCertificate?: CertificateReference;
  /**
   * Whether routes with `useDefaultGateways` are attached to it. Experimental, from Gateway API 1.4 on.
   *
   * @default DefaultScope.NONE
   */
  readonly defaultScope?: DefaultScope;
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
    const { metadata, listeners, allowedListenerSets, infrastructure, addresses, ...others } = props;
    const { clientValidation, portClientValidations, clientCertificate, ...fields } = others;
    const spec = {
      ...fields,
      listeners,
      addresses: addresses?.map(({ addressType, customType, ...address }) => ({ ...address, type: customType ?? addressType })),
      ...allowedListenerSets && { allowedListeners: { namespaces: allowedListenerSets } },
      ...infrastructure && { infrastructure: { ...infrastructure, parametersRef: parametersField(infrastructure.parametersRef) } },
      ...tlsFields(props, targetOf(this)),
    };
    this.apiObject = createObject(this, { kind: 'Gateway', metadata, spec, propertyOfField: propertyOf });
    this.listeners = listeners;
    addGrants(this, this.apiObject, [
      ...listeners.flatMap(({ _references }) => _references),
      ...tlsReferences(clientCertificate ? [clientCertificate] : [], [...clientValidation ? [clientValidation] : [], ...portClientValidations ?? []]),
    ]);
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

/** TLS with clients and backends. Before 1.4 the certificate for backends was in a field of its own. */
function tlsFields({ clientValidation, portClientValidations, clientCertificate }: GatewayProps, { minor }: CrdTarget): object {
  const client = clientCertificate && { clientCertificateRef: certificateField(clientCertificate) };
  const isOld = isBefore(minor, '1.4');
  const perPort = portClientValidations?.map(({ port, ...validation }) => ({ port, tls: { validation: clientValidationField(validation) } }));
  const ofAllPorts = clientValidation ? { validation: clientValidationField(clientValidation) } : {};
  const frontend = (clientValidation ?? perPort) && { default: ofAllPorts, perPort };
  const tls = { backend: isOld ? undefined : client, frontend };
  return { ...client && isOld && { backendTLS: client }, ...(tls.backend ?? tls.frontend) && { tls } };
}

/** The property that sets a field. */
function propertyOf(field: string): string {
  return field.replace(/^allowedListeners\.namespaces/, 'allowedListenerSets')
    .replace(/^(?:tls\.backend|backendTLS)(?:\.clientCertificateRef)?/, 'clientCertificate')
    .replace(/^tls\.frontend\.perPort(\[\d+\])?(?:\.tls\.validation)?/, 'portClientValidations$1')
    .replace(/^tls\.frontend(?:\.default)?(?:\.validation)?/, 'clientValidation')
    .replace(/\.caCertificateRefs/, '.authorities').replace(/^tls$/, 'clientValidation');
}
