import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector } from './label-selector';
import { networkObject } from './network-object';
import { NetworkObjectProps } from './network-object-props';
import { InputError, quoted } from '../../base/errors';
import { goRegexpProblem } from '../../programs/cilium/policy/go-regexp';

/** Properties of `CiliumL2AnnouncementPolicy`. */
export interface CiliumL2AnnouncementPolicyProps extends NetworkObjectProps {
  /**
   * The nodes that answer.
   *
   * @default - all
   */
  readonly nodes?: LabelSelector;
  /**
   * The Services whose addresses are announced.
   *
   * @default - all
   */
  readonly services?: LabelSelector;
  /**
   * The interfaces on which nodes answer, as regular expressions, as in `^eth[0-9]+`.
   *
   * @default - all
   */
  readonly interfaces?: string[];
  /**
   * Whether addresses of load balancers are announced.
   *
   * @default false
   */
  readonly loadBalancerIps?: boolean;
  /**
   * Whether external IPs are announced.
   *
   * @default false
   */
  readonly externalIps?: boolean;
}

/** Which nodes answer for addresses of Services in their layer 2 network. It needs `l2Announcements` and `kubeProxyReplacement` of the installation. */
export class CiliumL2AnnouncementPolicy extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the API server would refuse
   */
  constructor(scope: Construct, id: string, props: CiliumL2AnnouncementPolicyProps) {
    super(scope, id);
    const { nodes, services, interfaces, loadBalancerIps, externalIps } = props;
    if (!loadBalancerIps && !externalIps) throw new InputError(`${this.node.path}: it announces nothing; set loadBalancerIps or externalIps`);
    for (const [i, pattern] of (interfaces ?? []).entries()) {
      const problem = goRegexpProblem(pattern);
      if (problem !== undefined) throw new InputError(`${this.node.path}: interfaces[${i}]: ${quoted(pattern)} ${problem}`);
    }
    this.apiObject = networkObject(this, 'CiliumL2AnnouncementPolicy', props, () => ({
      nodeSelector: nodes?._for('others'), serviceSelector: services?._for('services'), interfaces, loadBalancerIPs: loadBalancerIps, externalIPs: externalIps,
    }));
  }
}
