import { AmbientRule } from './rule';
import { ambientAndInjection } from '../../rules/ambient/ambient-and-injection';
import { ambientExcludedNamespace } from '../../rules/ambient/ambient-excluded-namespace';
import { ambientHostNetwork } from '../../rules/ambient/ambient-host-network';
import { ambientLabelValue } from '../../rules/ambient/ambient-label-value';
import { ambientPodSidecarLeft } from '../../rules/ambient/ambient-pod-sidecar-left';
import { ambientUdpServices } from '../../rules/ambient/ambient-udp-services';
import { authzAllowWithoutWaypointSa } from '../../rules/ambient/authz-allow-without-waypoint-sa';
import { authzCustomAuditAtZtunnel } from '../../rules/ambient/authz-custom-audit-at-ztunnel';
import { authzDenyBehindWaypoint } from '../../rules/ambient/authz-deny-behind-waypoint';
import { authzDryRun } from '../../rules/ambient/authz-dry-run';
import { authzL7AtZtunnelAllow } from '../../rules/ambient/authz-l7-at-ztunnel-allow';
import { authzL7AtZtunnelDeny } from '../../rules/ambient/authz-l7-at-ztunnel-deny';
import { authzSelectorAndTargetrefs } from '../../rules/ambient/authz-selector-and-targetrefs';
import { authzSelectorOnWaypoint } from '../../rules/ambient/authz-selector-on-waypoint';
import { authzTargetrefsKind } from '../../rules/ambient/authz-targetrefs-kind';
import { authzTargetrefsNoWaypoint } from '../../rules/ambient/authz-targetrefs-no-waypoint';
import { calicoCtlb } from '../../rules/ambient/calico-ctlb';
import { calicoEbpfVersion } from '../../rules/ambient/calico-ebpf-version';
import { ciliumExclusive } from '../../rules/ambient/cilium-exclusive';
import { ciliumHostRouting } from '../../rules/ambient/cilium-host-routing';
import { ciliumHostnsOnly } from '../../rules/ambient/cilium-hostns-only';
import { cniNodeRace } from '../../rules/ambient/cni-node-race';
import { drConsistentHash } from '../../rules/ambient/dr-consistent-hash';
import { drSubsetHttproute } from '../../rules/ambient/dr-subset-httproute';
import { envoyfilterWasmTelemetrySelector } from '../../rules/ambient/envoyfilter-wasm-telemetry-selector';
import { gatewayCrds } from '../../rules/ambient/gateway-crds';
import { helmFlatKey } from '../../rules/ambient/helm-flat-key';
import { ingressUseWaypoint } from '../../rules/ambient/ingress-use-waypoint';
import { iptablesMissing } from '../../rules/ambient/iptables-missing';
import { istioFieldUnknown } from '../../rules/ambient/istio-field-unknown';
import { istioObjectInvalid } from '../../rules/ambient/istio-object-invalid';
import { istioValuesRefused } from '../../rules/ambient/istio-values-refused';
import { jobTermination } from '../../rules/ambient/job-termination';
import { k8sVersion } from '../../rules/ambient/k8s-version';
import { multiclusterMin } from '../../rules/ambient/multicluster-min';
import { netpol15008 } from '../../rules/ambient/netpol-15008';
import { netpolAppPort } from '../../rules/ambient/netpol-app-port';
import { netpolEgress15008 } from '../../rules/ambient/netpol-egress-15008';
import { netpolProbeSource } from '../../rules/ambient/netpol-probe-source';
import { nftLeftover } from '../../rules/ambient/nft-leftover';
import { nftVersion } from '../../rules/ambient/nft-version';
import { peerauthDisable } from '../../rules/ambient/peerauth-disable';
import { peerauthMissingStrict } from '../../rules/ambient/peerauth-missing-strict';
import { platformEksSg } from '../../rules/ambient/platform-eks-sg';
import { platformGke } from '../../rules/ambient/platform-gke';
import { platformGkeBindir } from '../../rules/ambient/platform-gke-bindir';
import { platformK3s } from '../../rules/ambient/platform-k3s';
import { platformMinikubeDocker } from '../../rules/ambient/platform-minikube-docker';
import { platformOpenshift } from '../../rules/ambient/platform-openshift';
import { platformUnknown } from '../../rules/ambient/platform-unknown';
import { requestauthSelector } from '../../rules/ambient/requestauth-selector';
import { serviceentryWaypoint } from '../../rules/ambient/serviceentry-waypoint';
import { serviceentryWildcard } from '../../rules/ambient/serviceentry-wildcard';
import { sidecarResource } from '../../rules/ambient/sidecar-resource';
import { statefulsetHeadless } from '../../rules/ambient/statefulset-headless';
import { taintEnv } from '../../rules/ambient/taint-env';
import { useWaypointCrossNamespace } from '../../rules/ambient/use-waypoint-cross-namespace';
import { useWaypointFormat } from '../../rules/ambient/use-waypoint-format';
import { useWaypointMissing } from '../../rules/ambient/use-waypoint-missing';
import { useWaypointNotEnrolled } from '../../rules/ambient/use-waypoint-not-enrolled';
import { useWaypointTypeMismatch } from '../../rules/ambient/use-waypoint-type-mismatch';
import { versionSkew } from '../../rules/ambient/version-skew';
import { vsAndHttproute } from '../../rules/ambient/vs-and-httproute';
import { vsSourceMatch } from '../../rules/ambient/vs-source-match';
import { waypointBypassOpen } from '../../rules/ambient/waypoint-bypass-open';
import { waypointClass } from '../../rules/ambient/waypoint-class';
import { waypointForValue } from '../../rules/ambient/waypoint-for-value';
import { waypointListener } from '../../rules/ambient/waypoint-listener';
import { waypointNameNone } from '../../rules/ambient/waypoint-name-none';
import { ztunnelTrust } from '../../rules/ambient/ztunnel-trust';

/** All rules, by id. */
export const AMBIENT_RULES: readonly AmbientRule[] = [
  ambientAndInjection,
  ambientExcludedNamespace,
  ambientHostNetwork,
  ambientLabelValue,
  ambientPodSidecarLeft,
  ambientUdpServices,
  authzAllowWithoutWaypointSa,
  authzCustomAuditAtZtunnel,
  authzDenyBehindWaypoint,
  authzDryRun,
  authzL7AtZtunnelAllow,
  authzL7AtZtunnelDeny,
  authzSelectorAndTargetrefs,
  authzSelectorOnWaypoint,
  authzTargetrefsKind,
  authzTargetrefsNoWaypoint,
  calicoCtlb,
  calicoEbpfVersion,
  ciliumExclusive,
  ciliumHostRouting,
  ciliumHostnsOnly,
  cniNodeRace,
  drConsistentHash,
  drSubsetHttproute,
  envoyfilterWasmTelemetrySelector,
  gatewayCrds,
  helmFlatKey,
  ingressUseWaypoint,
  iptablesMissing,
  istioFieldUnknown,
  istioObjectInvalid,
  istioValuesRefused,
  jobTermination,
  k8sVersion,
  multiclusterMin,
  netpol15008,
  netpolAppPort,
  netpolEgress15008,
  netpolProbeSource,
  nftLeftover,
  nftVersion,
  peerauthDisable,
  peerauthMissingStrict,
  platformEksSg,
  platformGke,
  platformGkeBindir,
  platformK3s,
  platformMinikubeDocker,
  platformOpenshift,
  platformUnknown,
  requestauthSelector,
  serviceentryWaypoint,
  serviceentryWildcard,
  sidecarResource,
  statefulsetHeadless,
  taintEnv,
  useWaypointCrossNamespace,
  useWaypointFormat,
  useWaypointMissing,
  useWaypointNotEnrolled,
  useWaypointTypeMismatch,
  versionSkew,
  vsAndHttproute,
  vsSourceMatch,
  waypointBypassOpen,
  waypointClass,
  waypointForValue,
  waypointListener,
  waypointNameNone,
  ztunnelTrust,
];
