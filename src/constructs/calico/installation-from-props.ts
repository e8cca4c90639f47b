import { CalicoCniOptions } from './installation-options';
import { CalicoInstallationProps } from './installation-props';
import { CalicoIpPool } from './ip-pool';
import { isObject } from '../../base/schema/decode';
import { CalicoRelease } from '../../programs/calico/features';

/** The spec that the properties ask for, and fields of extraSpec that say otherwise than a property. */
export interface SpecFromProps {
  readonly spec: Record<string, unknown>;
  readonly clashes: readonly string[];
}

/** Operators before this one know Calico Enterprise by its old name only. */
const CALICO_ENTERPRISE_SINCE = 43;

/** @param dataplane what the construct itself sets in `calicoNetwork` */
export function specFromProps(props: CalicoInstallationProps, dataplane: Record<string, unknown>, { operator }: CalicoRelease): SpecFromProps {
  const enterprise = operator.minor < CALICO_ENTERPRISE_SINCE ? 'TigeraSecureEnterprise' : 'CalicoEnterprise';
  const clashes: string[] = [];
  const typed = withoutUndefined({
    variant: props.variant === 'CalicoEnterprise' ? enterprise : props.variant,
    registry: props.registry,
    imagePath: props.imagePath,
    imagePrefix: props.imagePrefix,
    imagePullSecrets: props.imagePullSecrets?.map(name => ({ name })),
    kubernetesProvider: props.kubernetesProvider,
    cni: props.cni && cni(props.cni),
    calicoNetwork: calicoNetwork(props, dataplane),
    flexVolumePath: props.flexVolumePath,
    nodeMetricsPort: props.nodeMetricsPort,
    typhaMetricsPort: props.typhaMetricsPort,
    controlPlaneReplicas: props.controlPlaneReplicas,
    serviceCIDRs: props.serviceCidrs,
  }) as Record<string, unknown>;
  const extra = withoutUndefined(isObject(props.extraSpec) ? props.extraSpec : {}) as Record<string, unknown>;
  return { spec: merged(typed, extra, '', clashes), clashes };
}

function calicoNetwork(props: CalicoInstallationProps, dataplane: Record<string, unknown>): Record<string, unknown> {
  return {
    ...dataplane,
    bgp: enabled(props.bgp),
    clusterRoutingMode: props.clusterRoutingMode,
    ipPools: props.ipPools?.map(ipPool),
    mtu: props.mtu,
    nodeAddressAutodetectionV4: props.nodeAddressAutodetectionV4?._fields,
    nodeAddressAutodetectionV6: props.nodeAddressAutodetectionV6?._fields,
    hostPorts: enabled(props.hostPorts),
    multiInterfaceMode: props.multiInterfaceMode,
    containerIPForwarding: enabled(props.containerIpForwarding),
    linuxPodInterfaceType: props.podInterfaceType,
    sysctl: props.sysctl && Object.keys(props.sysctl).sort().map(key => ({ key, value: props.sysctl![key] })),
    linuxPolicySetupTimeoutSeconds: props.policySetupTimeout?.toSeconds({ integral: false }),
  };
}

// What TypeScript doesn't know is taken over as it is, so that its name is reported to a JavaScript user.
function cni({ plugin, ipam, ...rest }: CalicoCniOptions): Record<string, unknown> {
  return { ...rest, type: plugin, ipam: ipam && { type: ipam } };
}

function ipPool({ natOutgoing, disableBgpExport, ...rest }: CalicoIpPool): Record<string, unknown> {
  return { ...rest, natOutgoing: enabled(natOutgoing), disableBGPExport: disableBgpExport };
}

function enabled(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value ? 'Enabled' : 'Disabled';
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([name, item]) => [name, withoutUndefined(item)]));
}

/** Objects field by field. Anything else may be in both only where it is equal. */
function merged(under: Record<string, unknown>, over: Record<string, unknown>, path: string, clashes: string[]): Record<string, unknown> {
  const result = new Map(Object.entries(under));
  for (const [name, item] of Object.entries(over)) {
    const existing = result.get(name);
    const itemPath = `${path}${name}`;
    if (isObject(existing) && isObject(item)) {
      result.set(name, merged(existing, item, `${itemPath}.`, clashes));
    } else {
      if (existing !== undefined && JSON.stringify(existing) !== JSON.stringify(item)) clashes.push(itemPath);
      else result.set(name, item);
    }
  }
  return Object.fromEntries(result);
}
