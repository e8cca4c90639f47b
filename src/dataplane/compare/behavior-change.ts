import { RulesetChangeAction } from './ruleset-change';
import { IpFamily } from '../../base/ip/ip-family';
import { IpProtocol } from '../../base/ip/ip-protocol';
import { FrontendKind, SourceClass } from '../explain/vocabulary';

/** What clients notice of the difference between two rulesets, at one frontend of a Service, or at a ClusterIP that no Service has. */
export interface BehaviorChange {
  /**
   * The Service, as NAMESPACE/NAME.
   *
   * @default - no Service has the address; it stands for all such addresses of a service range
   */
  readonly serviceName?: string;

  /**
   * The name of the Service's port. Empty for an unnamed one.
   *
   * @default - no Service has the address
   */
  readonly portName?: string;

  /**
   * What the frontend is.
   *
   * @default - no Service has the address
   */
  readonly kind?: FrontendKind;

  /** The family of the address. */
  readonly family: IpFamily;

  /** The address. */
  readonly address: string;

  /** The port, for a NodePort that on the node. */
  readonly port: number;

  /** The protocol. */
  readonly protocol: IpProtocol;

  /** The sources whose traffic is concerned, all in the same way. */
  readonly sourceClasses: SourceClass[];

  /** Whether the frontend is new, gone, or behaves otherwise. */
  readonly action: RulesetChangeAction;

  /**
   * What became of new connections: the endpoints, each with its share where there are several, `masqueraded` after those that
   * see the node's address. Where there are none: `rejected`, `dropped`, `routed on`, `the node itself`.
   *
   * @default - the frontend is new
   */
  readonly before?: string;

  /**
   * What becomes of them.
   *
   * @default - the frontend is gone
   */
  readonly after?: string;
}
