import { Construct } from 'constructs';
import { CalicoPatch } from './calico-patch';
import { Artifact } from '../artifacts/artifact';

/**
 * Properties of `CalicoPatchFile`.
 */
export interface CalicoPatchFileProps {
  /**
   * The patch.
   */
  readonly patch: CalicoPatch;

  /**
   * The path of the file in the app's output folder.
   *
   * @default - `calico/installation.patch`, or `calico/felixconfigurations.patch` by the kind
   */
  readonly path?: string;
}

/**
 * A file with a patch for `kubectl patch --patch-file`, with the order and the commands in comments. A patch can't be a manifest,
 * since cdk8s drops the nulls of those.
 */
export class CalicoPatchFile extends Artifact {
  private readonly patch: CalicoPatch;

  /**
   * @param scope the chart or app
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: CalicoPatchFileProps) {
    super(scope, id, props.path ?? `calico/${props.patch.resource.split('.')[0]}.patch`);
    this.patch = props.patch;
  }

  /**
   * The patch in one line of JSON, after comments as YAML has them, which kubectl reads too.
   */
  public content(): string {
    const { resource, name, text, order } = this.patch;
    const back = this.patch.rollback();
    return [
      `# kubectl patch ${resource} ${name} --type=merge --patch-file=${this.path}`,
      `# ${order}`,
      '#',
      '# The way back:',
      `# ${back.command}`,
      `# ${back.order}`,
      text,
      '',
    ].join('\n');
  }
}
