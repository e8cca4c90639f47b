import { ServiceDetails } from '../../cluster/cilium/service-details';
import { Cluster } from '../../cluster/cluster';
import { Service } from '../../cluster/served/service';
import { Workload } from '../../cluster/workloads/workload';
import { CiliumMinor } from '../../programs/cilium/target';
import { AgentConfig, isOn } from '../../programs/cilium/values/agent-config';
import { KubeProxyMode, readSettings, Settings } from '../settings';
import { featuresOf } from '../versions/features';
import { SUPPORTED_MINORS } from '../versions/kube-proxy-version';

/** What a comparison looks at: the Services, kube-proxy's settings in its mode, and the options of Cilium's agent. */
export class ReplacementView {
  public readonly settings: Settings;

  /** @throws InputError where kube-proxy's configuration has a field that it could not use */
  constructor(
    public readonly cluster: Cluster, public readonly mode: KubeProxyMode, public readonly minor: CiliumMinor, private readonly config: AgentConfig,
  ) {
    // Nothing that is looked at here differs between the minors of kube-proxy.
    this.settings = readSettings(cluster.kubeProxyConfiguration?.document ?? {}, featuresOf(SUPPORTED_MINORS.at(-1)!), mode);
  }

  /** Whether an option of the agent is on. */
  public isOn(option: string, byDefault = false): boolean {
    return isOn(this.config, option, byDefault);
  }

  /** The value of an option; the agent's default where the chart writes none. */
  public option(option: string, byDefault = ''): string {
    return this.config[option] || byDefault;
  }

  /** What of a Service Cilium reads, and kube-proxy does not. */
  public details(service: Service): Partial<ServiceDetails> {
    return this.cluster.cilium.serviceDetails.get(`${service.namespace}/${service.name}`) ?? {};
  }

  /** Cilium's annotation of a Service, without its prefix. */
  public annotation(service: Service, name: string): string | undefined {
    return this.details(service).annotations?.[name];
  }

  /** How many endpoints a Service has, each address and port once. */
  public endpointCount(service: Service): number {
    const keys = new Set<string>();
    for (const slice of this.cluster.endpointSlices.get(`${service.namespace}/${service.name}`) ?? []) {
      for (const { name, protocol, endpoints } of slice.ports) {
        for (const { address, port } of endpoints) keys.add(`${name} ${protocol} ${address} ${port}`);
      }
    }
    return keys.size;
  }

  /** Whether any endpoint of a Service has a hint for zones or nodes. */
  public hasHints(service: Service): boolean {
    const slices = this.cluster.endpointSlices.get(`${service.namespace}/${service.name}`) ?? [];
    const endpoints = slices.flatMap(({ ports }) => ports.flatMap(port => port.endpoints));
    return endpoints.some(({ status: { zoneHints, nodeHints } }) => zoneHints.length + nodeHints.length > 0);
  }

  /** The internal addresses of nodes, with their names. */
  public get nodeAddresses(): ReadonlyMap<string, string> {
    return new Map([...this.cluster.nodes.values()].flatMap(({ name, internalIps }) => internalIps.map(({ text }) => [text, name] as const)));
  }

  /** What runs with a container of an image, by the last part of its name. */
  public workloadsOf(...images: readonly string[]): Workload[] {
    return [...this.cluster.workloads.values()].filter(({ containers }) => containers.some(({ image }) => images.includes(image.name)));
  }
}

/** Whether clients reach a Service by other addresses than its ClusterIP. */
export function isExposed(service: Service): boolean {
  return service.hasNodePorts || service.loadBalancerVips.length > 0 || service.externalIps.length > 0;
}

/** Whether it has an address in the cluster. */
export function hasClusterIp({ clusterIps }: Service): boolean {
  return clusterIps.ip !== undefined || clusterIps.ip6 !== undefined;
}
