import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { CalicoPatch } from './calico-patch';
import { createDefaultObject } from './default-object';
import { EbpfPlan, planEbpf } from './ebpf-plan';
import { CalicoEbpfInstallationProps } from './ebpf-props';
import { CalicoFelixApi } from './felix-api';
import { CalicoPatchOptions } from './patch-options';
import {
  ENDPOINT_CONFIG_MAP, endpointData, felixSpecBesideKubeProxy, installationBackFromEbpf, installationToEbpf, kubeProxyCommands,
} from '../../programs/calico/ebpf';

/**
 * The Tigera operator's Installation `default` with the eBPF data plane, which takes the place of kube-proxy, and what it needs: the
 * ConfigMap with the API server's address, and the FelixConfiguration where kube-proxy has to stay.
 */
export class CalicoEbpfInstallation extends Construct {
  /**
   * The Installation.
   */
  public readonly installation: ApiObject;

  /**
   * The ConfigMap `kubernetes-services-endpoint` in `tigera-operator`, where `apiServer` is given.
   */
  public readonly endpointConfigMap?: ApiObject;

  /**
   * The FelixConfiguration `default`, where kube-proxy stays.
   */
  public readonly felixConfiguration?: ApiObject;

  /**
   * The command that takes kube-proxy from the nodes, where that is the user's part.
   */
  public readonly disableKubeProxyCommand?: string;

  /**
   * The command that brings kube-proxy back, where that is the user's part.
   */
  public readonly enableKubeProxyCommand?: string;

  private readonly plan: EbpfPlan;

  /**
   * Checks all properties, by the rules of the operator that belongs to this version of Calico, and makes the objects.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: CalicoEbpfInstallationProps) {
    super(scope, id);
    this.plan = planEbpf(props, this.node.path);
    const { spec, endpoint, way, release } = this.plan;

    // In the order in which they are needed.
    if (endpoint) {
      this.endpointConfigMap = new ApiObject(this, 'Endpoint', {
        apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...ENDPOINT_CONFIG_MAP }, data: endpointData(endpoint),
      });
    }
    if (way.kubeProxy === 'stays') {
      this.felixConfiguration = createDefaultObject(this, 'FelixConfiguration', {
        apiVersion: props.felixApi ?? CalicoFelixApi.CRD_V1, kind: 'FelixConfiguration', spec: felixSpecBesideKubeProxy(release), notices: [],
      });
    }
    this.installation = createDefaultObject(this, 'Resource', {
      apiVersion: 'operator.tigera.io/v1', kind: 'Installation', spec, notices: this.plan.notices, metadata: props.metadata,
    });
    if (way.kubeProxy === 'by hand') {
      const { disable, enable } = kubeProxyCommands(props.kubernetesProvider);
      this.disableKubeProxyCommand = disable;
      this.enableKubeProxyCommand = enable;
    }
  }

  /**
   * The name of the Installation: `default`.
   */
  public get name(): string {
    return this.installation.name;
  }

  /**
   * What to know about this way to eBPF. The Installation has the same in its annotation `cdk8s-nftables/notice`.
   */
  public get notices(): string[] {
    return [...this.plan.notices];
  }

  /**
   * The patch for an Installation that is in the cluster already and stays as it is otherwise: the data plane, and the fields of
   * the operator's way. How addresses are detected the operator has filled in there.
   *
   * @param options what is known of the cluster
   */
  public patch(options: CalicoPatchOptions = {}): CalicoPatch {
    const { way, release } = this.plan;
    return CalicoPatch._of(installationToEbpf(way), installationBackFromEbpf(release, way, options.current));
  }
}
