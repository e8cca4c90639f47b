/** The path of a redirect, or that a backend gets. */
export class PathChange {
  /**
   * Another path, whatever the path of the request is.
   *
   * @param path the path
   */
  public static toFullPath(path: string): PathChange {
    return new PathChange('ReplaceFullPath', 'replaceFullPath', path);
  }

  /**
   * Another prefix in the place of the one that the rule matches. The rule has to have one match, of a prefix.
   *
   * @param prefix the prefix
   */
  public static toPrefix(prefix: string): PathChange {
    return new PathChange('ReplacePrefixMatch', 'replacePrefixMatch', prefix);
  }

  private constructor(private readonly type: string, private readonly field: string, private readonly value: string) {}

  /** @internal */
  public _toField(): object {
    return { type: this.type, [this.field]: this.value };
  }
}
