import { CalicoFelixApi } from './felix-api';
import { CalicoInstallationProps } from './installation-props';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';

/**
 * Who prepares the nodes for eBPF and takes kube-proxy away.
 */
export enum CalicoEbpfManagement {
  /**
   * The operator, by the fields bpfNetworkBootstrap and kubeProxyManagement: from Calico 3.31, and only where no other tool manages
   * the DaemonSet kube-proxy.
   */
  OPERATOR = 'Operator',
  /** The user, with a ConfigMap that says where the API server is, and a command that takes kube-proxy from the nodes. */
  MANUAL = 'Manual',
}

/**
 * Where the API server is for Calico, without kube-proxy.
 */
export interface CalicoApiServer {
  /**
   * The name or the address of the API server, or of the load balancer in front of it.
   */
  readonly host: string;

  /**
   * Its port.
   *
   * @default - 6443
   */
  readonly port?: number;
}

/**
 * Properties of `CalicoEbpfInstallation`.
 */
export interface CalicoEbpfInstallationProps extends CalicoInstallationProps {
  /**
   * Who prepares the nodes and takes kube-proxy away.
   */
  readonly management: CalicoEbpfManagement;

  /**
   * The mode that kube-proxy runs in now. With IPVS nodes would lose all connectivity: the cluster has to go to iptables mode, and its
   * nodes have to restart, before.
   */
  readonly currentProxyMode: ProxyMode;

  /**
   * Where the API server is. It is for `MANUAL` only, and needed there unless kube-proxy stays; the operator refuses its own way
   * beside it.
   *
   * @default - none
   */
  readonly apiServer?: CalicoApiServer;

  /**
   * Whether kube-proxy has to stay, since another tool brings it back. Felix is then set to leave it alone.
   *
   * @default - false
   */
  readonly keepKubeProxy?: boolean;

  /**
   * The API of the FelixConfiguration that is made where kube-proxy has to stay.
   *
   * @default - CalicoFelixApi.CRD_V1
   */
  readonly felixApi?: CalicoFelixApi;
}
