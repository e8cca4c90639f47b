import { App, Chart } from 'cdk8s';
import { NftablesKubeProxy, RulesetReport } from '../../../src';
import { readPage } from '../../support/page';

function report(): RulesetReport {
  const chart = new Chart(new App(), 'test');
  const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion: '1.36' });
  const service = {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop', uid: 'u' }, spec: { clusterIP: '10.96.0.20', clusterIPs: ['10.96.0.20'], ports: [{ port: 80 }] },
  };
  return new RulesetReport(chart, 'report', { kubeProxy, nodeName: 'worker-1', nodes: [{ name: 'worker-1', addresses: ['192.168.10.11'] }], objects: [service] });
}

test('the page shows the traffic of the node, and can be asked about packets', () => {
  const page = report();
  expect(page.path).toBe('rulesets/worker-1.html');
  const { document, data } = readPage(page.content());
  expect(document.title).toBe('Traffic to Services on worker-1');
  expect(data('traffic').entries).toContainEqual(expect.objectContaining({ serviceName: 'shop/web', address: '10.96.0.20', sourceClass: 'external', verdict: 'rejected' }));
  expect(document.question).toMatchObject({ nodeNames: ['worker-1'], modes: ['nftables'], kubernetesVersion: '1.36' });
  expect(data('question').objects.map(({ kind }: { kind: string }) => kind)).toEqual(['Node', 'Service']);
});
