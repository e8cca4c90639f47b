import { Encryption } from './encryption';
import { Hubble } from './hubble';
import { PodAddresses } from './ipam';
import { LoadBalancing } from './load-balancing';
import { Routing } from './routing';

/** When policies are enforced. */
export enum PolicyEnforcement {
  /** For pods that a policy selects. */
  DEFAULT = 'default',
  /** For all pods: what no policy allows is dropped. */
  ALWAYS = 'always',
  /** Never. */
  NEVER = 'never',
}

/** Where the API server is, without a Service. */
export interface ApiServerAddress {
  /** Its address or name. */
  readonly host: string;
  /**
   * Its port.
   *
   * @default 6443
   */
  readonly port?: number;
}

/** Which traffic that leaves the cluster gets the address of its node. */
export interface Masquerading {
  /**
   * That of IPv4.
   *
   * @default true
   */
  readonly ipv4?: boolean;
  /**
   * That of IPv6.
   *
   * @default true
   */
  readonly ipv6?: boolean;
  /**
   * Whether eBPF does it, and not iptables.
   *
   * @default false
   */
  readonly bpf?: boolean;
}

/** What is common to everything that holds values of Cilium's chart. */
export interface CiliumValuesProps {
  /** The version of the chart, as in `1.20.0`. Values are checked for its minor. */
  readonly version: string;
  /**
   * Where the API server is. Required where kube-proxy is replaced.
   *
   * @default - the Service `kubernetes`
   */
  readonly apiServer?: ApiServerAddress;
  /**
   * Whether Cilium takes the place of kube-proxy.
   *
   * @default false
   */
  readonly kubeProxyReplacement?: boolean;
  /**
   * Where health checks of load balancers are answered in the place of kube-proxy, as in `0.0.0.0:10256`.
   *
   * @default - nowhere
   */
  readonly healthzBindAddress?: string;
  /**
   * How packets get to pods of other nodes.
   *
   * @default Routing.fromTunnel()
   */
  readonly routing?: Routing;
  /**
   * Where pods get their addresses from.
   *
   * @default - the pool 10.0.0.0/8
   */
  readonly podAddresses?: PodAddresses;
  /**
   * How NodePorts and load balancers are served.
   *
   * @default - random, with SNAT
   */
  readonly loadBalancing?: LoadBalancing;
  /**
   * Which traffic is masqueraded.
   *
   * @default - all that leaves the cluster, by iptables
   */
  readonly masquerading?: Masquerading;
  /**
   * What Hubble shows.
   *
   * @default - flows of each node
   */
  readonly hubble?: Hubble;
  /**
   * What encrypts traffic between nodes.
   *
   * @default - nothing
   */
  readonly encryption?: Encryption;
  /**
   * When policies are enforced.
   *
   * @default PolicyEnforcement.DEFAULT
   */
  readonly policyEnforcement?: PolicyEnforcement;
  /**
   * Whether policies apply to nodes.
   *
   * @default false
   */
  readonly hostFirewall?: boolean;
  /**
   * Whether pods get IPv6 addresses.
   *
   * @default false
   */
  readonly ipv6?: boolean;
  /**
   * Whether Cilium serves Gateway API, with a GatewayClass of the name `cilium`. It needs `kubeProxyReplacement`, and the CustomResourceDefinitions of
   * Gateway API before its operator starts.
   *
   * @default false
   */
  readonly gatewayApi?: boolean;
  /**
   * Whether nodes answer for addresses of load balancers in their layer 2 network.
   *
   * @default false
   */
  readonly l2Announcements?: boolean;
  /**
   * How many Services are announced in layer 2 at most: each has a lease, and agents ask the API server for all of them. Sets `k8sClientRateLimit`.
   *
   * @default - as many as the limits of the chart allow, about 50
   */
  readonly l2AnnouncedServices?: number;
  /**
   * Whether nodes announce addresses by BGP.
   *
   * @default false
   */
  readonly bgp?: boolean;
  /**
   * Whether Istio's ambient mode works beside it: sets `cni.exclusive`, `socketLB.hostNamespaceOnly` and `bpf.hostLegacyRouting`.
   *
   * @default false
   */
  readonly istioAmbient?: boolean;
  /**
   * How many operators run: more than nodes stay pending.
   *
   * @default 2
   */
  readonly operatorReplicas?: number;
  /**
   * Further values of the chart, laid over all others key by key. Keys that the chart of the version does not read are refused.
   *
   * @default - none
   */
  readonly values?: { readonly [name: string]: any };
}
