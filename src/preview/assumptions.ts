/** Collects what a preview fills in because only a running cluster decides it, in the order of the objects. */
export class Assumptions {
  private readonly texts: string[] = [];

  /**
   * @param subject what the assumption is about, as in `Service shop/web`
   * @param text what is assumed, and on what ground
   */
  public add(subject: string, text: string): void {
    this.texts.push(`${subject}: ${text}`);
  }

  public list(): readonly string[] {
    return this.texts;
  }
}
