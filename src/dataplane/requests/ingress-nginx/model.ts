import { SourceLocation } from '../../../base/errors';

/** The types of paths that the controller works with: ImplementationSpecific and an absent type become Prefix. */
export type PathType = 'Exact' | 'Prefix';

/** A Service's port: what the controller calls an upstream. */
export interface Upstream {
  readonly namespace: string;
  readonly service: string;
  /** The number or name, as the Ingress has it. */
  readonly port: string;
}

export const upstreamName = ({ namespace, service, port }: Upstream): string => `${namespace}/${service}:${port}`;

/** An Ingress with what its annotations say, under their names without the prefix. */
export interface NginxIngress {
  readonly namespace: string;
  readonly name: string;
  /** RFC 3339; empty where the object comes from a file. */
  readonly created: string;
  readonly annotations: ReadonlyMap<string, string>;
  readonly rules: readonly { readonly host: string; readonly paths: readonly IngressPath[] }[];
  readonly defaultBackend?: Upstream;
  readonly tls: readonly { readonly hosts: readonly string[]; readonly secretName: string }[];
  readonly source?: SourceLocation;
}

export interface IngressPath {
  readonly path: string;
  readonly type: PathType;
  /** Not set where it is a resource, which the controller answers with its default backend. */
  readonly backend?: Upstream;
}

/** Settings of the controller that decide over requests, with its defaults. Source: internal/ingress/controller/config/config.go. */
export interface ControllerSettings {
  readonly sslRedirect: boolean;
  readonly forceSslRedirect: boolean;
  readonly httpRedirectCode: number;
  readonly noTlsRedirectLocations: readonly string[];
  readonly underscoresInHeaders: boolean;
}

export const DEFAULT_SETTINGS: ControllerSettings = {
  sslRedirect: true,
  forceSslRedirect: false,
  httpRedirectCode: 308,
  noTlsRedirectLocations: ['/.well-known/acme-challenge'],
  underscoresInHeaders: false,
};

/** A location of a server: which requests it takes, and the Ingress whose annotations hold there. */
export interface Location {
  readonly path: string;
  readonly type: PathType;
  /** The default backend of the controller where it is not set. */
  readonly backend?: Upstream;
  /** Not set for the `/` of a server that no Ingress has. */
  readonly ingress?: NginxIngress;
  /** Whether it is the `/` that every server has. */
  readonly isDefault: boolean;
}

/** The server of a host, `_` being that of all hosts that no other one takes. */
export interface Server {
  readonly host: string;
  readonly aliases: readonly string[];
  /** Sorted as the controller writes them. */
  readonly locations: readonly Location[];
  /** Whether all its locations are regular expressions. */
  readonly isRegex: boolean;
  /** Whether a certificate is configured for it, the controller's own included: that is what redirects to HTTPS ask. */
  readonly hasCertificate: boolean;
  readonly appRoot?: string;
}

/** A Service port that takes a share of the requests of another one. */
export interface Canary {
  readonly ingress: NginxIngress;
  readonly upstream: Upstream;
}

/** What the controller makes of Ingresses. */
export interface NginxConfiguration {
  readonly servers: ReadonlyMap<string, Server>;
  /** The canary of an upstream, by the upstream's name: it applies wherever the upstream is used. */
  readonly canaries: ReadonlyMap<string, Canary>;
  readonly settings: ControllerSettings;
}

export function isOn(ingress: NginxIngress | undefined, annotation: string, otherwise = false): boolean {
  const value = ingress?.annotations.get(annotation);
  // strconv.ParseBool, with which the controller reads them.
  if (value === undefined) return otherwise;
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(value) ? false : otherwise;
}

/** The text of an annotation; an empty one counts as none. */
export function textOf(ingress: NginxIngress | undefined, annotation: string): string | undefined {
  const value = ingress?.annotations.get(annotation);
  return value === '' ? undefined : value;
}
