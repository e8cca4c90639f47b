import { DUMP_CONFIG_MAPS, DUMP_KINDS, isDefinitionRead, pluralOf } from '../../src/cli/dump-kinds';
import { KEPT } from '../../src/cluster/kept';
import { KINDS } from '../../src/cluster/kinds';

/** What commands read, and `dump` does not. */
const NOT_DUMPED: Readonly<Record<string, string>> = {
  'extensions/Ingress': 'no API server has the group since 1.22; what was written in it is read in networking.k8s.io',
  '/ConfigMap': 'others may hold anything: some are read by their names',
  '/Endpoints': 'a cluster has an EndpointSlice for each of them',
  '/Secret': 'no command needs more than a name, and kubectl cannot leave out the rest',
  'apiextensions.k8s.io/CustomResourceDefinition': 'they are large: some are read by their names',
  'install.istio.io/IstioOperator': 'a file of istioctl, which no cluster serves since Istio 1.24',
  'kubeproxy.config.k8s.io/KubeProxyConfiguration': 'a file',
};

const DUMPED = new Set(DUMP_KINDS.flatMap(({ resources }) => resources));

const resourceOf = (groupAndKind: string): string => {
  const [group, kind] = groupAndKind.split('/');
  return `${pluralOf(kind)}${group === '' ? '' : `.${group}`}`;
};

test.each(Object.keys(KINDS))('%s, which commands read, is dumped, or there is a reason', groupAndKind => {
  expect([DUMPED.has(resourceOf(groupAndKind)), NOT_DUMPED[groupAndKind] !== undefined]).toContain(true);
  expect(DUMPED.has(resourceOf(groupAndKind))).toBe(NOT_DUMPED[groupAndKind] === undefined);
});

test('nothing else is dumped', () => {
  const read = new Set(Object.keys(KINDS).map(resourceOf));
  expect([...DUMPED].filter(resource => !read.has(resource))).toEqual([]);
});

test('no kind is there twice, and no file has two kinds', () => {
  const all = DUMP_KINDS.flatMap(({ resources }) => resources);
  expect(all).toHaveLength(DUMPED.size);
  expect(new Set(DUMP_KINDS.map(({ file }) => file)).size).toBe(DUMP_KINDS.length);
});

test('the plural of kinds, as clusters have it', () => {
  expect(['Gateway', 'AuthorizationPolicy', 'ServiceEntry', 'IngressClass', 'XMesh', 'CiliumCIDRGroup', 'Telemetry'].map(pluralOf)).toEqual([
    'gateways', 'authorizationpolicies', 'serviceentries', 'ingressclasses', 'xmeshes', 'ciliumcidrgroups', 'telemetries',
  ]);
});

test('ConfigMaps that rules read by their names', () => {
  const named = KEPT.flatMap(({ kind, names = [] }) => kind === 'ConfigMap' ? names : []);
  const dumped = DUMP_CONFIG_MAPS.flatMap(({ namespace, names }) => names.map(name => `${namespace}/${name}`));
  expect(named.filter(name => !dumped.includes(name))).toEqual([]);
  expect(named).toContain('istio-system/istio-cni-config');
});

test('definitions of Gateway API, and one that a chart asks for', () => {
  expect(['httproutes.gateway.networking.k8s.io', 'xmeshes.gateway.networking.x-k8s.io', 'servicemonitors.monitoring.coreos.com'].map(isDefinitionRead)).toEqual([true, true, true]);
  expect(['podmonitors.monitoring.coreos.com', 'virtualservices.networking.istio.io', 'gateway.networking.k8s.io'].map(isDefinitionRead)).toEqual([false, false, false]);
});
