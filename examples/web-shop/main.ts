/**
 * What will kube-proxy program for Services that are not applied yet? Deployments and Services made with cdk8s-plus, and a
 * preview of the ruleset on one of two nodes. What only the cluster decides is filled in and listed on top of the file.
 */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Deployment, ServiceType } from 'cdk8s-plus-30';
import { LocalDetector, NftablesKubeProxy, RulesetFile, RulesetReport } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const frontend = new Deployment(shop, 'frontend', {
    metadata: { name: 'frontend' },
    replicas: 3,
    containers: [{ image: 'registry.example.com/shop/frontend:1.4.2', portNumber: 8080 }],
  });
  frontend.exposeViaService({ name: 'frontend', serviceType: ServiceType.LOAD_BALANCER, ports: [{ port: 80, targetPort: 8080 }] });
  const cart = new Deployment(shop, 'cart', {
    metadata: { name: 'cart' },
    replicas: 2,
    containers: [{ image: 'registry.example.com/shop/cart:2.0.0', portNumber: 6379 }],
  });
  cart.exposeViaService({ name: 'cart', ports: [{ port: 6379 }] });

  const system = new Chart(app, 'kube-proxy');
  const kubeProxy = new NftablesKubeProxy(system, 'kube-proxy', {
    kubernetesVersion: '1.37',
    localDetector: LocalDetector.clusterCidr('10.244.0.0/16'),
  });
  const nodes = [
    { name: 'worker-1', addresses: ['192.168.10.11'], podCidrs: ['10.244.1.0/24'], zone: 'zone-a' },
    { name: 'worker-2', addresses: ['192.168.10.12'], podCidrs: ['10.244.2.0/24'], zone: 'zone-b' },
  ];
  new RulesetFile(system, 'ruleset', { kubeProxy, nodeName: 'worker-1', nodes });
  // The same as a page for a browser, which answers questions about packets.
  new RulesetReport(system, 'report', { kubeProxy, nodeName: 'worker-1', nodes });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
