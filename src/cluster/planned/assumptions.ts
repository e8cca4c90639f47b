/** Collects what a preview fills in because only a running cluster decides it, object by object. */
export class Assumptions {
  private readonly bySubject = new Map<string, string[]>();

  /**
   * @param subject what the assumption is about, as in `Service shop/web`
   * @param text what is assumed, and on what ground
   */
  public add(subject: string, text: string): void {
    const texts = this.bySubject.get(subject);
    if (texts) texts.push(text);
    else this.bySubject.set(subject, [text]);
  }

  /** One line each, those about one object together. */
  public list(): readonly string[] {
    return [...this.bySubject].flatMap(([subject, texts]) => texts.map(text => `${subject}: ${text}`));
  }
}
