/** Labels, annotations and names that Istio reads: label/labels.yaml and annotation/annotations.yaml of github.com/istio/api. */
export const ISTIO = {
  dataplaneMode: 'istio.io/dataplane-mode',
  useWaypoint: 'istio.io/use-waypoint',
  useWaypointNamespace: 'istio.io/use-waypoint-namespace',
  ingressUseWaypoint: 'istio.io/ingress-use-waypoint',
  waypointFor: 'istio.io/waypoint-for',
  injection: 'istio-injection',
  revision: 'istio.io/rev',
  injectPod: 'sidecar.istio.io/inject',
  sidecarStatus: 'sidecar.istio.io/status',
  gatewayName: 'gateway.networking.k8s.io/gateway-name',
  dryRun: 'istio.io/dry-run',
} as const;

/** Where istiod runs, and where objects count for the whole mesh, unless the mesh says otherwise. */
export const ROOT_NAMESPACE = 'istio-system';

/** The port that mesh traffic of a pod arrives at: HTTP/2 tunnels with mutual TLS. */
export const HBONE_PORT = 15008;

/** What the kubelet's probes of enrolled pods come from: cni/pkg/ipset and cni/pkg/config of Istio, `HostProbeSNATIP`. */
export const PROBE_SOURCES = ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'];

/** A class of Gateways that are proxies in a mesh: pilot/pkg/config/kube/gateway and pkg/config/constants. */
interface WaypointClass {
  readonly name: string;
  /** The first minor that has it. */
  readonly since: string;
}

export const WAYPOINT_CLASSES: readonly WaypointClass[] = [
  { name: 'istio-waypoint', since: '1.24' },
  { name: 'istio-agentgateway-waypoint', since: '1.31' },
];

/** Classes of Istio for other Gateways than waypoints. */
export const OTHER_CLASSES: readonly string[] = ['istio', 'istio-remote', 'istio-east-west', 'istio-agentgateway'];

/** What goes through a waypoint: the values of the label istio.io/waypoint-for. */
export const TRAFFIC_TYPES = ['service', 'workload', 'all', 'none'] as const;
