import { isPlainObject, PlainObject } from '../../../base/objects/fields';

/** The controller of ingress-nginx, as IngressClasses name it (--controller-class). */
export const CONTROLLER = 'k8s.io/ingress-nginx';

/** Which Ingresses the controller takes: what its flags and the IngressClasses say. */
export interface ClassRules {
  /** The IngressClasses in the input, with the controller of each. */
  readonly classes: ReadonlyMap<string, string>;
  /** --controller-class */
  readonly controllerClass: string;
  /** --ingress-class: what the old annotation has to say. */
  readonly ingressClass: string;
  /** --watch-ingress-without-class */
  readonly withoutClass: boolean;
}

/** Whose an Ingress is: the controller's, that of another class, or nobody's. */
export type IngressOwner = { readonly kind: 'nginx' } | { readonly kind: 'other'; readonly className: string } | { readonly kind: 'none'; readonly why: string };

/** Source: internal/ingress/controller/store/store.go and ingressclass.go. */
export function ownerOf(object: PlainObject, { classes, controllerClass, ingressClass, withoutClass }: ClassRules): IngressOwner {
  const { ingressClassName } = isPlainObject(object.spec) ? object.spec : {} as PlainObject;
  const { annotations } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  if (typeof ingressClassName === 'string' && ingressClassName !== '') {
    const controller = classes.get(ingressClassName);
    if (controller !== undefined) return controller === controllerClass ? { kind: 'nginx' } : { kind: 'other', className: ingressClassName };
    // Files rarely have the IngressClasses: the class of the controller's own manifests is taken for one of its own.
    return ingressClassName === ingressClass ? { kind: 'nginx' } : { kind: 'other', className: ingressClassName };
  }
  const annotated = isPlainObject(annotations) ? annotations['kubernetes.io/ingress.class'] : undefined;
  if (typeof annotated === 'string' && annotated !== '') return annotated === ingressClass ? { kind: 'nginx' } : { kind: 'other', className: annotated };
  if (withoutClass) return { kind: 'nginx' };
  return { kind: 'none', why: 'has no class, and the controller takes only those of its own (--watch-ingress-without-class is not set)' };
}
