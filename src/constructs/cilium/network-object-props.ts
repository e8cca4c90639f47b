import { ApiObjectMetadata } from 'cdk8s';

/** What objects that announce addresses have in common. */
export interface NetworkObjectProps {
  /**
   * Name, labels and annotations.
   *
   * @default - a name is made from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * The version of Cilium, whose CustomResourceDefinition has to accept it.
   *
   * @default - the newest one that is known
   */
  readonly ciliumVersion?: string;
}
