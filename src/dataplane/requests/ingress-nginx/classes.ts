import { isPlainObject, PlainObject } from '../../../base/objects/fields';

/** The controller of ingress-nginx, as IngressClasses name it (--controller-class). */
export const CONTROLLER = 'k8s.io/ingress-nginx';

/** Which Ingresses the controller takes: what its flags and the IngressClasses say. */
export interface ClassRules {
  /** The IngressClasses in the input, with the controller of each. */
  readonly classes: ReadonlyMap<string, string>;
  /** --controller-class */
  readonly controllerClass: string;
  /** The same of all controllers of ingress-nginx in the input. */
  readonly nginxControllers: readonly string[];
  /** --ingress-class: what the old annotation has to say. */
  readonly ingressClass: string;
  /** --watch-ingress-without-class */
  readonly withoutClass: boolean;
  /** The IngressClass that the API server writes into Ingresses without one. */
  readonly defaultClass?: string;
}

/** Whose an Ingress is: the controller's, that of another class, or nobody's. */
export type IngressOwner = { readonly kind: 'nginx' } | OtherOwner | { readonly kind: 'none'; readonly why: string };

export interface OtherOwner {
  readonly kind: 'other';
  readonly className: string;
  /** `yes` where the class's controller is another one of ingress-nginx, `unknown` where the input does not say whose it is. */
  readonly isNginx: 'yes' | 'no' | 'unknown';
}

/** Source: internal/ingress/controller/store/store.go and ingressclass.go. */
export function ownerOf(object: PlainObject, rules: ClassRules): IngressOwner {
  const { controllerClass, ingressClass, withoutClass } = rules;
  const ingressClassName = classNameOf(object, rules);
  const { annotations } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  if (ingressClassName !== undefined) {
    const controller = rules.classes.get(ingressClassName);
    // Files rarely have the IngressClasses: the class of the controller's own manifests is taken for one of its own.
    const isOwn = controller === undefined ? ingressClassName === ingressClass : controller === controllerClass;
    return isOwn ? { kind: 'nginx' } : other(ingressClassName, rules);
  }
  const annotated = isPlainObject(annotations) ? annotations['kubernetes.io/ingress.class'] : undefined;
  if (typeof annotated === 'string' && annotated !== '') return annotated === ingressClass ? { kind: 'nginx' } : other(annotated, rules);
  if (withoutClass) return { kind: 'nginx' };
  return { kind: 'none', why: 'has no class, and the controller takes only those of its own (--watch-ingress-without-class is not set)' };
}

function other(className: string, { classes, nginxControllers }: ClassRules): OtherOwner {
  const controller = classes.get(className);
  const isNginx = controller !== undefined && (controller.includes('ingress-nginx') || nginxControllers.includes(controller));
  return { kind: 'other', className, isNginx: controller === undefined ? 'unknown' : isNginx ? 'yes' : 'no' };
}

/** The class that is named, or that the API server will write into an Ingress that comes from a file. */
function classNameOf({ metadata, spec }: PlainObject, { defaultClass }: ClassRules): string | undefined {
  const { ingressClassName } = isPlainObject(spec) ? spec : {} as PlainObject;
  if (typeof ingressClassName === 'string' && ingressClassName !== '') return ingressClassName;
  const { annotations, creationTimestamp } = isPlainObject(metadata) ? metadata : {} as PlainObject;
  const isAnnotated = isPlainObject(annotations) && annotations['kubernetes.io/ingress.class'] !== undefined;
  return creationTimestamp === undefined && !isAnnotated ? defaultClass : undefined;
}
