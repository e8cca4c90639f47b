import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { valuesProblems } from './checked-values';
import { CiliumValuesProps } from './cilium-values-props';
import { Delivery } from './delivery';
import { propsProblems } from './props-problems';
import { valuesFromProps } from './values-from-props';
import { InputError } from '../../base/errors';
import { readCiliumMinor } from '../../programs/cilium/target';
import { agentConfigOf } from '../../programs/cilium/values/agent-config';
import { ChartValues } from '../../programs/cilium/values/chart-values';
import { PropertyNames, refuseUnknown } from '../props/known-properties';
import { withPath } from '../props/with-path';

/** Properties of `CiliumInstallation`. */
export interface CiliumInstallationProps extends CiliumValuesProps {
  /**
   * How the values get to the cluster.
   *
   * @default Delivery.fromValuesFile()
   */
  readonly delivery?: Delivery;
}

const PROPERTIES: PropertyNames<CiliumInstallationProps> = {
  version: true,
  delivery: true,
  apiServer: true,
  kubeProxyReplacement: true,
  healthzBindAddress: true,
  routing: true,
  podAddresses: true,
  loadBalancing: true,
  masquerading: true,
  hubble: true,
  encryption: true,
  policyEnforcement: true,
  hostFirewall: true,
  ipv6: true,
  gatewayApi: true,
  l2Announcements: true,
  l2AnnouncedServices: true,
  bgp: true,
  istioAmbient: true,
  operatorReplicas: true,
  values: true,
};

/**
 * Cilium, as its Helm chart installs it. Values are checked for the version: what the chart refuses, what agents refuse when they start, and keys that
 * nothing reads.
 */
export class CiliumInstallation extends Construct {
  /** The values of the chart. */
  public readonly values: { readonly [name: string]: any };

  /**
   * The options of agents and the operator: `data` of the ConfigMap `cilium-config`, whole, as the chart renders it of these values. It is computed
   * without the chart, for 1.17.18, 1.18.12, 1.19.6 and 1.20.0; other patches of a minor may write single options otherwise. Empty where the values
   * turn off the agent and the operator. Nothing in it is looked up in a cluster.
   */
  public readonly ciliumConfig: { readonly [option: string]: string };

  /** The objects that were made: none with a file of values. */
  public readonly apiObjects: ApiObject[];

  /** The command that installs a file of values, from the app's output folder. Not set with other deliveries. */
  public readonly helmCommand?: string;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what keeps the values from doing what they say
   */
  constructor(scope: Construct, id: string, props: CiliumInstallationProps) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    const minor = withPath(this.node.path, () => readCiliumMinor(props.version, 'version'));
    const delivery = props.delivery ?? Delivery.fromValuesFile();
    const values = new ChartValues(valuesFromProps(props, minor), minor);
    const problems = [
      ...propsProblems(props, values),
      ...valuesProblems(values, delivery._rendering).map(({ field, message }) => ({ field: `values.${field}`, message })),
    ];
    if (problems.length > 0) throw new InputError(problems.map(({ field, message }) => `${this.node.path}: ${field}: ${message}`).join('\n'));
    this.values = values.given;
    this.ciliumConfig = agentConfigOf(values);
    const { objects, command } = delivery._deliver(this, { version: props.version, values: values.given });
    this.apiObjects = objects;
    this.helmCommand = command;
  }
}
