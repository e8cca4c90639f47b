import { Construct } from 'constructs';
import { Artifact } from '../artifacts/artifact';

/** A file for kubeadm beside the manifests. */
export class KubeadmFile extends Artifact {
  constructor(scope: Construct, id: string, path: string, private readonly text: string) {
    super(scope, id, path);
  }

  public content(): string {
    return this.text;
  }
}
