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
   * The namespace of the pods, where it is not that of the policy.
   *
   * @default - that of a CiliumNetworkPolicy; any, for a CiliumClusterwideNetworkPolicy
   */
  readonly namespaceName?: string;
  /**
   * Labels of the namespaces of the pods.
   *
   * @default - none
   */
  readonly namespaceLabels?: { readonly [name: string]: string };
}

/** Chooses pods or nodes by their labels. */
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
    const { labels, anyOf = [], noneOf = [], existing = [], missing = [], namespaceName, namespaceLabels = {} } = options;
    const matchLabels = {
      ...labels,
      ...namespaceName !== undefined && { 'k8s:io.kubernetes.pod.namespace': namespaceName },
      ...Object.fromEntries(Object.entries(namespaceLabels).map(([name, value]) => [`k8s:io.cilium.k8s.namespace.labels.${name}`, value])),
    };
    const matchExpressions = [
      ...anyOf.map(({ key, values }) => ({ key, operator: 'In', values })),
      ...noneOf.map(({ key, values }) => ({ key, operator: 'NotIn', values })),
      ...existing.map(key => ({ key, operator: 'Exists' })),
      ...missing.map(key => ({ key, operator: 'DoesNotExist' })),
    ];
    return new LabelSelector({ ...Object.keys(matchLabels).length > 0 && { matchLabels }, ...matchExpressions.length > 0 && { matchExpressions } });
  }

  /** All of them. */
  public static fromAll(): LabelSelector {
    return new LabelSelector({});
  }

  /** @internal */
  public readonly _object: object;

  private constructor(object: object) {
    this._object = object;
  }
}
