import { InputError } from '../../../src/base/errors';
import { renderNftScript } from '../../../src/dataplane/nftables/render/nft-script';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';
import { sequence } from '../../input/objects';
import { node, Plain, rulesetOf, service, serviceCidr, slice, storedService, workload } from '../../support/builders';
import { strangeLines } from '../../support/nft-grammar';
import { generateScenario, readScenarios } from '../../support/reference';

/** Stands in every hostile value, so that it can be looked for in a script. */
const CANARY = 'zqxj';

const HOSTILE: readonly ((given: string) => string)[] = [
  given => `${given}" ; } ; add table ip ${CANARY}`,
  given => `${given}\nadd table ip ${CANARY}`,
  given => `${CANARY}\r\n${given}`,
  given => `${given}\nflush ruleset #${CANARY}`,
  given => `${given} } ; drop ; { ${CANARY}`,
  given => `${given};${CANARY}`,
  given => `${given}\\\n${CANARY}`,
  given => `${given}\\${CANARY}`,
  given => `${given}#${CANARY}`,
  given => `$${CANARY}${given}`,
  given => `@${CANARY} ${given}`,
  given => `${given}${CANARY}\u0000`,
  given => `${given}\u2028${CANARY}`,
  given => `${given}\u00e4${CANARY}`,
  given => `${given}\u{1f4a9}${CANARY}`,
  given => `${given}\t${CANARY}`,
  given => ` ${CANARY} ${given}`,
  given => `${given}'${CANARY}`,
  given => `${given}"${CANARY}`,
  given => `${given}\`${CANARY}\``,
  given => `${given}*${CANARY}`,
  given => `${given}, ${CANARY}`,
  given => `${given}${CANARY}`.padEnd(5000, 'x'),
];

/** Objects with a text in every field that any code here reads. The ruleset that they give is as large as one can be. */
function objects(): Plain[] {
  return [
    {
      ...node('node-a', { addresses: ['192.168.0.2', 'fd00:1::2'], zone: 'zone-1', podCIDRs: ['10.244.1.0/24', 'fd00:10:1::/64'] }),
      status: {
        addresses: [
          { type: 'InternalIP', address: '192.168.0.2' }, { type: 'InternalIP', address: 'fd00:1::2' },
          { type: 'ExternalIP', address: '203.0.113.9' }, { type: 'Hostname', address: 'node-a' },
        ],
      },
    },
    serviceCidr('kubernetes', '10.96.0.0/12', 'fd00:96::/112'),
    storedService('demo/web', {
      type: 'LoadBalancer',
      clusterIP: '10.96.0.41',
      clusterIPs: ['10.96.0.41', 'fd00:96::41'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
      externalIPs: ['192.0.2.9', 'fd00:9::9'],
      loadBalancerSourceRanges: ['203.0.113.0/25', '192.168.0.0/16'],
      loadBalancerIP: '1.2.3.4',
      loadBalancerClass: 'example.com/lb',
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Cluster',
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } },
      trafficDistribution: 'PreferClose',
      selector: { app: 'web' },
      externalName: 'db.example.com',
      ports: [
        { name: 'http', port: 80, protocol: 'TCP', targetPort: 'web', nodePort: 30080, appProtocol: 'http' },
        { name: 'other', port: 81, protocol: 'UDP', nodePort: 30081 },
      ],
    }, {
      metadata: { uid: 'u', labels: { app: 'web' }, annotations: { note: 'text' } },
      status: { loadBalancer: { ingress: [{ ip: '1.2.3.4', ipMode: 'VIP', hostname: 'lb.example.com' }] } },
    }),
    slice('demo/web-1', 'web', [{
      addresses: ['10.244.1.7', '10.244.1.8'],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: 'node-a',
      hostname: 'pod-1',
      zone: 'zone-1',
      hints: { forZones: [{ name: 'zone-1' }], forNodes: [{ name: 'node-a' }] },
      targetRef: { kind: 'Pod', name: 'web-1', namespace: 'demo' },
    }], { ports: [{ name: 'http', port: 8080, protocol: 'TCP', appProtocol: 'http' }] }),
    slice('demo/web-2', 'web', [{ addresses: ['fd00:10:1::7'] }], { addressType: 'IPv6', ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] }),
  ];
}

const CONFIGURATIONS: readonly Plain[] = [
  { detectLocalMode: 'ClusterCIDR', clusterCIDR: '10.244.0.0/16,fd00:10::/48', nodePortAddresses: ['primary'], bindAddress: '192.168.0.2', mode: 'nftables' },
  { detectLocalMode: 'NodeCIDR', nodePortAddresses: ['192.168.0.0/16'], hostnameOverride: 'node-a' },
  { detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0' } },
  { detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'veth' }, iptables: { masqueradeAll: true } },
];

/** The paths of all texts in a value, keys of labels and the like among them. */
function* textsIn(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value === 'string') yield path;
  else if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) yield* textsIn(part, [...path, key]);
}

function withText(value: any, [step, ...rest]: readonly (string | number)[], change: (given: string) => string): any {
  if (step === undefined) return change(value);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[step] = withText(value[step], rest, change);
  return copy;
}

/** What a script must not be like; `undefined` where the input was refused. */
function harmOf(run: () => string): string | undefined {
  let script: string;
  try {
    script = run();
  } catch (error) {
    if (!(error instanceof InputError)) return `${(error as Error).stack}`;
    return error.message.length > 8000 ? `a message of ${error.message.length} characters` : undefined;
  }
  const strange = strangeLines(script);
  if (strange.length > 0) return `strange lines: ${strange.join('\n').slice(0, 500)}`;
  return script.split('\n').some(line => line.includes(CANARY) && !line.startsWith('#')) ? `the script holds ${CANARY}` : undefined;
}

test('the objects and configurations that are changed here give rulesets themselves', () => {
  for (const kubernetesVersion of SUPPORTED_MINORS) {
    for (const configuration of CONFIGURATIONS) {
      const script = rulesetOf(objects(), { kubernetesVersion, configuration }).toNft();
      expect(strangeLines(script)).toEqual([]);
      expect(script).toContain('firewall-AXK6CI2C-demo/web/tcp/http');
      expect(script).toContain('affinity-');
    }
  }
});

test('all reference rulesets match the grammar of scripts', () => {
  const strange = new Set<string>();
  for (const scenario of readScenarios()) {
    for (const minor of ['1.31', '1.36', '1.37'] as const) {
      for (const family of ['ip', 'ip6'] as const) {
        for (const line of strangeLines(`${[...renderNftScript(generateScenario(scenario, minor, family))].join('\n')}\n`)) strange.add(line);
      }
    }
  }
  expect([...strange]).toEqual([]);
});

test.each([
  'add table ip kube-proxy { comment "rules" ; }',
  'add table ip other',
  'add rule ip kube-proxy services drop',
  'add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ; flush ruleset',
  'add element ip kube-proxy cluster-ips { 10.0.0.1 } ',
  'add element ip kube-proxy cluster-ips { 010.0.0.1 }',
  'add element ip kube-proxy no-endpoint-services { 10.0.0.1 . tcp . 80 comment "a/b" c" : drop }',
  'add rule ip kube-proxy services ip daddr @cluster-ips iifname != a b mark set mark or 0x00004000 comment "x"',
  'flush ruleset',
  '',
])('the grammar does not know %j', line => {
  expect(strangeLines(`${line}\n`)).toEqual([line]);
});

test.each(objects().map((object, index) => [`${object.kind} ${object.metadata.name}`, index] as const))('no text of %s gets out of its place', (_, index) => {
  const harm: string[] = [];
  for (const path of textsIn(objects()[index])) {
    for (const [i, change] of HOSTILE.entries()) {
      const changed = objects().map((object, position) => position === index ? withText(object, path, change) : object);
      const found = harmOf(() => rulesetOf(changed, { kubernetesVersion: i % 2 === 0 ? '1.36' : '1.33', configuration: CONFIGURATIONS[i % 4] }).toNft());
      if (found !== undefined) harm.push(`${path.join('.')}: ${found}`);
    }
  }
  expect(harm).toEqual([]);
});

test('no key of a map gets out of its place', () => {
  for (const key of ['a"\nadd table ip zqxj', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const [host, range, web, ...slices] = objects();
    const labeled = JSON.parse(JSON.stringify(web).replace('"app":"web"', `${JSON.stringify(key)}:"web"`));
    expect(harmOf(() => rulesetOf([host, range, labeled, ...slices]).toNft())).toBeUndefined();
  }
});

test('no text of a KubeProxyConfiguration gets out of its place', () => {
  const harm: string[] = [];
  for (const configuration of CONFIGURATIONS) {
    for (const path of textsIn(configuration)) {
      for (const change of HOSTILE) {
        for (const kubernetesVersion of ['1.32', '1.37']) {
          const found = harmOf(() => rulesetOf(objects(), { kubernetesVersion, configuration: withText(configuration, path, change) }).toNft());
          if (found !== undefined) harm.push(`${path.join('.')}: ${found}`);
        }
      }
    }
  }
  expect(harm).toEqual([]);
});

test('no text of what is not applied yet gets out of its place, nor out of the comment on top', () => {
  const harm: string[] = [];
  const drafts = [
    node('node-a'),
    service('demo/web', {
      type: 'LoadBalancer', selector: { app: 'web' }, trafficDistribution: 'PreferSameNode', ports: [{ name: 'http', port: 80, targetPort: 'web' }],
    }),
    workload('Deployment', 'demo/web', { app: 'web' }, { replicas: 2 }, { containers: [{ name: 'c', ports: [{ name: 'web', containerPort: 8080 }] }] }),
  ];
  for (const [index, object] of drafts.entries()) {
    for (const path of textsIn(object)) {
      for (const change of HOSTILE) {
        const preview = () => {
          const changed = drafts.map((other, position) => position === index ? withText(other, path, change) : other);
          return Ruleset.fromObjects(changed, { kubernetesVersion: '1.36', nodeName: 'node-a' }).toNft();
        };
        const found = harmOf(preview);
        if (found !== undefined) harm.push(`${object.kind} ${path.join('.')}: ${found}`);
      }
    }
  }
  expect(harm).toEqual([]);
});

test('addresses of interfaces and the name of the node get into no script', () => {
  for (const change of HOSTILE) {
    expect(harmOf(() => rulesetOf(objects(), { networkInterfaces: { [change('eth0')]: ['192.168.0.2'] } }).toNft())).toBeUndefined();
    expect(() => rulesetOf(objects(), { networkInterfaces: { eth0: [change('192.168.0.2')] } })).toThrow(InputError);
    expect(() => rulesetOf(objects(), { nodeName: change('node-a') })).toThrow(InputError);
  }
});

/** Values of the wrong type, wherever a value stands: never anything but an `InputError`. */
test('values of random types in random places give an InputError or a well-formed script', () => {
  const random = sequence(20_261_121);
  const values: readonly unknown[] = [null, undefined, true, 0, -1, 1.5, 65_536, 1e300, NaN, '', 'x', '0', [], [null], [[]], {}, { a: 1 }, '::', '0.0.0.0/0', 'None'];
  const pick = <T>(all: readonly T[]): T => all[random(all.length)];
  const places = (value: unknown): [any, string][] => typeof value !== 'object' || value === null ? [] : Object.keys(value)
    .flatMap(key => [[value, key] as [any, string], ...places((value as any)[key])]);
  const harm: string[] = [];
  for (let round = 0; round < 3000; round++) {
    const all = JSON.parse(JSON.stringify(objects()));
    const configuration = JSON.parse(JSON.stringify(pick(CONFIGURATIONS)));
    const changes: string[] = [];
    for (let i = 0; i <= random(2); i++) {
      const [holder, key] = pick(places(random(6) === 0 ? configuration : all.slice(0)).filter(([owner]) => owner !== all));
      holder[key] = pick(values);
      changes.push(`${key} = ${JSON.stringify(holder[key])}`);
    }
    const found = harmOf(() => rulesetOf(all, { kubernetesVersion: pick(SUPPORTED_MINORS), configuration }).toNft());
    if (found !== undefined) harm.push(`${changes.join(', ')}: ${found}`);
  }
  expect(harm).toEqual([]);
});
