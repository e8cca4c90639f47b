/**
 * One app in four languages: ../python, ../java and ../go have the same, and write the same files byte for byte.
 *
 * The cluster of examples/cluster gets a new Service, kube-proxy in nftables mode and Calico that goes with it. Beside the manifests are
 * kubeadm's files for clusters of the same kind and the ruleset of a node.
 */
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration, Include } from 'cdk8s';
import {
  CalicoEncapsulation, CalicoNftablesInstallation, ClusterCheck, gateway, IpFamily, KubeadmCredential, KubeadmDiscovery,
  KubeadmProxyConfig, LocalDetector, NftablesKubeProxy, PacketVerdict, RulesetFile,
} from 'cdk8s-nftables';

const EXAMPLES = join(__dirname, '..');
const NETWORKING = join(EXAMPLES, 'cluster', 'networking.yaml');
const POD_CIDR = '10.244.0.0/16';
const ENDPOINT = 'k8s.example.internal:6443';

export function createApp(outdir: string): App {
  const app = new App({ outdir });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new Include(shop, 'workloads', { url: join(EXAMPLES, 'manifests', 'reviews.yaml') });
  // cdk8s-plus and what `cdk8s import` makes have classes for this; a preview takes either.
  const service = new ApiObject(shop, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'reviews' },
    spec: {
      clusterIP: '10.96.40.80',
      ports: [{ name: 'http', nodePort: 30980, port: 80, targetPort: 8080 }],
      selector: { app: 'reviews' },
      type: 'NodePort',
    },
  });

  const gateways = new Chart(app, 'gateways', { namespace: 'gateways' });
  const allowedNamespaces = gateway.AllowedNamespaces.fromNames('shop');
  const shared = new gateway.Gateway(gateways, 'public', {
    metadata: { name: 'public' },
    gatewayClassName: 'envoy',
    listeners: [
      gateway.Listener.http({ allowedNamespaces }),
      gateway.Listener.https({ allowedNamespaces, certificates: [{ name: 'wildcard' }], hostname: '*.example.com' }),
    ],
  });
  new gateway.HttpRoute(shop, 'redirect', { parents: [shared.listener('http')], rules: gateway.HttpRules.redirectToHttps() });
  new gateway.HttpRoute(shop, 'route', {
    metadata: { name: 'reviews' },
    parents: [shared.listener('https')],
    hostnames: ['shop.example.com'],
    rules: gateway.HttpRules.canary({
      stable: gateway.Backend.fromService(service, 80),
      canary: gateway.Backend.fromServiceName('reviews-next', 80),
      path: gateway.PathMatch.prefix('/reviews'),
      percent: 10,
    }),
  });

  const chart = new Chart(app, 'cluster');
  const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', {
    kubernetesVersion: '1.36.3',
    localDetector: LocalDetector.clusterCidr(POD_CIDR),
    nftables: { masqueradeAll: true, minSyncPeriod: Duration.seconds(1) },
    addon: { controlPlaneEndpoint: `https://${ENDPOINT}` },
  });
  new CalicoNftablesInstallation(chart, 'calico', {
    calicoVersion: '3.31',
    ipPools: [{ cidr: POD_CIDR, encapsulation: CalicoEncapsulation.VXLAN_CROSS_SUBNET, blockSize: 26 }],
    mtu: 1450,
  });

  const certificateKey = KubeadmCredential.placeholder('KUBEADM_CERTIFICATE_KEY');
  const discovery = KubeadmDiscovery.bootstrapToken({ apiServerEndpoint: ENDPOINT });
  new KubeadmProxyConfig(chart, 'kubeadm', {
    kubernetesVersion: 'v1.36.3',
    kubeProxy,
    cluster: { controlPlaneEndpoint: ENDPOINT, networking: { podSubnet: POD_CIDR } },
    init: { bootstrapTokens: [{ ttl: Duration.hours(2) }], certificateKey },
    joinWorker: { discovery },
    joinControlPlane: { discovery, certificateKey },
  });

  new RulesetFile(chart, 'ruleset', { kubeProxy, nodeName: 'worker-1', files: [NETWORKING] });

  // A preview is a value that programs and tests can ask.
  const ruleset = kubeProxy.preview({ nodeName: 'worker-1', files: [NETWORKING] });
  if (!ruleset.elements(IpFamily.IPV4, 'cluster-ips').includes('10.96.40.80')) throw new Error('the new Service is not in the ruleset');
  const explanation = ruleset.explain({ source: 'external:203.0.113.7', destination: 'svc:shop/reviews:80' });
  if (explanation.verdict !== PacketVerdict.DELIVERED || !explanation.isMasqueraded) throw new Error(explanation.toText());
  return app;
}

export function findingsOfToday(): string[] {
  const files = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'].map(file => join(EXAMPLES, 'cluster', file));
  const check = ClusterCheck.fromFiles(files, { targetVersion: '1.36' });
  return [...check.blockers, ...check.warnings].map(finding => finding.ruleId);
}

if (require.main === module) {
  createApp(process.argv[2] ?? join(__dirname, 'dist')).synth();
  for (const ruleId of findingsOfToday()) console.log(ruleId);
}
