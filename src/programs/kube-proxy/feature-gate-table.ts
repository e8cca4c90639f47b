/**
 * The feature gates that kube-proxy knows, with their history from Kubernetes 1.29 on. `LoggingAlphaOptions 29a-` is alpha and off in 1.29 and
 * since then; in `TopologyAwareHints 29b+ 33g+! 36x` the letters are the stage (a alpha, b beta, g general availability, d deprecated), the
 * sign is the default, ! locks the gate to it, and with x there is no such gate.
 *
 * kube-proxy knows each gate of its binary's `DefaultMutableFeatureGate`: upstream `pkg/features/kube_features.go`,
 * `staging/src/k8s.io/apiserver/pkg/features`, `apiextensions-apiserver/pkg/features`, `client-go/features`, and of `component-base` the
 * gates of logs, metrics and zpages. Read from these files of v1.29.1 to v1.36.3 (the newest patch release of a minor where that added some).
 * For 1.37 the file of `pkg/features` is v1.37's documentation and changelog, the others are v1.37.0-beta.0; a gate of 1.36 that nothing says was
 * removed is taken to be there. What follows 1.37 are plans (KEP-5495, KEP-6032).
 */
export const FEATURE_GATES = `
AdmissionWebhookMatchConditions 29b+ 30g+! 33x
AggregatedDiscoveryEndpoint 29b+ 30g+! 33x
AggregatedDiscoveryRemoveBetaType 33d+ 35d+!
AllowDNSOnlyNodeCSR 31d-
AllowInsecureKubeletCertificateSigningRequests 31d-
AllowOverwriteTerminationGracePeriodSeconds 32d- 35d-!
AllowParsingUserUIDFromCertAuth 33b+
AllowServiceExternalIPs 36g+
AllowServiceLBStatusOnNonLB 29d- 32d-! 35x
AllowUnsafeMalformedObjectDeletion 32a- 37b+
AnonymousAuthConfigurableEndpoints 31a- 32b+ 34g+! 37x
AnyVolumeDataSource 29b+ 33g+! 37x
APIListChunking 29g+! 33x
APIPriorityAndFairness 29g+! 31x
APIResponseCompression 29b+
APISelfSubjectReview 29g+! 30x
APIServerIdentity 29b+
APIServerTracing 29b+ 34g+! 37x
APIServerWebhookAuthenticationToken 37a-
APIServingWithRoutine 30a-
AppArmor 29b+ 31g+! 33x
AppArmorFields 30b+ 31g+! 33x
AtomicFIFO 36b+
AtomicWriteVolumeUserFields 37a-
AuthorizeNodeWithSelectors 31a- 32b+ 34g+!
AuthorizePodWebsocketUpgradeCreatePermission 35b+
AuthorizeWithSelectors 31a- 32b+ 34g+! 37x
BtreeWatchCache 32b+ 33g+! 37x
CBORServingAndStorage 32a-
ChangeContainerStatusOnKubeletRestart 35d-
ClearingNominatedNodeNameAfterBinding 34a- 35b+
ClientsAllowCARotation 36b+
ClientsAllowCBOR 32a-
ClientsAllowTLSCacheGC 36b+
ClientsPreferCBOR 32a-
CloudControllerManagerWatchBasedRoutesReconciliation 35a-
CloudControllerManagerWebhook 29a-
CloudDualStackNodeIPs 29b+ 30g+! 32x
ClusterTrustBundle 29a- 33b- 37g+
ClusterTrustBundleProjection 29a- 33b- 37g+
ComponentFlagz 32a- 36b+
ComponentSLIs 29b+ 32g+! 35x
ComponentStatusz 32a- 36b+
CompositePodGroup 37a-
ConcurrentWatchObjectDecode 31b- 37b+
ConsistentHTTPGetHandlers 29g+ 30g+! 31x
ConsistentListFromCache 29a- 31b+ 34g+! 37x
ConsistentListFromCacheSkipTimeoutFallback 37a-
ConstrainedImpersonation 35a- 36b+
ContainerCheckpoint 29a- 30b+
ContainerRestartRules 34a- 35b+
ContainerStopSignals 33a-
ContextualLogging 29a- 30b+
CoordinatedLeaderElection 31a- 33b-
CPUManager 29g+! 33x
CPUManagerPolicyAlphaOptions 29a-
CPUManagerPolicyBetaOptions 29b+
CPUManagerPolicyOptions 29b+ 33g+!
CRDObservedGenerationTracking 35b- 36b+
CRDValidationRatcheting 29a- 30b+ 33g+!
CRIListStreaming 36a-
CronJobsScheduledAnnotation 29b+ 32g+! 35x
CrossNamespaceVolumeDataSource 29a-
CSIMigrationAzureFile 29g+! 30x
CSIMigrationPortworx 29b- 31b+ 33g+! 36x
CSIMigrationRBD 29d- 31x
CSINodeExpandSecret 29g+! 31x
CSIServiceAccountTokenSecrets 35b+ 36g+!
CSIVolumeHealth 29a-
CustomCPUCFSQuotaPeriod 29a- 36g+
CustomResourceFieldSelectors 30a- 31b+ 32g+!
CustomResourceValidationExpressions 29g+! 31x
DeclarativeValidation 33b+ 36g+!
DeclarativeValidationBeta 36b+
DeclarativeValidationTakeover 33b- 36d- 37d-!
DefaultHostNetworkHostPortsInPodTemplates 29d- 31x
DefaultPodSysctls 37a-
DeploymentReplicaSetTerminatingReplicas 33a- 35b+
DetectCacheInconsistency 34b+
DevicePluginCDIDevices 29b+ 31g+! 34x
DisableAllocatorDualWrite 31a- 33b- 34g+ 35g+!
DisableCloudProviders 29b+ 31g+! 33x
DisableCPUQuotaWithExclusiveCPUs 33b+ 36d+
DisableKubeletCloudCredentialProviders 29b+ 31g+! 33x
DisableNodeKubeProxyVersion 29a- 31d- 33d+ 36d+!
DRAAdminAccess 32a- 34b+ 36g+!
DRAConsumableCapacity 34a- 36b+
DRAControlPlaneController 31a- 32x
DRADerivedAttributes 37a-
DRADeviceBindingConditions 34a- 36b+
DRADeviceCompatibilityGroups 37a-
DRADeviceTaintRules 35a- 36b- 37g+
DRADeviceTaints 33a- 36b+ 37g+
DRAExtendedResource 34a- 36b+ 37g+!
DRAListTypeAttributes 36a-
DRANodeAllocatableResources 36a-
DRAOptionalNodeOperations 37a-
DRAPartitionableDevices 33a- 36b+
DRAPartitionableDevicesType 37a-
DRAPrioritizedList 33a- 34b+ 36g+ 37g+!
DRAResourceClaimDeviceStatus 32a- 33b+ 37g+!
DRAResourceClaimGranularStatusAuthorization 36b+
DRAResourcePoolStatus 36a-
DRASchedulerFilterTimeout 34b+
DRAWorkloadResourceClaims 36a- 37b-
DynamicResourceAllocation 29a- 32b- 34g+ 35g+!
EfficientWatchResumption 29g+! 33x
ElasticIndexedJob 29b+ 31g+! 34x
EmptyDirVolumeMode 37a-
EnvFiles 34a- 35b+
EtcdRangeStream 37b+
EventedPLEG 29a-
EvictionRequestAPI 37a-
ExcludeAdmissionWebhookVirtualResources 37b+
ExecProbeTimeout 29g+ 35g+!
ExpandedDNSConfig 29g+! 30x
ExperimentalHostUserNamespaceDefaulting 29d-! 30x
ExtendWebSocketsToKubelet 36b+
ExternalServiceAccountTokenSigner 32a- 34b+ 36g+!
GangScheduling 35a- 37x
GenericWorkload 35a- 37b-
GitRepoVolumeDriver 33d- 36d-!
GracefulNodeShutdown 29b+
GracefulNodeShutdownBasedOnPodPriority 29b+
GRPCContainerProbeTLS 37a-
H2CContainerProbe 37a-
HonorPVReclaimPolicy 29a- 31b+ 33g+! 36x
HostnameOverride 34a- 35b+ 37g+!
HPAConfigurableTolerance 33a- 35b+ 37g+!
HPAContainerMetrics 29b+ 30g+! 32x
HPAOptimizedSelectorStore 37b+
HPAScaleToZero 29a- 37b+
HugepageAwareEviction 37b+
ImageMaximumGCAge 29a- 30b+ 35g+!
ImageVolume 31a- 33b- 35b+ 36g+!
ImageVolumeWithDigest 36a-
InformerResourceVersion 30a- 35g+
InOrderInformers 33b+ 36g+!
InOrderInformersBatchProcess 35b+
InPlacePodLevelResourcesVerticalScaling 35a- 36b+
InPlacePodVerticalScaling 29a- 33b+ 35g+!
InPlacePodVerticalScalingAllocatedStatus 32a- 33d- 36x
InPlacePodVerticalScalingExclusiveCPUs 32a-
InPlacePodVerticalScalingExclusiveMemory 34a-
InPlacePodVerticalScalingInitContainers 36b+ 37g+!
InPlacePodVerticalScalingMemoryBackedVolumes 37a-
InPlacePodVerticalScalingSchedulerPreemption 37a-
InterPodAffinityHostnameFastPath 37a-
InTreePluginAWSUnregister 29a- 31x
InTreePluginAzureDiskUnregister 29a- 31x
InTreePluginAzureFileUnregister 29a- 31x
InTreePluginGCEUnregister 29a- 31x
InTreePluginOpenStackUnregister 29a- 31x
InTreePluginPortworxUnregister 29a- 36x
InTreePluginRBDUnregister 29d- 31x
InTreePluginvSphereUnregister 29a- 31x
IPTablesOwnershipCleanup 29g+! 30x
JobBackoffLimitPerIndex 29b+ 33g+!
JobManagedBy 30a- 32b+ 35g+!
JobPodFailurePolicy 29b+ 31g+! 33x
JobPodReplacementPolicy 29b+ 34g+!
JobReadyPods 29g+! 31x
JobSuccessPolicy 30a- 31b+ 33g+!
KMSv1 29d-
KMSv2 29g+! 32x
KMSv2KDF 29g+! 32x
KubeletCgroupDriverFromCRI 29a- 31b+ 34g+!
KubeletCrashLoopBackOffMax 32a- 35b+
KubeletEnsureSecretPulledImages 33a- 35b+
KubeletFineGrainedAuthz 32a- 33b+ 36g+!
KubeletInUserNamespace 29a- 37b+
KubeletPodResources 29g+! 30x
KubeletPodResourcesDynamicResources 29a- 34b+ 36g+!
KubeletPodResourcesGet 29a- 34b+ 36g+!
KubeletPodResourcesGetAllocatable 29g+! 30x
KubeletPodResourcesListUseActivePods 34d+
KubeletPSI 33a- 34b+ 36g+!
KubeletRegistrationGetOnExistsOnly 32d-
KubeletSeparateDiskGC 29a- 31b+
KubeletServiceAccountTokenForCredentialProviders 33a- 34b+
KubeletTracing 29b+ 34g+!
KubeProxyDrainingTerminatingNodes 29a- 30b+ 31g+! 33x
KubeProxyIPVS 37d+ 40d- 43d-! 46x
KubeProxyNFTablesLocalhostNodePorts 37a- 38b+
LegacyServiceAccountTokenCleanUp 29b+ 30g+! 32x
LegacyServiceAccountTokenTracking 29g+! 30x
LegacySidecarContainers 33d- 34x
ListFromCacheSnapshot 33a- 34b+
LoadBalancerIPMode 29a- 30b+ 32g+! 35x
LocalStorageCapacityIsolationFSQuotaMonitoring 29a- 31b-
LogarithmicScaleDown 29b+ 31g+!
LoggingAlphaOptions 29a-
LoggingBetaOptions 29b+
ManifestBasedAdmissionControlConfig 36a- 37b+
MatchLabelKeysInPodAffinity 29a- 31b+ 33g+!
MatchLabelKeysInPodTopologySpread 29b+
MatchLabelKeysInPodTopologySpreadSelectorMerge 34b+
MaxUnavailableStatefulSet 29a- 35b+ 36b- 37b+
MemoryManager 29b+ 32g+! 36x
MemoryQoS 29a- 37b+
MinDomainsInPodTopologySpread 29b+ 30g+! 32x
MinimizeIPTablesRestore 29g+! 30x
MultiCIDRServiceAllocator 29a- 31b- 33g+ 34g+!
MutableCSINodeAllocatableCount 33a- 34b- 35b+ 36g+!
MutablePodResourcesForSuspendedJobs 35a- 36b+
MutablePVNodeAffinity 35a-
MutableSchedulingDirectivesForSuspendedJobs 35a- 36b+
MutatingAdmissionPolicy 30a- 34b- 36g+
NativeHistograms 36a- 37b+
NewVolumeManagerReconstruction 29b+ 30g+! 32x
NFTablesNetlink 37b+
NFTablesProxyMode 28x 29a- 31b+ 33g+! 38x
NodeControllerLeaseCircuitBreaker 37b+
NodeDeclaredFeatures 35a- 36b+ 37g+!
NodeInclusionPolicyInPodTopologySpread 29b+ 33g+!
NodeLifecycleConditions 37a-
NodeLogQuery 29a- 30b- 36g+!
NodeOutOfServiceVolumeDetach 29g+! 32x
NodeSwap 29b- 30b+ 34g+!
NominatedNodeNameForExpectation 34a- 35b+
OpenAPIEnums 29b+
OpportunisticBatching 35b+
OrderedNamespaceDeletion 31b- 33b+ 34g+! 37x
PDBUnhealthyPodEvictionPolicy 29b+ 31g+! 33x
PersistentVolumeClaimUnusedSinceTime 36a- 37b+
PersistentVolumeLastPhaseTransitionTime 29b+ 31g+! 33x
PLEGOnDemandRelist 36b+ 37g+!
PodAndContainerStatsFromCRI 29a- 37b-
PodCertificateRequest 34a- 35b- 37g+
PodDeletionCost 29b+
PodDisruptionConditions 29b+ 31g+! 34x
PodGroupPreemptionPolicy 37a-
PodHostIPs 29b+ 30g+! 32x
PodIndexLabel 29b+ 32g+! 35x
PodLevelResourceManagers 36a- 37b-
PodLevelResources 32a- 34b+
PodLifecycleSleepAction 29a- 30b+ 34g+!
PodLifecycleSleepActionAllowZero 32a- 33b+ 34g+!
PodLogsQuerySplitStreams 32a-
PodObservedGenerationTracking 33a- 34b+ 35g+!
PodReadyToStartContainersCondition 29b+ 37g+!
PodsAPI 36a- 37b+
PodSchedulingReadiness 29b+ 30g+!
PodTopologyLabelsAdmission 33a- 35b+
PortForwardWebsockets 30a- 31b+
PreferSameTrafficDistribution 33a- 34b+ 35g+!
PreventStaticPodAPIReferences 34b+
ProbeHostPodSecurityStandards 34g+! 35x
ProcMountType 29a- 31b- 33b+ 36g+!
ProxyTerminatingEndpoints 29g+! 30x
QOSReserved 29a-
ReadWriteOncePod 29g+! 31x
RecoverVolumeExpansionFailure 29a- 32b+ 34g+!
RecursiveReadOnlyMounts 30a- 31b+ 33g+!
ReduceDefaultCrashLoopBackOffDecay 33a-
RelaxedDNSSearchValidation 32a- 33b+ 34g+! 37x
RelaxedEnvironmentVariableValidation 30a- 32b+ 34g+!
RelaxedServiceNameValidation 34a- 36b+ 37g+!
ReloadKubeletClientCAFile 36b+
ReloadKubeletServerCertificateFile 31b+
RemainingItemCount 29g+! 33x
RemoteRequestHeaderUID 32a- 33b+
RemoveSelfLink 29g+! 30x
ResilientWatchCacheInitialization 31b+ 34g+! 37x
ResourceHealthStatus 31a- 36b+
ResourceHealthStatusMessage 36b+
RestartAllContainersOnContainerExits 35a- 36b+
RetryGenerateName 30a- 31b+ 32g+! 37x
RotateKubeletServerCertificate 29b+
RuntimeClassInImageCriApi 29a-
SchedulerAsyncAPICalls 34b-
SchedulerAsyncPreemption 32a- 33b+
SchedulerPopFromBackoffQ 33b+
SchedulerPreQueueingHints 37a-
SchedulerQueueingHints 29b- 32b+ 34g+!
SecurityContextDeny 29a- 30x
SELinuxChangePolicy 32a- 33b+ 36g+!
SELinuxMount 30a- 33b- 37g+
SELinuxMountReadWriteOncePod 29b+ 36g+!
SeparateCacheWatchRPC 29b+ 33d- 36d-!
SeparateTaintEvictionController 29b+ 34g+!
ServerSideApply 29g+! 32x
ServerSideFieldValidation 29g+! 32x
ServiceAccountNodeAudienceRestriction 32b- 33b+
ServiceAccountTokenJTI 29a- 30b+ 32g+!
ServiceAccountTokenNodeBinding 29a- 31b+ 33g+!
ServiceAccountTokenNodeBindingValidation 29a- 30b+ 32g+!
ServiceAccountTokenPodNodeInfo 29a- 30b+ 32g+!
ServiceCIDRStatusFieldWiping 36d+
ServiceNodePortStaticSubrange 29g+! 31x
ServiceTrafficDistribution 30a- 31b+ 33g+! 36x
ShardedListAndWatch 36a-
SidecarContainers 29b+ 33g+! 37x
SizeBasedListCostEstimate 34b+
SizeMemoryBackedVolumes 29b+ 32g+! 35x
SkipReadOnlyValidationGCE 29d+ 31x
StableLoadBalancerNodeSet 29b+ 30g+! 32x
StaleControllerConsistencyDaemonSet 36b+
StaleControllerConsistencyHPA 37b+
StaleControllerConsistencyJob 36b+
StaleControllerConsistencyReplicaSet 36b+
StaleControllerConsistencyStatefulSet 36b+
StatefulSetAutoDeletePVC 29b+ 32g+! 35x
StatefulSetRecreateStrategy 37a-
StatefulSetSemanticRevisionComparison 34b+
StatefulSetStartOrdinal 29b+ 31g+! 34x
StorageCapacityScoring 33a- 37b+
StorageNamespaceIndex 30b+ 33d+
StorageVersionAPI 29a-
StorageVersionHash 29b+
StorageVersionMigrator 30a- 35b- 37g+
StreamingCollectionEncodingToJSON 31b- 33b+ 34g+! 37x
StreamingCollectionEncodingToProtobuf 31b- 33b+ 34g+! 37x
StrictCostEnforcementForVAP 30b- 32g+! 35x
StrictCostEnforcementForWebhooks 30b- 32g+! 35x
StrictIPCIDRValidation 33a- 36b+
StructuredAuthenticationConfiguration 29a- 30b+ 34g+! 37x
StructuredAuthenticationConfigurationEgressSelector 34b+
StructuredAuthenticationConfigurationJWKSMetrics 35b+
StructuredAuthorizationConfiguration 29a- 30b+ 32g+! 36x
SupplementalGroupsPolicy 31a- 33b+ 35g+!
SystemdWatchdog 32b+ 35g+!
TaintTolerationComparisonOperators 35a-
TokenRequestServiceAccountUIDValidation 34b+
TopologyAwareHints 29b+ 33g+! 36x
TopologyAwareWorkloadScheduling 36a-
TopologyManagerPolicyAlphaOptions 29a-
TopologyManagerPolicyBetaOptions 29b+
TopologyManagerPolicyOptions 29b+ 32g+ 36g+!
TranslateStreamCloseWebsocketRequests 29a- 30b+
UnauthenticatedHTTP2DOSMitigation 29b+
UnknownVersionInteroperabilityProxy 29a- 36b+
UnlockWhileProcessingFIFO 36b+
UserNamespacesHostNetworkSupport 35a-
UserNamespacesPodSecurityStandards 29a- 35x
UserNamespacesSupport 29a- 30b- 33b+ 36g+!
ValidatingAdmissionPolicy 29b- 30g+! 32x
VolumeAttributesClass 29a- 31b- 34g+ 36g+!
VolumeBindMountOptions 37a-
VolumeCapacityPriority 29a- 33x
VolumeLimitScaling 35a- 37b+
WatchBookmark 29g+! 33x
WatchCacheInitializationPostStartHook 31b- 36b+ 37g+!
WatchFromStorageWithoutResourceVersion 29b- 33d-! 36x
WatchList 29a- 32b+ 33b- 34b+
WatchListClient 30b- 35b+
WatchListCompression 37b+
WebhookRoundTripLoadBalancing 37b+
WindowsCPUAndMemoryAffinity 32a-
WindowsGracefulNodeShutdown 32a- 34b+
WindowsHostNetwork 29a+ 33d-
WinDSR 29a- 33b+ 34g+!
WinOverlay 29b+ 34g+!
WorkloadAwarePreemption 36a- 37x
WorkloadWithJob 36a-
ZeroLimitedNominalConcurrencyShares 29b- 30g+! 32x
`;

/**
 * The gates that a gate needs: kube-proxy exits where one is on and another that it needs is off. From 1.35 on, as of 1.36 (upstream
 * `defaultKubernetesFeatureGateDependencies` in `pkg/features/kube_features.go`); @36 is from that minor on.
 */
export const FEATURE_GATE_NEEDS = `
AuthorizeNodeWithSelectors AuthorizeWithSelectors
ClusterTrustBundleProjection ClusterTrustBundle
DeclarativeValidationBeta DeclarativeValidation
DeclarativeValidationTakeover DeclarativeValidation
DisableAllocatorDualWrite MultiCIDRServiceAllocator
DRAAdminAccess DynamicResourceAllocation
DRAConsumableCapacity DynamicResourceAllocation
DRADeviceBindingConditions DynamicResourceAllocation DRAResourceClaimDeviceStatus
DRADeviceTaintRules DRADeviceTaints
DRADeviceTaints DynamicResourceAllocation
DRAExtendedResource DynamicResourceAllocation
DRAListTypeAttributes DynamicResourceAllocation
DRANodeAllocatableResources DynamicResourceAllocation
DRAPartitionableDevices DynamicResourceAllocation
DRAPrioritizedList DynamicResourceAllocation
DRAResourceClaimGranularStatusAuthorization DynamicResourceAllocation DRAResourceClaimDeviceStatus
DRAResourcePoolStatus DynamicResourceAllocation
DRASchedulerFilterTimeout DynamicResourceAllocation
DRAWorkloadResourceClaims DynamicResourceAllocation GenericWorkload
ExtendWebSocketsToKubelet NodeDeclaredFeatures
GangScheduling GenericWorkload
GracefulNodeShutdownBasedOnPodPriority GracefulNodeShutdown
ImageVolumeWithDigest ImageVolume
InPlacePodLevelResourcesVerticalScaling InPlacePodVerticalScaling PodLevelResources NodeDeclaredFeatures
InPlacePodVerticalScalingAllocatedStatus InPlacePodVerticalScaling
InPlacePodVerticalScalingExclusiveCPUs InPlacePodVerticalScaling
InPlacePodVerticalScalingExclusiveMemory InPlacePodVerticalScaling MemoryManager
InPlacePodVerticalScalingInitContainers InPlacePodVerticalScaling NodeDeclaredFeatures
MatchLabelKeysInPodTopologySpreadSelectorMerge MatchLabelKeysInPodTopologySpread
PodCertificateRequest AuthorizeNodeWithSelectors
PodLevelResourceManagers PodLevelResources
PodLifecycleSleepActionAllowZero PodLifecycleSleepAction
ProcMountType UserNamespacesSupport
ResourceHealthStatus DynamicResourceAllocation
ResourceHealthStatusMessage ResourceHealthStatus
RestartAllContainersOnContainerExits ContainerRestartRules NodeDeclaredFeatures
ServiceAccountTokenNodeBinding ServiceAccountTokenNodeBindingValidation
StaleControllerConsistencyDaemonSet AtomicFIFO
StaleControllerConsistencyJob AtomicFIFO
StaleControllerConsistencyReplicaSet AtomicFIFO
StaleControllerConsistencyStatefulSet AtomicFIFO
StorageVersionAPI APIServerIdentity
StructuredAuthenticationConfigurationEgressSelector StructuredAuthenticationConfiguration
StructuredAuthenticationConfigurationJWKSMetrics StructuredAuthenticationConfiguration
TopologyAwareWorkloadScheduling GenericWorkload
UnknownVersionInteroperabilityProxy APIServerIdentity
UserNamespacesHostNetworkSupport UserNamespacesSupport NodeDeclaredFeatures@36
WindowsCPUAndMemoryAffinity MemoryManager
WindowsGracefulNodeShutdown GracefulNodeShutdown
WorkloadAwarePreemption GangScheduling
WorkloadWithJob GenericWorkload
`;
