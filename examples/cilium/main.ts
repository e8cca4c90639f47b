/** Cilium as a GitOps application, with a policy, and the way from kube-proxy. docs/cilium.md explains it. */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { cilium } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });

  const network = new Chart(app, 'network');
  new cilium.CiliumInstallation(network, 'cilium', {
    version: '1.20.0',
    delivery: cilium.Delivery.fromArgoCd({ automated: true, kubernetesVersion: '1.34.0' }),
    apiServer: { host: 'api.example.com' },
    kubeProxyReplacement: true,
    healthzBindAddress: '0.0.0.0:10256',
    podAddresses: cilium.PodAddresses.fromClusterPool({ ipv4Cidrs: ['10.20.0.0/16'] }),
    routing: cilium.Routing.fromTunnel({ protocol: cilium.TunnelProtocol.GENEVE }),
    loadBalancing: {
      algorithm: cilium.LoadBalancingAlgorithm.MAGLEV,
      mode: cilium.LoadBalancingMode.DSR,
      dsrDispatch: cilium.DsrDispatch.GENEVE,
    },
    encryption: cilium.Encryption.fromWireGuard({ strictCidr: '10.20.0.0/16' }),
    l2Announcements: true,
    l2AnnouncedServices: 20,
    hubble: { ui: true, metrics: ['dns', 'drop', 'tcp'] },
  });
  new cilium.KubeProxyRemoval(network, 'kube-proxy', {
    installer: cilium.KubeProxyInstaller.KUBEADM,
    kubernetesVersion: '1.34',
    formerMode: cilium.FormerMode.NFTABLES,
    gradual: true,
  });

  // Their kinds are made by the operator, so that Argo CD must not look for them before Cilium runs.
  const annotations = { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true', 'argocd.argoproj.io/sync-wave': '1' };
  const addresses = new Chart(app, 'addresses');
  new cilium.CiliumLoadBalancerIpPool(addresses, 'addresses', { metadata: { name: 'addresses', annotations }, blocks: [{ cidr: '198.51.100.0/24' }] });
  new cilium.CiliumL2AnnouncementPolicy(addresses, 'answers', {
    metadata: { name: 'answers', annotations },
    nodes: cilium.LabelSelector.fromOptions({ missing: ['node-role.kubernetes.io/control-plane'] }),
    loadBalancerIps: true,
  });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new cilium.CiliumNetworkPolicy(shop, 'web', {
    metadata: { name: 'web', annotations },
    pods: cilium.LabelSelector.fromLabels({ app: 'web' }),
    ingress: [{
      peer: cilium.PolicyPeer.fromEntities(cilium.PolicyEntity.INGRESS),
      ports: [cilium.PolicyPorts.fromHttp('8080', { method: 'GET', path: '/api/.*' })],
    }],
    egress: [
      {
        peer: cilium.PolicyPeer.fromPods(cilium.LabelSelector.fromOptions({ labels: { 'k8s-app': 'kube-dns' }, namespaceName: 'kube-system' })),
        ports: [cilium.PolicyPorts.fromDns()],
      },
      { peer: cilium.PolicyPeer.fromNames('api.example.com'), ports: [cilium.PolicyPorts.fromTcp('443')] },
    ],
  });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
