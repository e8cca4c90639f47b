/**
 * The name of an object in the management cluster, for the text of a command.
 */
export interface AksObjectReference {
  /**
   * The object's name.
   *
   * @default - clusterName, or its placeholder
   */
  readonly objectName?: string;

  /**
   * The object's namespace.
   *
   * @default - the placeholder `<namespace>`
   */
  readonly objectNamespace?: string;
}
