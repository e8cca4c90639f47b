/**
 * Each construct with enums, durations, lists and plain data among its options. every_construct.py has the same in Python. Both run where
 * examples/cluster is: findings name the files as they are given.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration } from 'cdk8s';
import * as nft from 'cdk8s-nftables';

const CLUSTER = join('examples', 'cluster');
const NETWORKING = join(CLUSTER, 'networking.yaml');

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  kubeProxies(new Chart(app, 'kube-proxy'));
  calico(new Chart(app, 'calico'));
  kubeadm(new Chart(app, 'kubeadm'));
  aks(new Chart(app, 'aks'));
  nodes(new Chart(app, 'nodes'));
  ciliumNetwork(new Chart(app, 'cilium'));
  ambientMesh(new Chart(app, 'mesh'), new Chart(app, 'blog', { namespace: 'blog' }));
  gatewayApi(new Chart(app, 'gateways', { namespace: 'gateways' }), new Chart(app, 'shop', { namespace: 'shop' }));
  const migration = new nft.ClusterMigration(new Chart(app, 'migration'), 'migration', {
    targetVersion: '1.36',
    calicoVersion: '3.31',
    files: [NETWORKING, join(CLUSTER, 'kube-proxy.yaml'), join(CLUSTER, 'calico.yaml')],
    canaryNodes: ['worker-1'],
  });
  const json = (value: unknown) => JSON.stringify(value ?? null);
  for (const { action, field, before, after } of migration.decisions) console.log(action, field, json(before), json(after));
  new nft.ClusterMigration(app, 'kubespray', {
    goal: nft.ClusterGoal.nftables({ targetVersion: '1.35', canaryNodes: ['worker-2'], nodePortAddresses: ['primary'], rulesetNodes: [] }),
    files: [NETWORKING, join(CLUSTER, 'kube-proxy.yaml')],
    distribution: nft.ClusterDistribution.KUBESPRAY,
    distributionVersion: '2.31.0',
    folder: 'kubespray',
  });
  ownRule();
  return app;
}

/** The check calls back into the language that the rule is written in. */
class ServiceOwner extends nft.ClusterRule {
  constructor() {
    super({ id: 'service-without-owner', title: 'Service without an owner', severity: nft.FindingSeverity.WARNING, remediation: 'Set the label owner.' });
  }

  public check(cluster: nft.ClusterObjects): nft.RuleOccurrence[] {
    const objects = cluster.ofKind('Service').filter(({ metadata }) => metadata.labels?.owner === undefined)
      .map(({ kind, metadata }) => ({ kind, objectNamespace: metadata.namespace, name: metadata.name }));
    return [{ message: 'Nobody is responsible for this Service.', objects }];
  }
}

function ownRule(): void {
  const check = nft.ClusterCheck.fromFiles([NETWORKING], { targetVersion: '1.36', extraRules: [new ServiceOwner()] });
  for (const { ruleId, message, objects } of check.findings.filter(finding => finding.ruleId === 'service-without-owner')) {
    console.log(ruleId, message, ...objects.map(({ name, line }) => `${name}:${line}`));
  }
}

function kubeProxies(chart: Chart): void {
  const kubeProxy = new nft.NftablesKubeProxy(chart, 'first', {
    kubernetesVersion: '1.36',
    metadata: { name: 'first', namespace: 'proxies', labels: { team: 'network' } },
    bindAddressHardFail: true,
    localDetector: nft.LocalDetector.clusterCidr('10.244.0.0/16', 'fd00:10:244::/56'),
    nftables: { masqueradeAll: true, masqueradeBit: 13, minSyncPeriod: Duration.millis(500), syncPeriod: Duration.minutes(1) },
    conntrack: { maxPerCore: 0, tcpBeLiberal: true, tcpEstablishedTimeout: Duration.hours(24), tcpCloseWaitTimeout: Duration.hours(1) },
    clientConnection: { qps: 12.5, burst: 25 },
    logging: { format: nft.KubeProxyLogFormat.TEXT, verbosity: 2, flushFrequency: Duration.seconds(7), vmodule: [{ filePattern: 'proxier*', verbosity: 4 }] },
    featureGates: { ContextualLogging: true },
    nodePortAddresses: ['primary'],
    extraData: { 'notes.txt': 'kept' },
  });
  new nft.RulesetConfigMap(chart, 'ruleset', { kubeProxy, nodeName: 'worker-1', files: [NETWORKING], metadata: { name: 'ruleset' } });
  new nft.RulesetFile(chart, 'file', {
    kubeProxy,
    path: 'rulesets/two-nodes.nft',
    nodeName: 'a',
    nodes: [
      { name: 'a', addresses: ['192.168.10.11', 'fd00:10::11'], podCidrs: ['10.244.1.0/24'], zone: 'zone-a' },
      { name: 'b', addresses: ['192.168.10.12'] },
    ],
    objects: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { ports: [{ port: 80 }], type: 'NodePort' } }],
    networkInterfaces: { eth0: ['192.168.10.11', 'fd00:10::11'] },
    serviceCidrs: ['10.96.0.0/16', 'fd00:10:96::/112'],
    nodePortRange: '31000-31999',
    kubernetesVersion: '1.37',
  });
  new nft.NftablesKubeProxy(chart, 'second', {
    kubernetesVersion: '1.34',
    metadata: { name: 'second' },
    mode: nft.ProxyMode.IPVS,
    ipvs: { scheduler: 'lc', excludeCidrs: ['10.99.0.0/16'], strictArp: true, tcpTimeout: Duration.minutes(15) },
    localDetector: nft.LocalDetector.interfaceNamePrefix('cali'),
    extraConfiguration: { portRange: '2000-3000' },
  });
}

function calico(chart: Chart): void {
  const ipPools = [{ cidr: '10.244.0.0/16', encapsulation: nft.CalicoEncapsulation.VXLAN_CROSS_SUBNET, natOutgoing: true, nodeSelector: 'all()' }];
  const installation = new nft.CalicoNftablesInstallation(chart, 'nftables', {
    calicoVersion: '3.32',
    ipPools,
    kubernetesProvider: nft.CalicoKubernetesProvider.OPENSHIFT,
    nodeAddressAutodetectionV4: nft.CalicoNodeAddressAutodetection.cidrs('192.168.10.0/24', '192.168.11.0/24'),
    extraSpec: { typhaDeployment: { spec: { minReadySeconds: 5 } } },
    sysctl: { 'net.ipv4.tcp_keepalive_time': '40' },
  });
  new nft.CalicoPatchFile(chart, 'patch', { patch: installation.patch({ current: { spec: { calicoNetwork: { linuxDataplane: 'Iptables' } } } }) });
  new nft.CalicoManifestNftables(chart, 'manifest', { calicoVersion: '3.31' });
  const ebpf = new nft.CalicoEbpfInstallation(chart, 'ebpf', {
    calicoVersion: '3.30',
    management: nft.CalicoEbpfManagement.MANUAL,
    currentProxyMode: nft.ProxyMode.IPTABLES,
    apiServer: { host: 'k8s.example.internal', port: 6443 },
    ipPools,
    nodeAddressAutodetectionV4: nft.CalicoNodeAddressAutodetection.kubernetesInternalIp(),
  });
  console.log(ebpf.disableKubeProxyCommand);
  console.log(ebpf.notices.join('\n'));
}

function kubeadm(chart: Chart): void {
  const discovery = nft.KubeadmDiscovery.bootstrapToken({ apiServerEndpoint: 'k8s.example.internal:6443', caCertHashes: [`sha256:${'0a'.repeat(32)}`] });
  const config = new nft.KubeadmProxyConfig(chart, 'kubeadm', {
    kubernetesVersion: 'v1.36.3',
    folder: 'kubeadm/blue',
    kubeProxyConfiguration: { clusterCIDR: '10.244.0.0/16', mode: 'nftables', nftables: { masqueradeAll: true } },
    cluster: {
      apiServer: { certSans: ['k8s.example.internal'] },
      caCertificateValidityPeriod: Duration.days(3650),
      encryptionAlgorithm: nft.KubeadmEncryptionAlgorithm.ECDSA_P256,
      etcd: nft.KubeadmEtcd.local({ dataDir: '/var/lib/etcd-data', extraArgs: [{ name: 'quota-backend-bytes', value: '8589934592' }] }),
    },
    init: {
      bootstrapTokens: [{ ttl: Duration.minutes(90), usages: [nft.KubeadmTokenUsage.SIGNING, nft.KubeadmTokenUsage.AUTHENTICATION] }],
      nodeRegistration: { imagePullPolicy: nft.KubeadmImagePullPolicy.IF_NOT_PRESENT, taints: [{ key: 'dedicated', effect: nft.KubeadmTaintEffect.NO_SCHEDULE }] },
      timeouts: { kubernetesApiCall: Duration.seconds(90) },
    },
    joinWorker: { discovery },
    reset: { unmountFlags: [nft.KubeadmUnmountFlag.MNT_DETACH], force: true },
    transport: nft.KubeadmTransport.secret({ name: 'kubeadm-files', namespace: 'kube-system' }),
  });
  console.log(JSON.stringify((config.kubeProxyConfiguration as { nftables: unknown }).nftables));
  console.log(nft.KubeadmCredential.plainText('abcdef.0123456789abcdef').isPlainText);
}

function aks(chart: Chart): void {
  const cluster = new ApiObject(chart, 'cluster', {
    apiVersion: 'containerservice.azure.com/v20251002preview',
    kind: 'ManagedCluster',
    metadata: { name: 'shop-prod' },
  });
  const config = new nft.AksKubeProxyConfig(chart, 'config', {
    kubernetesVersion: '1.34.2',
    networkPlugin: nft.AksNetworkPlugin.AZURE,
    networkPolicy: nft.AksNetworkPolicy.CALICO,
    resourceGroup: 'shop',
    clusterName: 'shop-prod',
    previous: {
      enabled: true,
      mode: nft.ProxyMode.IPVS,
      ipvs: { scheduler: nft.AksIpvsScheduler.LEAST_CONNECTION, tcpTimeout: Duration.minutes(15) },
    },
  });
  config.addToManagedCluster(cluster);
  console.log(config.bicepFragment);
  console.log(config.managedClusterPatchCommand({ objectName: 'shop-prod', objectNamespace: 'azure' }));
}

/** What only nodes know, and the rules that they really have. */
function nodes(chart: Chart): void {
  const probe = new nft.NodeProbe(chart, 'all', { image: 'registry.example.com/busybox:1.37', nodeSelector: { pool: 'edge' }, readsFirewall: false });
  new nft.NodeProbe(chart, 'some', { nodeNames: ['worker-1', 'worker-2'], namespaceName: 'probes' });
  console.log(probe.daemonSet!.kind, probe.configMap.kind, probe.jobs.length);
  const nodeFacts = [join(CLUSTER, 'node-facts.log')];
  const files = [NETWORKING, join(CLUSTER, 'kube-proxy.yaml')];
  const check = nft.ClusterCheck.fromFiles(files, { targetVersion: '1.36', nodeFacts });
  for (const { ruleId, confidence } of check.findings) if (confidence === nft.FindingConfidence.NODE_FACTS) console.log(ruleId);
  const options = { nodeName: 'worker-1', kubernetesVersion: '1.36', nodeFacts };
  const live = nft.Ruleset.fromNftList(readFileSync(join(CLUSTER, 'worker-1.nft'), 'utf8'), options);
  console.log(live.compareWith(nft.Ruleset.fromFiles(files, options)).isEmpty, live.warnings.length);
  const behavior = nft.ServiceBehavior.fromFiles(files, { ...options, mode: nft.ProxyMode.IPVS });
  console.log(behavior.explain({ source: 'external', destination: 'svc:shop/frontend:http' }).toText());
}

function gatewayApi(operator: Chart, developer: Chart): void {
  const { gateway } = nft;
  gateway.GatewayApi.use(operator, { version: '1.6', channel: gateway.Channel.EXPERIMENTAL, implementation: 'envoy-gateway', acceptedFeatures: ['GatewayInfrastructurePropagation'] });
  new gateway.GatewayClass(operator, 'class', { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller', description: 'all Gateways' });
  const shared = new gateway.Gateway(operator, 'public', {
    metadata: { name: 'public' },
    gatewayClassName: 'envoy',
    addresses: [{ addressType: gateway.GatewayAddressType.HOSTNAME, value: 'gateway.example.com' }],
    allowedListenerSets: gateway.AllowedNamespaces.fromAll(),
    clientCertificate: { name: 'client' },
    clientValidation: { authorities: [{ name: 'clients', namespaceName: 'certificates' }], mode: gateway.ClientValidationMode.ALLOW_VALID_ONLY },
    defaultScope: gateway.DefaultScope.NONE,
    infrastructure: { labels: { team: 'network' } },
    listeners: [
      gateway.Listener.http({
        allowedNamespaces: gateway.AllowedNamespaces.fromSelector({ matchExpressions: [{ key: 'team', comparison: gateway.NamespaceComparison.EXISTS }] }),
      }),
      gateway.Listener.https({
        hostname: '*.example.com', certificates: [{ name: 'wildcard', namespaceName: 'certificates' }], allowedNamespaces: gateway.AllowedNamespaces.fromNames('shop'),
      }),
      gateway.Listener.tls({ name: 'db', port: 5433, mode: gateway.TlsMode.PASSTHROUGH, allowedNamespaces: gateway.AllowedNamespaces.fromAll() }),
    ],
  });
  const set = new gateway.ListenerSet(developer, 'listeners', { parent: shared.allListeners, listeners: [gateway.Listener.tcp({ port: 5432 }), gateway.Listener.udp({ port: 53 })] });

  const service = new ApiObject(developer, 'cart', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' }, spec: { ports: [{ port: 80 }] } });
  const cart = gateway.Backend.fromService(service, 80);
  const next = gateway.Backend.fromServiceName('cart', 80, { namespaceName: 'next', filters: [gateway.HttpFilter.requestHeaders({ set: [{ name: 'x-next', value: 'yes' }] })] });
  new gateway.HttpRoute(developer, 'redirect', { parents: [shared.listener('http')], rules: gateway.HttpRules.redirectToHttps(308) });
  new gateway.HttpRoute(developer, 'route', {
    parents: [shared.listener('https')],
    hostnames: ['shop.example.com'],
    rules: [
      ...gateway.HttpRules.canary({ stable: cart, canary: next, percent: 10, path: gateway.PathMatch.prefix('/cart'), testHeader: 'x-canary' }),
      ...gateway.HttpRules.byHeader({ stable: cart, canary: next, header: { name: 'x-version', value: 'v[23]', matchType: gateway.ValueMatchType.REGULAR_EXPRESSION } }),
      ...gateway.HttpRules.mirror({ backend: cart, mirror: next, percent: 5, path: gateway.PathMatch.exact('/search') }),
      {
        matches: [{ path: gateway.PathMatch.prefix('/api'), method: 'POST', queryParams: [{ name: 'v', value: '2' }] }],
        filters: [gateway.HttpFilter.rewrite({ path: gateway.PathChange.toPrefix('/') }), gateway.HttpFilter.cors({ allowOrigins: ['https://*.example.com'], maxAge: 60 })],
        backends: [cart.withWeight(3), next],
        timeouts: { request: '10s' },
      },
    ],
  });
  new gateway.GrpcRoute(developer, 'grpc', { parents: [shared.listener('https')], rules: [{ matches: [{ serviceName: 'shop.Cart', methodName: 'Add' }], backends: [cart] }] });
  new gateway.TlsRoute(developer, 'tls', { parents: [shared.listener('db')], hostnames: ['db.example.com'], backends: [gateway.Backend.fromServiceName('db', 5432)] });
  new gateway.TcpRoute(developer, 'tcp', { parents: [set.listener('tcp')], backends: [gateway.Backend.fromServiceName('db', 5432)] });
  new gateway.UdpRoute(developer, 'udp', { parents: [gateway.Parent.fromListenerSetName('dns', { port: 53 })], backends: [gateway.Backend.fromServiceName('dns', 53)] });
  new gateway.ReferenceGrant(developer, 'grant', { sources: [{ kind: 'HTTPRoute', namespaceName: 'blog' }], targets: [{ kind: 'Service', name: 'cart' }] });
  new gateway.BackendTlsPolicy(developer, 'policy', { targets: [{ serviceName: 'cart' }], hostname: 'cart', authorityConfigMaps: ['ca'], uris: ['spiffe://example.com/cart'] });
  console.log(gateway.GatewayApi.supportedVersions().join(' '), gateway.GatewayApi.unreportedFeatures(operator).join(' '));
  try {
    new gateway.HttpRoute(developer, 'wrong', { parents: [shared.listener('https')], hostnames: ['example.com'], rules: gateway.HttpRules.redirectToHttps() });
  } catch (error) {
    console.log((error as Error).message);
  }
}

function ambientMesh(operator: Chart, developer: Chart): void {
  const { gateway, istio } = nft;
  const mesh = new istio.AmbientMesh(operator, 'mesh', {
    version: '1.30.3',
    platform: istio.IstioPlatform.GKE,
    nativeNftables: true,
    cni: { excludedNamespaces: ['kube-system', 'legacy'], dnsCapture: true },
    ztunnel: { terminationGracePeriodSeconds: 60 },
    values: { istiod: { meshConfig: { accessLogFile: '/dev/stdout' } } },
    delivery: istio.IstioDelivery.fromFlux({ interval: '10m' }),
  });
  console.log(mesh.gatewayApiVersion, mesh.apiObjects.length, JSON.stringify(mesh.valuesOf('cni')));
  const deliveries = {
    argo: istio.IstioDelivery.fromArgoCd({ automated: true }),
    k3s: istio.IstioDelivery.fromK3s(),
    commands: istio.IstioDelivery.fromCommands(),
  };
  for (const [id, delivery] of Object.entries(deliveries)) {
    console.log(id, new istio.AmbientMesh(operator, id, { version: '1.28', delivery }).commands?.length ?? 0);
  }
  istio.AmbientNamespace.enrollAll(developer);
  new ApiObject(developer, 'archive', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'archive' } });
  const waypoint = new istio.Waypoint(developer, 'waypoint', { traffic: istio.WaypointTraffic.ALL, allowFrom: gateway.AllowedNamespaces.fromNames('archive') });
  const namespace = new istio.AmbientNamespace(developer, 'namespace', { metadata: { name: 'blog' }, strictMutualTls: true, networkPolicy: true, waypoint });
  namespace.exclude(new ApiObject(developer, 'legacy', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'legacy' } }));
  const posts = new ApiObject(developer, 'posts', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'posts' }, spec: { ports: [{ port: 80 }] } });
  waypoint.serve(posts);
  waypoint.requireFor({ app: 'posts' });
  new istio.AmbientAuthorizationPolicy(developer, 'connections', {
    action: istio.AuthorizationAction.DENY,
    rules: istio.AmbientRules.fromL4({ podLabels: { app: 'posts' }, rules: [{ sources: [{ notNamespaces: ['blog'], ipBlocks: ['10.0.0.0/8'] }], notPorts: [8080] }] }),
  });
  new istio.AmbientAuthorizationPolicy(developer, 'requests', {
    rules: istio.AmbientRules.fromL7({
      waypoint,
      targets: [posts],
      rules: [{ sources: [{ requestPrincipals: ['*'] }], methods: ['GET'], paths: ['/posts/*'], conditions: [{ key: 'request.headers[x-role]', values: ['editor'] }] }],
    }),
  });
  try {
    istio.AmbientRules.fromL7({ waypoint, targets: [new ApiObject(developer, 'job', { apiVersion: 'batch/v1', kind: 'Job' })], rules: [{}] });
  } catch (error) {
    console.log((error as Error).message);
  }
}

function ciliumNetwork(chart: Chart): void {
  const { cilium } = nft;
  const installation = new cilium.CiliumInstallation(chart, 'cilium', {
    version: '1.20.0',
    delivery: cilium.Delivery.fromFlux(),
    apiServer: { host: 'api.example.com' },
    kubeProxyReplacement: true,
    podAddresses: cilium.PodAddresses.fromClusterPool({ ipv4Cidrs: ['10.20.0.0/16'] }),
    routing: cilium.Routing.fromTunnel({ protocol: cilium.TunnelProtocol.GENEVE }),
    encryption: cilium.Encryption.fromWireGuard(),
    bgp: true,
    values: { hubble: { enabled: true } },
  });
  console.log(installation.ciliumConfig['kube-proxy-replacement'], installation.ciliumConfig['tunnel-protocol']);
  const workers = cilium.LabelSelector.fromLabels({ rack: 'one' });
  new cilium.CiliumLoadBalancerIpPool(chart, 'pool', { metadata: { name: 'pool' }, blocks: [{ cidr: '198.51.100.0/24' }] });
  new cilium.CiliumL2AnnouncementPolicy(chart, 'l2', { metadata: { name: 'l2' }, nodes: workers, loadBalancerIps: true });
  new cilium.CiliumBgpPeerConfig(chart, 'peer', { metadata: { name: 'router' }, holdTimeSeconds: 30, keepAliveTimeSeconds: 10 });
  new cilium.CiliumBgpClusterConfig(chart, 'bgp', {
    metadata: { name: 'rack' },
    nodes: workers,
    instances: [{ name: 'main', localAsn: 64512, peers: [{ name: 'router', address: '192.0.2.1', asn: 64513, peerConfigName: 'router' }] }],
  });
  new cilium.CiliumBgpAdvertisement(chart, 'routes', { metadata: { name: 'routes' }, routes: [cilium.BgpRoutes.fromPodCidrs()] });
  new cilium.CiliumNetworkPolicy(chart, 'policy', {
    metadata: { name: 'web', namespace: 'shop' },
    pods: cilium.LabelSelector.fromLabels({ app: 'web' }),
    ingress: [{ peer: cilium.PolicyPeer.fromEntities(cilium.PolicyEntity.INGRESS), ports: [cilium.PolicyPorts.fromHttp('8080', { method: 'GET', path: '/api/.*' })] }],
  });
  try {
    new cilium.CiliumL2AnnouncementPolicy(chart, 'nothing', {});
  } catch (error) {
    console.log((error as Error).message);
  }
}

if (require.main === module) createApp(process.argv[2]).synth();
