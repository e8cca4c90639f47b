import { CiliumValuesProps } from './cilium-values-props';
import { Hubble, HubbleCertificates } from './hubble';
import { PlainObject } from '../../base/objects/fields';
import { parseGoDuration } from '../../base/schema/duration';
import { CiliumMinor } from '../../programs/cilium/target';
import { mergeValues } from '../../programs/helm/merge-values';
import { plainData } from '../props/plain-data';

/** The values that properties stand for. */
export function valuesFromProps(props: CiliumValuesProps, minor: CiliumMinor): PlainObject {
  const parts: object[] = [
    { hubble: hubbleValues(props.hubble ?? {}) },
    clusterMeshValues(props),
    props.apiServer ? { k8sServiceHost: props.apiServer.host, k8sServicePort: props.apiServer.port ?? 6443 } : {},
    { kubeProxyReplacement: props.kubeProxyReplacement ?? false, kubeProxyReplacementHealthzBindAddr: props.healthzBindAddress },
    props.routing?._values ?? {},
    props.podAddresses?._values ?? {},
    loadBalancingValues(props),
    masqueradingValues(props),
    props.encryption?._valuesIn(minor) ?? {},
    { policyEnforcementMode: props.policyEnforcement, ...switched('hostFirewall', props.hostFirewall), ...switched('ipv6', props.ipv6) },
    { ...switched('l2announcements', props.l2Announcements), ...switched('bgpControlPlane', props.bgp) },
    rateLimitValues(props),
    props.gatewayApi === undefined ? {} : { gatewayAPI: { enabled: props.gatewayApi, ...props.gatewayApi && { gatewayClass: { create: 'true' } } } },
    props.istioAmbient ? { cni: { exclusive: false }, socketLB: { hostNamespaceOnly: true }, bpf: { hostLegacyRouting: true } } : {},
    props.operatorReplicas === undefined ? {} : { operator: { replicas: props.operatorReplicas } },
    props.values ?? {},
  ];
  return parts.reduce<PlainObject>((all, part) => mergeValues(all, plainData(part) as PlainObject), {});
}

function switched(name: string, enabled: boolean | undefined): object {
  return enabled === undefined ? {} : { [name]: { enabled } };
}

/** In which time a lease is renewed: the agent's default of l2announcements.leaseRenewDeadline. */
const LEASE_RENEW_NANOSECONDS = 5_000_000_000n;
/** What the chart sets by default for Kubernetes from 1.27. */
const LEAST_QPS = 10;

/** Documentation/network/l2-announcements.rst, Sizing client rate limit: a request for each Service in each renewal, and room for bursts. */
function rateLimitValues({ l2AnnouncedServices, values }: CiliumValuesProps): object {
  if (l2AnnouncedServices === undefined) return {};
  const deadline = parseGoDuration(String(values?.l2announcements?.leaseRenewDeadline)) || LEASE_RENEW_NANOSECONDS;
  const qps = Math.max(LEAST_QPS, Math.ceil(l2AnnouncedServices / (Number(deadline) / 1e9)));
  return { k8sClientRateLimit: { qps, burst: 2 * qps } };
}

function loadBalancingValues({ loadBalancing }: CiliumValuesProps): object {
  if (!loadBalancing) return {};
  const { algorithm, maglevTableSize, mode, dsrDispatch, acceleration, nodePortRange, serviceTopology } = loadBalancing;
  return {
    loadBalancer: { algorithm, mode, dsrDispatch, acceleration, serviceTopology },
    ...maglevTableSize !== undefined && { maglev: { tableSize: maglevTableSize } },
    // The API server's flag has a hyphen, the chart a comma.
    ...nodePortRange !== undefined && { nodePort: { range: nodePortRange.replace('-', ',') } },
  };
}

function masqueradingValues({ masquerading }: CiliumValuesProps): object {
  if (!masquerading) return {};
  const { ipv4, ipv6, bpf } = masquerading;
  return { enableIPv4Masquerade: ipv4, enableIPv6Masquerade: ipv6, ...bpf !== undefined && { bpf: { masquerade: bpf } } };
}

/** As with Hubble, the chart would make new certificates with each rendering. */
function clusterMeshValues({ values }: CiliumValuesProps): object {
  return values?.clustermesh?.useAPIServer ? { clustermesh: { apiserver: { tls: { auto: { method: HubbleCertificates.CRON_JOB } } } } } : {};
}

/** The values of Hubble. */
function hubbleValues(hubble: Hubble): object {
  const { enabled, relay = hubble.ui, ui, metrics, certificates = HubbleCertificates.CRON_JOB, issuer } = hubble;
  return {
    enabled,
    tls: { auto: { method: certificates, ...issuer && { certManagerIssuerRef: { group: 'cert-manager.io', kind: issuer.kind ?? 'ClusterIssuer', name: issuer.name } } } },
    ...relay !== undefined && { relay: { enabled: relay } },
    ...ui !== undefined && { ui: { enabled: ui } },
    ...metrics && { metrics: { enabled: metrics } },
  };
}
