import { Construct } from 'constructs';
import { Artifact } from './artifact';

/** A file whose text is known when it is made. */
export class TextFile extends Artifact {
  constructor(scope: Construct, id: string, path: string, private readonly text: string) {
    super(scope, id, path);
  }

  public content(): string {
    return this.text;
  }
}

/** A file whose text is made when the app is synthesized. */
export class PageFile extends Artifact {
  constructor(scope: Construct, id: string, path: string, private readonly make: () => string) {
    super(scope, id, path);
  }

  public content(): string {
    return this.make();
  }
}
