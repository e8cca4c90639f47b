import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { filesOf, planOf } from './clusters';
import { Plain } from '../../support/builders';

const FOLDER = join(__dirname, '..', '..', 'fixtures', 'cluster');
const CLUSTER = ['networking.yaml', 'kube-proxy.yaml'].flatMap(file => (load(readFileSync(join(FOLDER, file), 'utf8')) as { items: Plain[] }).items);

describe('what clients notice', () => {
  const files = filesOf(planOf(CLUSTER));
  const page = files['behavior.md'];

  test('is compared with the configuration that the migration writes, on one node of each kind', () => {
    // iptables.masqueradeAll is carried over, so ClusterIPs stay masqueraded.
    const sure = page.replace(/^## Not known from the objects$.*?(?=^## )/gms, '');
    expect(sure).not.toContain('because masqueradeAll is set; in nftables mode');
    // The node that changes first comes first.
    expect(page.match(/(?<=^# Node )[\w-]+/gm)).toEqual(['worker-1', 'cp-1', 'worker-2', 'worker-3']);
    const { nodes } = JSON.parse(files['behavior.json']) as { nodes: { before: Plain; after: Plain; changes: Plain[] }[] };
    expect(nodes[0]).toMatchObject({ before: { mode: 'ipvs', nodeName: 'worker-1' }, after: { mode: 'nftables', nodeName: 'worker-1' } });
    expect(nodes[0].changes.some(({ consequence }) => consequence === 'breaks')).toBe(true);
  });

  test('is what the runbook has tried on the first node', () => {
    const runbook = files['RUNBOOK.md'];
    expect(runbook).toContain('This traffic changes, so try it too ([behavior.md](behavior.md) has all of it, and the reasons):');
    expect(runbook).toMatch(/^- \*\*Breaks\*\*: `ingress-nginx\/ingress-nginx NodePort 192\.168\.10\.1\d:30080\/tcp`, from pods on other nodes: /m);
  });

  test('is not there for a version whose rules are not known, or without Nodes', () => {
    expect(filesOf(planOf(CLUSTER, { targetVersion: '1.30' }))['behavior.md']).toBeUndefined();
    expect(filesOf(planOf(CLUSTER.filter(({ kind }) => kind !== 'Node')))['behavior.md']).toBeUndefined();
  });

  test('a large cluster is compared on fewer nodes, and the page says so', () => {
    const spec = { clusterIP: '10.96.200.1', clusterIPs: ['10.96.200.1'], ports: [{ port: 80 }] };
    const services = Array.from({ length: 3000 }, (_, i) => {
      const address = `10.97.${Math.floor(i / 250)}.${i % 250 + 1}`;
      const metadata = { namespace: 'many', name: `s${i}`, uid: `u${i}` };
      return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ...spec, clusterIP: address, clusterIPs: [address] } };
    });
    const large = filesOf(planOf([...CLUSTER, ...services]))['behavior.md'];
    expect(large.match(/^# Node /gm)).toHaveLength(1);
    expect(large).toContain('3 more kinds of nodes are left out.');
  });
});
