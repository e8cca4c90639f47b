import { Chart, Testing } from 'cdk8s';
import { cilium } from '../../../src';
import { Plain } from '../../support/builders';
import { deployProblems, eachWithSchemas, WITHOUT_SCHEMAS } from '../../support/deploy-schemas';

const { Delivery, Encryption, PodAddresses, Routing } = cilium;

const RICH: Partial<cilium.CiliumInstallationProps> = {
  kubeProxyReplacement: true,
  apiServer: { host: '192.168.0.10' },
  healthzBindAddress: '0.0.0.0:10256',
  routing: Routing.fromNative({ ipv4Cidr: '10.0.0.0/8', autoDirectNodeRoutes: true }),
  loadBalancing: { algorithm: cilium.LoadBalancingAlgorithm.MAGLEV, mode: cilium.LoadBalancingMode.DSR },
  encryption: Encryption.fromWireGuard(),
  hubble: { ui: true, metrics: ['dns', 'drop'] },
  l2Announcements: true,
  bgp: true,
  values: { operator: { replicas: 1 }, tolerations: [{ operator: 'Exists' }], extraConfig: { 'bpf-lb-dsr-l4-xlate': 'frontend' } },
};

const WAYS: readonly [string, () => cilium.Delivery][] = [
  ['Flux', () => Delivery.fromFlux()],
  ['Flux, of an OCI registry', () => Delivery.fromFlux({ oci: true, interval: '30m', timeout: '45m', objectsNamespace: 'gitops', namespaceName: 'cilium', releaseName: 'network' })],
  ['Argo CD', () => Delivery.fromArgoCd()],
  ['Argo CD, with all options', () => Delivery.fromArgoCd({
    automated: true, kubernetesVersion: '1.34.0', apiVersions: ['monitoring.coreos.com/v1'], project: 'platform', server: 'https://10.0.0.1:6443', objectsNamespace: 'gitops', namespaceName: 'cilium',
  })],
  ['k3s', () => Delivery.fromK3s()],
  ['k3s, with all options', () => Delivery.fromK3s({ keepFailed: true, namespaceName: 'cilium', releaseName: 'network' })],
  ['RKE2', () => Delivery.fromRke2({ keepFailed: true })],
];

describe.each(['1.17.18', '1.18.12', '1.19.6', '1.20.0'])('Cilium %s', version => {
  eachWithSchemas.each(WAYS)(`%s: its objects are as their schemas want them${WITHOUT_SCHEMAS}`, (_, delivery) => {
    for (const props of [{}, RICH]) {
      const chart = new Chart(Testing.app(), 'network');
      const podAddresses = PodAddresses.fromClusterPool({ ipv4Cidrs: ['10.20.0.0/16'] });
      const { apiObjects } = new cilium.CiliumInstallation(chart, 'cilium', { version, podAddresses, ...props, delivery: delivery() });
      const objects = Testing.synth(chart) as Plain[];
      expect(objects).toHaveLength(apiObjects.length);
      expect(objects.length).toBeGreaterThan(0);
      expect(objects.flatMap(deployProblems)).toEqual([]);
    }
  });
});

eachWithSchemas.each([['an unknown field', { interval: '1h', chrt: {} }], ['a wrong type', { interval: 3600 }]])(`the schemas refuse %s${WITHOUT_SCHEMAS}`, (_, spec) => {
  expect(deployProblems({ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'a' }, spec })).not.toEqual([]);
});
