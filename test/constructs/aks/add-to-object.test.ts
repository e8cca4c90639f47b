import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { AksKubeProxyConfig, AksKubeProxyConfigProps, AksNetworkPlugin, ProxyMode } from '../../../src';

const ASO = 'containerservice.azure.com/v20251002preview';
const CAPZ = 'infrastructure.cluster.x-k8s.io/v1beta1';

const inChart = () => new Chart(new App(), 'test', { namespace: 'azure' });
const configIn = (scope: Construct, props: Partial<AksKubeProxyConfigProps> = {}) => new AksKubeProxyConfig(scope, 'aks', { kubernetesVersion: '1.34', ...props });
const object = (chart: Chart, kind: string, apiVersion: string, spec?: unknown) =>
  new ApiObject(chart, 'object', { kind, apiVersion, metadata: { name: 'prod' }, ...spec !== undefined && { spec } });

function managedCluster(spec: unknown, props: Partial<AksKubeProxyConfigProps> = {}, apiVersion = ASO): any {
  const chart = inChart();
  configIn(chart, props).addToManagedCluster(object(chart, 'ManagedCluster', apiVersion, spec));
  return Testing.synth(chart)[0].spec;
}

function controlPlane(spec: unknown, props: Partial<AksKubeProxyConfigProps> = {}, kind = 'AzureManagedControlPlane', apiVersion = CAPZ): any {
  const chart = inChart();
  configIn(chart, props).addToAzureManagedControlPlane(object(chart, kind, apiVersion, spec));
  return Testing.synth(chart)[0].spec;
}

const NFTABLES_PATCH = '{"spec":{"networkProfile":{"kubeProxyConfig":{"enabled":true,"mode":"NFTABLES","ipvsConfig":null}}}}';

describe('ManagedCluster', () => {
  test('in a chart', () => {
    const chart = inChart();
    const cluster = object(chart, 'ManagedCluster', ASO, {
      location: 'westeurope',
      owner: { name: 'shop' },
      networkProfile: { networkPlugin: 'azure', kubeProxyConfig: { enabled: true, mode: 'IPVS', ipvsConfig: { scheduler: 'RoundRobin' } } },
    });
    configIn(chart).addToManagedCluster(cluster);
    expect(Testing.synth(chart)).toMatchSnapshot();
  });

  test.each<[string, unknown]>([
    ['without a spec', undefined],
    ['without a network profile', { location: 'westeurope' }],
    ['with a network profile', { networkProfile: { podCidr: '10.244.0.0/16' } }],
  ])('%s', (_, spec) => {
    const { networkProfile, ...rest } = managedCluster(spec);
    expect(networkProfile.kubeProxyConfig).toEqual({ enabled: true, mode: 'NFTABLES' });
    expect({ ...rest, ...networkProfile.podCidr && { networkProfile: { podCidr: networkProfile.podCidr } } }).toEqual(spec ?? {});
  });

  test('patches of the user before it stay, and those after it win', () => {
    const chart = inChart();
    const cluster = object(chart, 'ManagedCluster', ASO, {});
    cluster.addJsonPatch(JsonPatch.add('/spec/networkProfile', { networkPlugin: 'kubenet' }));
    configIn(chart).addToManagedCluster(cluster);
    cluster.addJsonPatch(JsonPatch.replace('/spec/networkProfile/kubeProxyConfig/mode', 'IPTABLES'));
    expect(Testing.synth(chart)[0].spec).toEqual({ networkProfile: { networkPlugin: 'kubenet', kubeProxyConfig: { enabled: true, mode: 'IPTABLES' } } });
  });

  test.each([
    ['containerservice.azure.com/v1api20240402preview', ProxyMode.IPVS],
    ['containerservice.azure.com/v20260302preview', ProxyMode.NFTABLES],
  ])('%s will do for %s mode', (apiVersion, mode) => {
    expect(managedCluster({}, { mode }, apiVersion).networkProfile.kubeProxyConfig.enabled).toBe(true);
  });

  test.each<[string, string, unknown, Partial<AksKubeProxyConfigProps>]>([
    ['apiVersion: "containerservice.azure.com/v20260501" is a stable API version, which has no kubeProxyConfig: expected "containerservice.azure.com/v20251002preview"',
      'containerservice.azure.com/v20260501', {}, {}],
    ['apiVersion: "containerservice.azure.com/v1api20240901" is a stable API version, which has no kubeProxyConfig: expected "containerservice.azure.com/v20251002preview"',
      'containerservice.azure.com/v1api20240901', {}, { mode: ProxyMode.IPTABLES }],
    ['apiVersion: "containerservice.azure.com/v1api20240402preview" does not know the mode NFTABLES, which exists from 2025-09-02-preview: '
      + 'expected "containerservice.azure.com/v20251002preview"', 'containerservice.azure.com/v1api20240402preview', {}, {}],
    ['apiVersion: "example.com/v1" is not an API version of Azure Service Operator for AKS: expected "containerservice.azure.com/v20251002preview"', 'example.com/v1', {}, {}],
    ['spec.kubernetesVersion: AKS has nftables mode from Kubernetes 1.33; with "1.32.6" it accepts the mode, but kube-proxy goes on in iptables mode: '
      + 'expected 1.33 or newer, or another mode until the cluster is upgraded', ASO, { kubernetesVersion: '1.32.6' }, {}],
    ['spec.networkProfile.networkPolicy: Azure Network Policy does not work with kube-proxy in IPVS mode: '
      + 'expected ProxyMode.NFTABLES or ProxyMode.IPTABLES, or another network policy', ASO, { networkProfile: { networkPolicy: 'azure' } }, { mode: ProxyMode.IPVS }],
    ['spec.networkProfile.networkPlugin: kube-proxy may be off in a cluster that brings its own CNI plugin only: '
      + 'expected networkPlugin "none" with enabled false, and it is "azure"', ASO, { networkProfile: { networkPlugin: 'azure' } }, { enabled: false, networkPlugin: AksNetworkPlugin.NONE }],
    ['spec.networkProfile.networkDataplane: AKS\'s Cilium replaces kube-proxy, and AKS refuses to enable it there (CiliumDataplaneRequiresKubeProxyConfigDisabled): '
      + 'expected another data plane, or no kube-proxy configuration', ASO, { networkProfile: { networkDataplane: 'cilium' } }, {}],
  ])('%s', (message, apiVersion, spec, props) => {
    expect(() => managedCluster(spec, props, apiVersion)).toThrow(new Error(`test/object: ${message}`));
  });

  test('another kind is refused', () => {
    const chart = inChart();
    expect(() => configIn(chart).addToManagedCluster(object(chart, 'ManagedClustersAgentPool', ASO)))
      .toThrow(new Error('test/object: kind: "ManagedClustersAgentPool" is not "ManagedCluster"'));
  });

  test('a class that drops the field is found out', () => {
    class Imported extends ApiObject {
      public toJson(): any {
        const { kind, apiVersion, metadata } = super.toJson();
        return { kind, apiVersion, metadata, spec: { networkProfile: {} } };
      }
    }
    const chart = inChart();
    expect(() => configIn(chart).addToManagedCluster(new Imported(chart, 'object', { kind: 'ManagedCluster', apiVersion: ASO, spec: { networkProfile: {} } }))).toThrow(new Error(
      'test/object: spec.networkProfile.kubeProxyConfig: the object\'s class does not write this field: expected a plain ApiObject, or a class of a CRD that has it'));
  });
});

describe('AzureManagedControlPlane', () => {
  test('in a chart', () => {
    const chart = inChart();
    configIn(chart).addToAzureManagedControlPlane(object(chart, 'AzureManagedControlPlane', CAPZ, {
      version: 'v1.34.2',
      asoManagedClusterPatches: ['{"spec":{"enableNamespaceResources":true}}', '{"spec":{"tags":{"a":"b"}}}'],
    }));
    expect(Testing.synth(chart)).toMatchSnapshot();
  });

  test.each<[string, unknown]>([['a spec', undefined], ['patches', {}]])('without %s', (_, spec) => {
    expect(controlPlane(spec)).toEqual({ enablePreviewFeatures: true, asoManagedClusterPatches: [NFTABLES_PATCH] });
  });

  test('patches stay, and the own one is there once, and last', () => {
    expect(controlPlane({ enablePreviewFeatures: false, asoManagedClusterPatches: [NFTABLES_PATCH, '{"spec":{}}'] }))
      .toEqual({ enablePreviewFeatures: true, asoManagedClusterPatches: ['{"spec":{}}', NFTABLES_PATCH] });
  });

  test('a template has it in its own spec', () => {
    expect(controlPlane({ template: { spec: { networkPlugin: 'azure' } } }, {}, 'AzureManagedControlPlaneTemplate'))
      .toEqual({ template: { spec: { networkPlugin: 'azure', enablePreviewFeatures: true, asoManagedClusterPatches: [NFTABLES_PATCH] } } });
  });

  test.each<[Partial<AksKubeProxyConfigProps>, object]>([
    [{ mode: ProxyMode.IPVS, ipvs: { tcpTimeout: Duration.minutes(15) } },
      { enabled: true, mode: 'IPVS', ipvsConfig: { scheduler: null, tcpTimeoutSeconds: 900, tcpFinTimeoutSeconds: null, udpTimeoutSeconds: null } }],
    [{ mode: ProxyMode.IPTABLES }, { enabled: true, mode: 'IPTABLES', ipvsConfig: null }],
    [{ enabled: false, networkPlugin: AksNetworkPlugin.NONE }, { enabled: false, mode: null, ipvsConfig: null }],
  ])('the patch of %j removes what another mode has left', (props, kubeProxyConfig) => {
    const patches: string[] = controlPlane({}, props).asoManagedClusterPatches;
    expect(patches.map(patch => JSON.parse(patch))).toEqual([{ spec: { networkProfile: { kubeProxyConfig } } }]);
  });

  test.each<[string, string, string, unknown, Partial<AksKubeProxyConfigProps>]>([
    ['apiVersion: "infrastructure.cluster.x-k8s.io/v1beta2" is not known: expected "infrastructure.cluster.x-k8s.io/v1beta1"',
      'AzureManagedControlPlane', 'infrastructure.cluster.x-k8s.io/v1beta2', {}, {}],
    ['kind: "AzureASOManagedControlPlane" is not "AzureManagedControlPlane" or "AzureManagedControlPlaneTemplate"', 'AzureASOManagedControlPlane', CAPZ, {}, {}],
    ['spec.asoManagedClusterPatches: "{}" is not a list', 'AzureManagedControlPlane', CAPZ, { asoManagedClusterPatches: '{}' }, {}],
    ['spec.template.spec.version: AKS has nftables mode from Kubernetes 1.33; with "v1.31.1" it accepts the mode, but kube-proxy goes on in iptables mode: '
      + 'expected 1.33 or newer, or another mode until the cluster is upgraded', 'AzureManagedControlPlaneTemplate', CAPZ, { template: { spec: { version: 'v1.31.1' } } }, {}],
    ['spec.networkPolicy: Azure Network Policy does not work with kube-proxy in IPVS mode: expected ProxyMode.NFTABLES or ProxyMode.IPTABLES, or another network policy',
      'AzureManagedControlPlane', CAPZ, { networkPolicy: 'azure' }, { mode: ProxyMode.IPVS }],
  ])('%s', (message, kind, apiVersion, spec, props) => {
    expect(() => controlPlane(spec, props, kind, apiVersion)).toThrow(new Error(`test/object: ${message}`));
  });
});
