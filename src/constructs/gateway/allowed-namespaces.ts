/** A label selector of namespaces. */
export interface NamespaceSelector {
  /**
   * Labels that a namespace has to have.
   *
   * @default - none
   */
  readonly matchLabels?: { readonly [label: string]: string };
  /**
   * Expressions that have to be true of its labels.
   *
   * @default - none
   */
  readonly matchExpressions?: NamespaceExpression[];
}

/** How an expression compares a label. */
export enum NamespaceComparison {
  /** The label has one of the values. */
  IN_VALUES = 'In',
  /** The label is missing, or has none of the values. */
  NOT_IN_VALUES = 'NotIn',
  /** The label is there. */
  EXISTS = 'Exists',
  /** The label is missing. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/** An expression about a label of namespaces. */
export interface NamespaceExpression {
  /** The label. */
  readonly key: string;
  /** How it is compared. */
  readonly comparison: NamespaceComparison;
  /**
   * With what it is compared.
   *
   * @default - nothing, which is right for EXISTS and DOES_NOT_EXIST
   */
  readonly values?: string[];
}

/** From which namespaces a listener takes routes, or a Gateway takes sets of listeners. */
export class AllowedNamespaces {
  /** Only from its own. */
  public static fromSame(): AllowedNamespaces {
    return new AllowedNamespaces('Same');
  }

  /** From all of the cluster. */
  public static fromAll(): AllowedNamespaces {
    return new AllowedNamespaces('All');
  }

  /** From none: for sets of listeners only. */
  public static fromNone(): AllowedNamespaces {
    return new AllowedNamespaces('None');
  }

  /**
   * From those with certain labels. The label `kubernetes.io/metadata.name` is the namespace's name.
   *
   * @param selector which labels
   */
  public static fromSelector(selector: NamespaceSelector): AllowedNamespaces {
    return new AllowedNamespaces('Selector', selector);
  }

  /**
   * From those of the names.
   *
   * @param names the names
   */
  public static fromNames(...names: string[]): AllowedNamespaces {
    const key = 'kubernetes.io/metadata.name';
    return AllowedNamespaces.fromSelector({ matchExpressions: [{ key, comparison: NamespaceComparison.IN_VALUES, values: names }] });
  }

  private constructor(private readonly rule: string, private readonly selector?: NamespaceSelector) {}

  /** @internal */
  public _toField(): object {
    if (!this.selector) return { from: this.rule };
    const { matchExpressions, ...rest } = this.selector;
    const expressions = matchExpressions?.map(({ comparison: operator, ...expression }) => ({ ...expression, operator }));
    return { from: this.rule, selector: { ...rest, matchExpressions: expressions } };
  }
}
