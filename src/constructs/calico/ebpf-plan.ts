import { CalicoEbpfInstallationProps, CalicoEbpfManagement } from './ebpf-props';
import { planInstallation } from './installation-plan';
import { releaseOf, throwProblems } from './problems';
import { quoted } from '../../base/errors';
import { Problem } from '../../base/schema/problem';
import { minorTextOf } from '../../base/version/version';
import {
  ApiServerEndpoint, EBPF_BOOTSTRAP_SINCE, ebpfCalicoNetwork, EbpfKubeProxy, EbpfWay, ENDPOINT_CONFIG_MAP, MANAGED_KUBE_PROXY,
} from '../../programs/calico/ebpf';
import { CalicoRelease } from '../../programs/calico/features';
import { versionNotices } from '../../programs/calico/notices';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';

/** What a cluster that goes on to eBPF gets, with everything checked. */
export interface EbpfPlan {
  readonly release: CalicoRelease;
  readonly way: EbpfWay;
  readonly spec: Record<string, unknown>;
  readonly endpoint?: ApiServerEndpoint;
  readonly notices: readonly string[];
}

/**
 * @param path the construct's path, for messages
 * @throws InputError that lists all that is wrong, a line for each problem
 */
export function planEbpf(props: CalicoEbpfInstallationProps, path: string): EbpfPlan {
  const release = releaseOf(path, props.calicoVersion, props.operatorVersion);
  const isKnown = Object.values(CalicoEbpfManagement).includes(props.management);
  const way = { bootstrap: props.management === CalicoEbpfManagement.OPERATOR, kubeProxy: kubeProxyOf(props) };
  const tooOld = way.bootstrap && release.operator.minor < EBPF_BOOTSTRAP_SINCE.operator;
  const { spec, problems } = planInstallation(props, ebpfCalicoNetwork(way), release);
  throwProblems(path, [
    ...isKnown ? [] : [{ field: 'management', message: `${quoted(props.management)} is unknown: expected CalicoEbpfManagement.OPERATOR or MANUAL` }],
    ...tooOld ? [{ field: 'management', message: tooOldMessage(release) }] : [],
    ...RULES.map(rule => rule(props)).filter(problem => problem !== undefined),
    // The fields of the operator's way would be reported as unknown, too.
    ...problems.filter(({ field }) => !(tooOld && /^calicoNetwork\.(bpfNetworkBootstrap|kubeProxyManagement)$/.test(field))),
  ]);
  const { apiServer } = props;
  const notices = [...versionNotices(release), ...way.kubeProxy === 'operator' ? [MANAGED_NOTICE] : []];
  return { release, way, spec, endpoint: apiServer && { host: apiServer.host, port: apiServer.port ?? 6443 }, notices };
}

const MANAGED_NOTICE = `the operator leaves a DaemonSet kube-proxy alone that has the label ${MANAGED_KUBE_PROXY.labels.join(' or ')}, `
  + `or the annotation ${MANAGED_KUBE_PROXY.annotations.join(' or ')}: such a cluster needs CalicoEbpfManagement.MANUAL`;

function kubeProxyOf({ keepKubeProxy, management }: CalicoEbpfInstallationProps): EbpfKubeProxy {
  if (keepKubeProxy) return 'stays';
  return management === CalicoEbpfManagement.OPERATOR ? 'operator' : 'by hand';
}

function tooOldMessage({ version, operator }: CalicoRelease): string {
  return `OPERATOR needs operator 1.${EBPF_BOOTSTRAP_SINCE.operator}, which installs Calico 3.${EBPF_BOOTSTRAP_SINCE.calico}: `
    + `expected CalicoEbpfManagement.MANUAL with Calico ${minorTextOf(version)} and operator ${minorTextOf(operator)}`;
}

// A host name as DNS has it, or an address; IPv6 without brackets, as the operator puts them around it itself.
const HOST = /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-fA-F:.]+)$/;

const RULES: readonly ((props: CalicoEbpfInstallationProps) => Problem | undefined)[] = [
  ({ currentProxyMode }) => currentProxyMode === ProxyMode.IPVS ? {
    field: 'currentProxyMode',
    message: 'kube-proxy in IPVS mode can\'t give way to eBPF, since the nodes would lose all connectivity: '
      + 'switch it to iptables mode first and restart the nodes, then expected ProxyMode.IPTABLES',
  } : undefined,

  ({ currentProxyMode }) => Object.values(ProxyMode).includes(currentProxyMode) ? undefined
    : { field: 'currentProxyMode', message: `${quoted(currentProxyMode)} is no proxy mode: expected ProxyMode.NFTABLES, IPTABLES or IPVS` },

  ({ management, apiServer }) => management === CalicoEbpfManagement.OPERATOR && apiServer ? {
    field: 'apiServer',
    message: `the operator refuses bpfNetworkBootstrap while there is a ConfigMap ${ENDPOINT_CONFIG_MAP.name}: leave it out, and delete the ConfigMap where there is one`,
  } : undefined,

  ({ management, apiServer, keepKubeProxy }) => management === CalicoEbpfManagement.MANUAL && !apiServer && !keepKubeProxy ? {
    field: 'apiServer',
    message: 'is missing: without kube-proxy Calico can\'t reach the API server by its Service, so it needs host and port',
  } : undefined,

  ({ apiServer }) => !apiServer || HOST.test(apiServer.host) ? undefined
    : { field: 'apiServer.host', message: `${quoted(apiServer.host)} is no name and no address: expected such as "k8s.example.internal", without https:// and port` },

  ({ apiServer }) => {
    const port = apiServer?.port ?? 6443;
    return Number.isInteger(port) && port >= 1 && port <= 65535 ? undefined
      : { field: 'apiServer.port', message: `${quoted(port)} is no port: expected an integer from 1 to 65535` };
  },
];
