import { SourceLocation } from '../../../base/errors';
import { parseBool } from '../../../programs/ingress-nginx/values';

/** The types of paths that the controller works with: ImplementationSpecific and an absent type become Prefix. */
export type PathType = 'Exact' | 'Prefix';

/** A Service's port: what the controller calls an upstream. */
export interface Upstream {
  readonly namespace: string;
  readonly service: string;
  /** The number or name, as the Ingress has it. */
  readonly port: string;
  /** The number of a port that is given by its name, where the Service is known. */
  readonly number?: number;
}

/** What the controller tells upstreams apart by: the port is as the Ingress has it. */
export const upstreamName = ({ namespace, service, port }: Upstream): string => `${namespace}/${service}:${port}`;

/** The Service's port, by its number where that is known. */
export const backendOf = ({ namespace, service, port, number }: Upstream): string => `${namespace}/${service}:${number ?? port}`;

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
  /** Annotations that do not count, and why. */
  readonly ineffective?: ReadonlyMap<string, string>;
  /** Why the paths are answered with 503. */
  readonly denied?: string;
  /** Why all paths of its hosts are answered with 403. */
  readonly closesHosts?: string;
  readonly source?: SourceLocation;
}

export interface IngressPath {
  readonly path: string;
  readonly type: PathType;
  /** Not set where it is a resource, which the controller answers with its default backend. */
  readonly backend?: Upstream;
  /** Whether the Ingress leaves it to the class what the path means. */
  readonly isImplementationSpecific?: boolean;
}

/** Settings of the controller that decide over requests, with its defaults. Source: internal/ingress/controller/config/config.go. */
export interface ControllerSettings {
  readonly sslRedirect: boolean;
  readonly forceSslRedirect: boolean;
  readonly httpRedirectCode: number;
  readonly noTlsRedirectLocations: readonly string[];
  readonly underscoresInHeaders: boolean;
  /** Whether `ssl-passthrough` works, which a flag of the controller switches on. */
  readonly passthrough: boolean;
  /** The Secret of the certificate for hosts without one, as `NAMESPACE/NAME`. Not set where the controller signs one itself. */
  readonly defaultCertificate?: string;
  /** What keeps requests out of all locations, as the words of `protectionsOf`. */
  readonly globalProtections: readonly string[];
  /** Whether the controller is another one: only what the Ingress API itself says holds. */
  readonly isPlain: boolean;
}

export const DEFAULT_SETTINGS: ControllerSettings = {
  sslRedirect: true,
  forceSslRedirect: false,
  httpRedirectCode: 308,
  noTlsRedirectLocations: ['/.well-known/acme-challenge'],
  underscoresInHeaders: false,
  passthrough: false,
  globalProtections: [],
  isPlain: false,
};

/** What every controller does with Ingresses, without an annotation of its own. */
export const PLAIN_SETTINGS: ControllerSettings = { ...DEFAULT_SETTINGS, sslRedirect: false, isPlain: true };

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
  /** By the server's names: those without an entry have none, which redirects to HTTPS ask for. */
  readonly certificates: ReadonlyMap<string, Certificate>;
  /** The backend that connections over TLS are passed to as they are. */
  readonly passthrough?: Upstream;
  /** The Ingress whose `auth-tls-secret` asks clients for certificates, on all paths. */
  readonly clientCertificates?: NginxIngress;
  /** Why every request is answered with 403. */
  readonly closed?: string;
  /** The texts of `server-snippet`. */
  readonly snippets: readonly string[];
  readonly appRoot?: { readonly path: string; readonly ingress: NginxIngress };
}

/** A certificate; without a Secret the one that the controller has for all hosts. */
export interface Certificate {
  readonly namespace?: string;
  readonly secret?: string;
}

/** A Service port that takes a share of the requests of another one. */
export interface Canary {
  readonly ingress: NginxIngress;
  readonly upstream: Upstream;
}

/** What the controller makes of Ingresses. */
export interface NginxConfiguration {
  /** In the order of the input. */
  readonly ingresses: readonly NginxIngress[];
  readonly servers: ReadonlyMap<string, Server>;
  readonly aliases: ReadonlyMap<string, Server>;
  /** Hosts that are redirected to a server: the same with `www.`, or without. */
  readonly redirectsToWww: ReadonlyMap<string, Server>;
  /** The canary of an upstream, by the upstream's name: it applies wherever the upstream is used. */
  readonly canaries: ReadonlyMap<string, Canary>;
  readonly settings: ControllerSettings;
}

export function isOn(ingress: NginxIngress | undefined, annotation: string, otherwise = false): boolean {
  const value = ingress?.annotations.get(annotation);
  return (value === undefined ? undefined : parseBool(value)) ?? otherwise;
}

/** The text of an annotation; an empty one counts as none. */
export function textOf(ingress: NginxIngress | undefined, annotation: string): string | undefined {
  const value = ingress?.annotations.get(annotation);
  return value === '' ? undefined : value;
}
