import ANNOTATIONS from './data/annotations.json';

/** What can become of an annotation in Gateway API. */
export type AnnotationOutcome =
  /** The standard channel says the same. */
  | 'converted'
  /** The experimental channel does. */
  | 'experimental'
  /** Only a policy of an implementation's own does. */
  | 'policy'
  /** A setting of the implementation, not of routes. */
  | 'settings'
  /** It has no meaning any more, and may go. */
  | 'dropped'
  /** Nothing says the same. */
  | 'none';

/** An annotation of ingress-nginx. */
export interface NginxAnnotation {
  /** Without the prefix. */
  readonly name: string;
  /** Whether it is for a path, or for the whole Ingress and its host. */
  readonly scope: 'location' | 'ingress';
  readonly outcome: AnnotationOutcome;
  /** What to use instead. */
  readonly equivalent?: string;
  readonly default?: string;
  /** The first release of Gateway API that has the equivalent: `1.5`, or with an `e` the experimental channel. */
  readonly since?: string;
  /** Whether something is open without it. */
  readonly isProtection?: boolean;
}

/**
 * All annotations, aliases included. Source: internal/ingress/annotations and docs/user-guide/nginx-configuration/annotations.md of
 * kubernetes/ingress-nginx, controller v1.15.1; the equivalents are those of Gateway API 1.6 and of the implementations' own policies.
 */
export const NGINX_ANNOTATIONS: readonly NginxAnnotation[] = ANNOTATIONS as object as readonly NginxAnnotation[];

const BY_NAME = new Map(NGINX_ANNOTATIONS.map(annotation => [annotation.name, annotation]));

/** The annotation of a name without the prefix; `undefined` where ingress-nginx has none. */
export function nginxAnnotation(name: string): NginxAnnotation | undefined {
  return BY_NAME.get(name);
}
