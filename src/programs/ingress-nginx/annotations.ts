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
  /** What its values look like; any text where it is not set. */
  readonly value?: AnnotationValue;
  /** What the controller does with an Ingress whose value is another one. Where it is not set, the annotation counts as missing. */
  readonly ifInvalid?: InvalidValueOutcome;
  /** The annotation without which the controller does not read it. */
  readonly needs?: string;
  /** How much it may do: the setting annotations-risk-level says what is allowed. */
  readonly risk?: Exclude<AnnotationRisk, 'low'>;
}

/** What a value has to be. A pattern is one of the whole text, after its spaces were removed where it says so. */
export type AnnotationValue = 'bool' | 'integer' | 'addresses'
  | { readonly options: readonly string[]; readonly anyCase?: boolean }
  | { readonly pattern: string; readonly withoutSpaces?: boolean };

/**
 * `ingress`: the controller does not take the Ingress; `denied`: its paths answer with 503; `protection`: the protection that it belongs to
 * is dropped.
 */
export type InvalidValueOutcome = 'ingress' | 'denied' | 'protection';

/** The levels of risk, the lowest first. */
export const ANNOTATION_RISKS = ['low', 'medium', 'high', 'critical'] as const;
export type AnnotationRisk = typeof ANNOTATION_RISKS[number];

/**
 * All annotations, aliases included. Source: internal/ingress/annotations and docs/user-guide/nginx-configuration/annotations.md of
 * kubernetes/ingress-nginx, controller v1.15.1, with the validators and risks of each, and what its parser makes of an error; the
 * equivalents are those of Gateway API 1.6 and of the implementations' own policies.
 */
export const NGINX_ANNOTATIONS: readonly NginxAnnotation[] = ANNOTATIONS as object as readonly NginxAnnotation[];

const BY_NAME = new Map(NGINX_ANNOTATIONS.map(annotation => [annotation.name, annotation]));

/** The annotation of a name without the prefix; `undefined` where ingress-nginx has none. */
export function nginxAnnotation(name: string): NginxAnnotation | undefined {
  return BY_NAME.get(name);
}
