import { InputError } from '../../base/errors';

/** What is chosen. Namespaces are labels to Cilium, of another name for each. */
type Subject = 'pods' | 'services' | 'others';

/** pkg/k8s/apis/cilium.io/utils/utils.go; operator/pkg/lbipam/lbipam.go, as those who announce addresses have it. */
const NAMESPACE_LABELS: Readonly<Record<Subject, string | undefined>> = {
  pods: 'k8s:io.kubernetes.pod.namespace',
  services: 'io.kubernetes.service.namespace',
  others: undefined,
};

/** An expression about a label. */
export interface LabelExpression {
  /** The label. */
  readonly key: string;
  /** Values of which it has one. */
  readonly values: string[];
}

/** Which labels are meant, all of them together. */
export interface LabelSelectorOptions {
  /**
   * Labels with these values.
   *
   * @default - none
   */
  readonly labels?: { readonly [name: string]: string };
  /**
   * Labels with one of several values.
   *
   * @default - none
   */
  readonly anyOf?: LabelExpression[];
  /**
   * Labels with none of several values, or that are missing.
   *
   * @default - none
   */
  readonly noneOf?: LabelExpression[];
  /**
   * Labels that exist, whatever their value.
   *
   * @default - none
   */
  readonly existing?: string[];
  /**
   * Labels that do not exist.
   *
   * @default - none
   */
  readonly missing?: string[];
  /**
   * The namespace of the other pods of a policy, where it is not that of the policy, or of Services.
   *
   * @default - that of a CiliumNetworkPolicy; any, for a CiliumClusterwideNetworkPolicy and for Services
   */
  readonly namespaceName?: string;
  /**
   * Labels of the namespaces of the pods.
   *
   * @default - none
   */
  readonly namespaceLabels?: { readonly [name: string]: string };
}

/** Chooses pods, Services, nodes or other objects by their labels. */
export class LabelSelector {
  /**
   * By labels with exactly these values.
   *
   * @param labels the labels
   */
  public static fromLabels(labels: { readonly [name: string]: string }): LabelSelector {
    return LabelSelector.fromOptions({ labels });
  }

  /**
   * By several conditions, all of which hold.
   *
   * @param options the conditions
   */
  public static fromOptions(options: LabelSelectorOptions): LabelSelector {
    return new LabelSelector(options);
  }

  /** All of them. */
  public static fromAll(): LabelSelector {
    return new LabelSelector({});
  }

  private constructor(private readonly options: LabelSelectorOptions) {}

  /**
   * The selector, as what it chooses has it.
   *
   * @throws InputError where that has no namespace
   * @internal
   */
  public _for(subject: Subject): object {
    const { labels, anyOf = [], noneOf = [], existing = [], missing = [], namespaceName, namespaceLabels = {} } = this.options;
    const label = NAMESPACE_LABELS[subject];
    if (namespaceName !== undefined && label === undefined) throw new InputError(`namespaceName: ${namespaceName}: what is chosen here belongs to no namespace; leave it out`);
    if (Object.keys(namespaceLabels).length > 0 && subject !== 'pods') throw new InputError('namespaceLabels: only pods are chosen by labels of their namespaces; leave it out');
    const matchLabels = {
      ...labels,
      ...label !== undefined && namespaceName !== undefined && { [label]: namespaceName },
      ...Object.fromEntries(Object.entries(namespaceLabels).map(([name, value]) => [`k8s:io.cilium.k8s.namespace.labels.${name}`, value])),
    };
    const matchExpressions = [
      ...anyOf.map(({ key, values }) => ({ key, operator: 'In', values })),
      ...noneOf.map(({ key, values }) => ({ key, operator: 'NotIn', values })),
      ...existing.map(key => ({ key, operator: 'Exists' })),
      ...missing.map(key => ({ key, operator: 'DoesNotExist' })),
    ];
    return { ...Object.keys(matchLabels).length > 0 && { matchLabels }, ...matchExpressions.length > 0 && { matchExpressions } };
  }
}
