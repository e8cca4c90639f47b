import { Endpoint } from '../../../src/cluster/served/endpoint';
import { selectEndpoints } from '../../../src/dataplane/endpoints/selection';
import { featuresOf } from '../../../src/dataplane/versions/features';
import { SUPPORTED_MINORS, SupportedMinor } from '../../../src/dataplane/versions/kube-proxy-version';
import { sequence } from '../../input/objects';

/** Endpoints as the cases spell them: the address at first, then what differs from a ready endpoint on another node. */
function endpoint(text: string): Endpoint {
  const [address, ...words] = text.split(' ');
  const has = (word: string) => words.includes(word);
  const hints = (kind: string) => words.filter(word => word.startsWith(`${kind}:`)).flatMap(word => word.slice(kind.length + 1).split(','));
  const unready = has('unready') || has('dead') || has('terminating');
  return {
    address,
    port: 80,
    nodeName: has('local') ? 'node-a' : 'node-b',
    status: {
      ready: !unready, serving: !has('dead') && !has('unready'), terminating: has('terminating'), zoneHints: hints('zone'), nodeHints: hints('node'),
    },
  };
}

interface Case {
  readonly endpoints: readonly string[];
  /** Which lists are asked for; both policies are Cluster where it is not given. */
  readonly uses?: 'cluster' | 'local' | 'both';
  readonly zone?: string;
  readonly minors?: readonly SupportedMinor[];
  readonly cluster: string;
  readonly local?: string;
  /** The same as `cluster` where it is not given. */
  readonly reachable?: string;
  readonly hasAny?: boolean;
}

const WITH_NODE_HINTS = ['1.34', '1.35', '1.36', '1.37'] as const;
const WITHOUT_NODE_HINTS = ['1.31', '1.32', '1.33'] as const;
const HINTED = ['1 zone:zone-a', '2 zone:zone-b', '3 zone:zone-b', '4 zone:zone-a'];

// Upstream: pkg/proxy, TestCategorizeEndpoints, by the names of its cases; and the corners that it leaves out.
const CASES: { readonly [name: string]: Case } = {
  'hints for all, a zone label, an endpoint in the zone': { endpoints: HINTED, cluster: '1 4' },
  'topology plays no part in the policy Local': { endpoints: ['1 zone:zone-a', '2 local zone:zone-b'], uses: 'both', cluster: '1', local: '2', reachable: '1 2' },
  'topology plays no part in the internal policy Local': { endpoints: ['1 zone:zone-a', '2 local zone:zone-b'], uses: 'local', cluster: '', local: '2', reachable: '2' },
  'no zone label': { endpoints: HINTED, zone: '', cluster: '1 2 3 4' },
  'a zone without endpoints': { endpoints: HINTED, zone: 'zone-c', cluster: '1 2 3 4' },
  'an unready endpoint in the zone': { endpoints: ['1 zone:zone-a unready', '2 zone:zone-b', '3 zone:zone-b', '4 zone:zone-a'], cluster: '4' },
  'only unready endpoints in the zone': { endpoints: ['1 zone:zone-a unready', '2 zone:zone-b', '3 zone:zone-b', '4 zone:zone-a unready'], cluster: '2 3' },
  'a ready endpoint without a hint': { endpoints: ['1 zone:zone-a', '2', '3 zone:zone-b', '4 zone:zone-a'], cluster: '1 2 3 4' },
  'an unready endpoint without a hint does not matter': { endpoints: ['1 zone:zone-a', '2 unready', '3 zone:zone-b'], cluster: '1' },
  'several hints': { endpoints: ['1 zone:zone-a', '2 zone:zone-b', '3 zone:zone-b,zone-c', '4 zone:zone-b,zone-a'], cluster: '1 4' },
  'a hint for the empty zone, no zone label': { endpoints: ['1 zone:', '2 zone:zone-b'], zone: '', minors: ['1.33', '1.34', '1.36', '1.37'], cluster: '1' },
  'a hint for the empty zone, no zone label, before 1.33': { endpoints: ['1 zone:', '2 zone:zone-b'], zone: '', minors: ['1.31', '1.32'], cluster: '1 2' },

  'node hints where they are not followed: the zone counts': {
    endpoints: ['1 zone:zone-a node:node-b', '2 zone:zone-a node:node-a', '3 zone:zone-b node:node-c'], minors: WITHOUT_NODE_HINTS, cluster: '1 2',
  },
  'node hints': {
    endpoints: ['1 zone:zone-a node:node-b', '2 zone:zone-a node:node-a', '3 zone:zone-b node:node-c'], minors: WITH_NODE_HINTS, cluster: '2',
  },
  'an endpoint without a node hint': {
    endpoints: ['1 zone:zone-a node:node-a', '2 zone:zone-a', '3 zone:zone-b node:node-c'], minors: WITH_NODE_HINTS, cluster: '1 2',
  },
  'no endpoint for the node: the zone counts': { endpoints: ['1 zone:zone-a node:node-b', '2 zone:zone-b node:node-c'], minors: WITH_NODE_HINTS, cluster: '1' },
  'no endpoint for the node nor the zone': { endpoints: ['1 zone:zone-c node:node-b', '2 zone:zone-b node:node-c'], minors: WITH_NODE_HINTS, cluster: '1 2' },
  'several node hints': { endpoints: ['1 node:node-b,node-a', '2 node:node-b'], minors: WITH_NODE_HINTS, cluster: '1' },
  'hints for this node against being local: both are reachable': {
    endpoints: ['1 local node:node-b', '2 node:node-a'], uses: 'both', minors: WITH_NODE_HINTS, cluster: '2', local: '1', reachable: '2 1',
  },

  'conflicting topology and locality': {
    endpoints: ['1 local zone:zone-a', '2 local zone:zone-b', '3 zone:zone-a', '4 zone:zone-b'], uses: 'both', cluster: '1 3', local: '1 2', reachable: '1 3 2',
  },
  'internal policy Local, none': { endpoints: [], uses: 'local', cluster: '', local: '', hasAny: false },
  'internal policy Local, all remote': { endpoints: ['1', '2'], uses: 'local', cluster: '', local: '', reachable: '', hasAny: true },
  'internal policy Local, all local': { endpoints: ['1 local', '2 local'], uses: 'local', cluster: '', local: '1 2', reachable: '1 2' },
  'internal policy Local, some local': { endpoints: ['1 local', '2'], uses: 'local', cluster: '', local: '1', reachable: '1' },
  'policy Cluster, none is ready': { endpoints: ['1 unready', '2 unready'], cluster: '', hasAny: false },
  'policy Cluster, some are ready': { endpoints: ['1 unready', '2'], cluster: '2' },
  'policy Cluster, all terminate': { endpoints: ['1 terminating', '2 terminating'], cluster: '1 2' },
  'policy Cluster, some terminate beside ready ones': { endpoints: ['1 terminating', '2'], cluster: '2' },
  'policy Cluster, some terminate beside unready ones': { endpoints: ['1 terminating', '2 unready'], cluster: '1' },
  'terminating ones are taken whatever their hints': { endpoints: ['1 terminating zone:zone-b', '2 terminating zone:zone-a'], cluster: '1 2' },
  'internal Local, external Cluster': { endpoints: ['1', '2 local'], uses: 'both', cluster: '1 2', local: '2' },
  'both Local': { endpoints: ['1', '2 local'], uses: 'both', cluster: '1 2', local: '2' },
  'both Local, all remote': { endpoints: ['1', '2'], uses: 'both', cluster: '1 2', local: '' },
  'both Local, remote ones terminate': { endpoints: ['1 terminating', '2 terminating'], uses: 'both', cluster: '1 2', local: '' },
  'internal Local alone, remote ones terminate': { endpoints: ['1 terminating'], uses: 'local', cluster: '', local: '', reachable: '', hasAny: true },
  'internal Local alone, remote ones are not ready': { endpoints: ['1 unready'], uses: 'local', cluster: '', local: '', reachable: '', hasAny: false },
  'external Local with terminating local ones': {
    endpoints: ['1', '2 local terminating', '3 local dead', '4 terminating'], uses: 'both', cluster: '1', local: '2', reachable: '1 2',
  },
  'external Local, a ready local one beside a terminating local one': {
    endpoints: ['1 local', '2 local terminating'], uses: 'both', cluster: '1', local: '1',
  },
  'external Local without external access is Cluster': { endpoints: ['1', '2 local'], cluster: '1 2' },
  'no endpoints at all': { endpoints: [], uses: 'both', cluster: '', local: '', hasAny: false },
  'a single one, neither ready nor serving nor terminating': { endpoints: ['1 local unready'], uses: 'both', cluster: '', local: '', hasAny: false },
  'a single one, terminating but not serving': { endpoints: ['1 local dead terminating'], uses: 'both', cluster: '', local: '', hasAny: false },
};

const list = (text: string) => text.split(' ').filter(word => word !== '');

describe.each(Object.entries(CASES))('%s', (_, { endpoints, uses = 'cluster', zone = 'zone-a', minors = SUPPORTED_MINORS, ...expected }) => {
  const { cluster, local = '', reachable = cluster } = expected;

  test.each(minors)('%s', minor => {
    const selected = selectEndpoints(endpoints.map(endpoint), uses !== 'local', uses !== 'cluster', { name: 'node-a', zone }, featuresOf(minor));
    const addresses = (all: readonly Endpoint[]) => all.map(({ address }) => address);
    const found = { cluster: addresses(selected.cluster), local: addresses(selected.local), reachable: addresses(selected.reachable) };
    expect({ ...found, hasAny: selected.hasAny }).toEqual({
      cluster: list(cluster), local: list(local), reachable: list(reachable), hasAny: expected.hasAny ?? list(reachable).length > 0,
    });
  });
});

/** The algorithm of upstream's CategorizeEndpoints written out step by step, without any care for speed. */
function byTheBook(all: readonly Endpoint[], usesCluster: boolean, usesLocal: boolean, zone: string, minor: SupportedMinor) {
  const features = featuresOf(minor);
  const ready = all.filter(({ status }) => status.ready);
  const fallback = all.filter(({ status }) => status.serving && status.terminating);
  let cluster: Endpoint[] = [];
  let mode = 'none';
  if (usesCluster) {
    if (ready.length > 0) {
      if (features.nodeHints && ready.every(e => e.status.nodeHints.length > 0) && ready.some(e => e.status.nodeHints.includes('node-a'))) mode = 'node';
      else if ((zone !== '' || features.zoneHintsWithoutZone)
        && ready.every(e => e.status.zoneHints.length > 0) && ready.some(e => e.status.zoneHints.includes(zone))) mode = 'zone';
    }
    cluster = ready.filter(e => mode === 'node' ? e.status.nodeHints.includes('node-a') : mode === 'zone' ? e.status.zoneHints.includes(zone) : true);
    if (cluster.length === 0) cluster = fallback;
  }
  if (!usesLocal) return { cluster, local: [], reachable: cluster, hasAny: cluster.length > 0 };
  const localReady = ready.filter(e => e.nodeName === 'node-a');
  const localFallback = localReady.length === 0 ? fallback.filter(e => e.nodeName === 'node-a') : [];
  const local = localReady.length > 0 ? localReady : localFallback;
  const union = [...cluster, ...local.filter(e => !cluster.includes(e))];
  const reachable = !usesCluster ? local : mode === 'none' && localFallback.length === 0 ? cluster : union;
  return { cluster, local, reachable, hasAny: ready.length > 0 || fallback.length > 0 };
}

test('random endpoints are chosen as the steps say', () => {
  const random = sequence(1669);
  const flags = ['', 'local', 'unready', 'terminating', 'dead', 'local terminating', 'local dead terminating', 'terminating', ''];
  const hints = ['', 'zone:zone-a', 'zone:zone-b', 'zone:zone-a,zone-b', 'node:node-a', 'node:node-b zone:zone-a', 'zone:zone-a node:node-a', 'zone:'];
  for (let i = 0; i < 20_000; i++) {
    const kinds = 1 + random(hints.length);
    const all = Array.from({ length: random(5) }, (_, k) => endpoint(`${k} ${flags[random(flags.length)]} ${hints[random(kinds)]}`));
    const [usesCluster, usesLocal] = [[true, false], [false, true], [true, true]][random(3)];
    const zone = ['zone-a', 'zone-b', ''][random(3)];
    const minor = SUPPORTED_MINORS[random(SUPPORTED_MINORS.length)];
    const selected = selectEndpoints(all, usesCluster, usesLocal, { name: 'node-a', zone }, featuresOf(minor));
    expect(selected).toEqual(byTheBook(all, usesCluster, usesLocal, zone, minor));
  }
});

test('a node without a name has no local endpoints', () => {
  const nameless: Endpoint = { ...endpoint('1'), nodeName: '' };
  expect(selectEndpoints([nameless], false, true, { name: '', zone: '' }, featuresOf('1.36'))).toEqual({ cluster: [], local: [], reachable: [], hasAny: true });
});
