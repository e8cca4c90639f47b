import { nftablesFindings } from '../../../../src/check/goals/nftables';
import { serviceScale } from '../../../../src/check/rules/service/service-scale';
import { Cluster } from '../../../../src/cluster/cluster';
import { Plain, slice, storedService } from '../../../support/builders';
import { kubeProxy, summary } from '../../findings/findings';

/** As many Service ports, on few Services, with a number of endpoints each. */
function cluster(servicePorts: number, endpoints: number, spec: Plain = {}): Cluster {
  const PORTS = 200;
  const inventory = new Cluster();
  inventory.add(kubeProxy({ mode: 'ipvs' }));
  const addresses = Array.from({ length: endpoints }, (_, i) => ({ addresses: [`10.244.${i >> 8}.${i & 255}`] }));
  for (let i = 0; i < servicePorts; i += PORTS) {
    const ports = Array.from({ length: Math.min(PORTS, servicePorts - i) }, (_, j) => ({ name: `p${j}`, port: j + 1 }));
    inventory.add(storedService(`shop/s${i}`, { clusterIP: `10.96.${i >> 8}.${i & 255}`, ports, ...spec }));
    if (endpoints > 0) inventory.add(slice(`shop/s${i}`, `s${i}`, addresses, { ports }));
  }
  return inventory;
}

const shown = (inventory: Cluster, version = '1.36') => summary(nftablesFindings(inventory, version, [serviceScale]));

test('non-compliant: Service ports, from 10,000 and from 40,000', () => {
  expect(shown(cluster(10_000, 1))).toEqual([{
    severity: 'warning',
    message: 'With this many Service ports, the first sync takes noticeable time, during which new connections fail.',
    objects: ['ConfigMap kube-system/kube-proxy: 10000 maps, 10000 endpoints'],
  }]);
  expect(shown(cluster(9_999, 1))).toEqual([]);
  expect(shown(cluster(39_999, 0))).toMatchObject([{ severity: 'warning' }]);
  expect(shown(cluster(40_000, 0))).toEqual([{
    severity: 'blocker',
    message: 'Clusters with this many Service ports have reported about 15 minutes for the first sync, during which new connections fail.',
    objects: ['ConfigMap kube-system/kube-proxy: 40000 maps, 40000 endpoints'],
  }]);
});

test('from 1.37 a single endpoint needs no map, unless there is session affinity', () => {
  expect(shown(cluster(10_000, 1), '1.37')).toEqual([]);
  expect(shown(cluster(10_000, 2), '1.37')).toMatchObject([{ severity: 'warning' }]);
  expect(shown(cluster(10_000, 1, { sessionAffinity: 'ClientIP' }), '1.37')).toMatchObject([{ severity: 'warning' }]);
});

test('non-compliant: endpoints up to 1.35, from 50,000 and from 200,000', () => {
  expect(shown(cluster(100, 500), '1.35')).toEqual([{
    severity: 'warning',
    message: 'With this many endpoints, the first sync takes noticeable time, during which new connections fail.',
    objects: ['ConfigMap kube-system/kube-proxy: 100 maps, 50000 endpoints'],
  }]);
  expect(shown(cluster(100, 499), '1.35')).toEqual([]);
  expect(shown(cluster(400, 500), '1.35')).toEqual([{
    severity: 'blocker',
    message: 'Clusters with this many endpoints have reported about 15 minutes for the first sync, during which new connections fail.',
    objects: ['ConfigMap kube-system/kube-proxy: 400 maps, 200000 endpoints'],
  }]);
});

test('compliant: endpoints have no chains from 1.36', () => {
  expect(shown(cluster(400, 500))).toEqual([]);
});
