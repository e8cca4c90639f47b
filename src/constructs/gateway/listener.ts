import { AllowedNamespaces } from './allowed-namespaces';
import { certificateField, CertificateReference, ClientValidation, clientValidationField, tlsReferences } from './certificates';
import { Reference } from './resolve';
import { InputError } from '../../base/errors';

/** A kind of routes. */
export interface RouteKindReference {
  /** The kind, as in `HTTPRoute`. */
  readonly kind: string;
  /**
   * The API group.
   *
   * @default 'gateway.networking.k8s.io'
   */
  readonly group?: string;
}

/** What ends TLS. */
export enum TlsMode {
  /** The listener. */
  TERMINATE = 'Terminate',
  /** The backend: the listener passes the connection on by its server name. */
  PASSTHROUGH = 'Passthrough',
}

/** Options that all listeners have. */
export interface ListenerOptions {
  /**
   * The hosts that it takes, as in `app.example.com` or `*.example.com`, which is one label or more before `example.com`.
   *
   * @default - all
   */
  readonly hostname?: string;
  /**
   * From which namespaces it takes routes.
   *
   * @default AllowedNamespaces.fromSame()
   */
  readonly allowedNamespaces?: AllowedNamespaces;
  /**
   * The kinds of routes that it takes.
   *
   * @default - all of its protocol
   */
  readonly allowedKinds?: RouteKindReference[];
  /**
   * The name of the listener, to which routes refer.
   *
   * @default - the protocol in lower case
   */
  readonly name?: string;
}

/** Options of a listener for HTTP, TCP or UDP. */
export interface PlainListenerOptions extends ListenerOptions {
  /**
   * The port.
   *
   * @default - 80 for HTTP; a listener for TCP or UDP has to have one
   */
  readonly port?: number;
}

/** Options of a listener with TLS. */
export interface TlsListenerOptions extends ListenerOptions {
  /**
   * The port.
   *
   * @default 443
   */
  readonly port?: number;
  /**
   * The certificates, of which the server name chooses one.
   *
   * @default - none, which is right for TlsMode.PASSTHROUGH, or where `tlsOptions` name them
   */
  readonly certificates?: CertificateReference[];
  /**
   * Options of the implementation.
   *
   * @default - none
   */
  readonly tlsOptions?: { readonly [name: string]: string };
  /**
   * Which clients are let in by their certificates: in the experimental channel of Gateway API 1.1 to 1.3. From 1.4 on, this is said of
   * the Gateway, with `clientValidation`.
   *
   * @default - all, without a certificate
   */
  readonly frontendValidation?: ClientValidation;
}

/** Options of a listener for TLS other than HTTPS. */
export interface TlsConnectionListenerOptions extends TlsListenerOptions {
  /**
   * What ends TLS.
   *
   * @default TlsMode.TERMINATE
   */
  readonly mode?: TlsMode;
}

/** A port of a Gateway, with the protocol that it speaks there and the routes that it takes. */
export class Listener {
  /**
   * A listener for HTTP.
   *
   * @param options its name, port, host and routes
   */
  public static http(options: PlainListenerOptions = {}): Listener {
    return new Listener('HTTP', 80, options);
  }

  /**
   * A listener for HTTPS, which ends TLS.
   *
   * @param options its certificates, name, port, host and routes
   */
  public static https(options: TlsListenerOptions): Listener {
    return new Listener('HTTPS', 443, options, TlsMode.TERMINATE);
  }

  /**
   * The listener of a waypoint in a mesh: tunnels of HTTP/2 with mutual TLS.
   *
   * @internal
   */
  public static _hbone(port: number, allowedNamespaces?: AllowedNamespaces): Listener {
    return new Listener('HBONE', port, { name: 'mesh', allowedNamespaces });
  }

  /**
   * A listener for other protocols over TLS.
   *
   * @param options its mode, certificates, name, port, host and routes
   */
  public static tls(options: TlsConnectionListenerOptions): Listener {
    return new Listener('TLS', 443, options, options.mode ?? TlsMode.TERMINATE);
  }

  /**
   * A listener for TCP.
   *
   * @param options its port, name and routes
   */
  public static tcp(options: PlainListenerOptions): Listener {
    return new Listener('TCP', undefined, options);
  }

  /**
   * A listener for UDP.
   *
   * @param options its port, name and routes
   */
  public static udp(options: PlainListenerOptions): Listener {
    return new Listener('UDP', undefined, options);
  }

  /**
   * A listener for a protocol of the implementation.
   *
   * @param protocol the protocol, as in `example.com/proxy`
   * @param options its port, name, host and routes
   */
  public static custom(protocol: string, options: PlainListenerOptions): Listener {
    return new Listener(protocol, undefined, options);
  }

  /** The name of the listener. */
  public readonly name: string;
  /** The port of the listener. */
  public readonly port: number;

  private constructor(
    private readonly protocol: string,
    port: number | undefined,
    private readonly options: TlsListenerOptions,
    private readonly mode?: TlsMode,
  ) {
    const chosen = options.port ?? port;
    if (chosen === undefined) throw new InputError(`port is missing; a listener for ${protocol} requires one`);
    this.port = chosen;
    this.name = options.name ?? protocol.slice(protocol.lastIndexOf('/') + 1).toLowerCase();
  }

  /** What its TLS refers to. @internal */
  public get _references(): Reference[] {
    const { certificates = [], frontendValidation } = this.options;
    return tlsReferences(certificates, frontendValidation ? [frontendValidation] : []);
  }

  /** @internal */
  public _toField(): object {
    const { name: _, port: __, hostname, allowedNamespaces, allowedKinds, certificates, tlsOptions, frontendValidation, ...unknown } = this.options;
    // The mode is an option of listeners for TLS alone.
    const { mode: ___, ...others } = unknown as { readonly mode?: TlsMode };
    return {
      ...others,
      name: this.name,
      port: this.port,
      protocol: this.protocol,
      hostname,
      ...this.mode !== undefined && {
        tls: {
          mode: this.mode,
          certificateRefs: certificates?.map(certificateField),
          options: tlsOptions,
          ...frontendValidation && { frontendValidation: clientValidationField(frontendValidation) },
        },
      },
      ...(allowedNamespaces ?? allowedKinds) && { allowedRoutes: { namespaces: allowedNamespaces, kinds: allowedKinds } },
    };
  }
}
