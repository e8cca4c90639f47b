import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing, Yaml } from 'cdk8s';
import { Deployment, Service } from 'cdk8s-plus-30';
import { ArtifactApp, IpFamily, KubeProxyPreviewOptions, LocalDetector, NftablesKubeProxy, PreviewNode, RulesetConfigMap, RulesetFile } from '../../../src';

const NETWORKING = join(__dirname, '..', '..', 'fixtures', 'cluster', 'networking.yaml');
const KUBE_PROXY = join(__dirname, '..', '..', 'fixtures', 'cluster', 'kube-proxy.yaml');

const NODES: PreviewNode[] = [
  { name: 'worker-1', addresses: ['192.168.10.11'], podCidrs: ['10.244.1.0/24'] },
  { name: 'worker-2', addresses: ['192.168.10.12'], podCidrs: ['10.244.2.0/24'] },
];

function kubeProxyIn(app: App, kubernetesVersion = '1.36'): NftablesKubeProxy {
  const chart = new Chart(app, 'system');
  return new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion, localDetector: LocalDetector.clusterCidr('10.244.0.0/16') });
}

function service(chart: Chart, name: string, spec: object = {}): ApiObject {
  return new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } });
}

function preview(app: App, options: Partial<KubeProxyPreviewOptions> = {}) {
  return kubeProxyIn(app).preview({ nodeName: 'worker-1', nodes: NODES, ...options });
}

describe('the Services of an app', () => {
  test('whichever library made them', () => {
    const app = Testing.app();
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    service(shop, 'plain', { clusterIP: '10.96.0.20' });
    const deployment = new Deployment(shop, 'web', { metadata: { name: 'web' }, replicas: 3, containers: [{ image: 'web', portNumber: 8080 }] });
    new Service(shop, 'web-service', { metadata: { name: 'web' }, selector: deployment, clusterIP: '10.96.0.21', ports: [{ port: 80, targetPort: 8080 }] });
    const ruleset = preview(app);
    expect(ruleset.elements(IpFamily.IPV4, 'cluster-ips')).toEqual(['10.96.0.20', '10.96.0.21']);
    expect(ruleset.elements(IpFamily.IPV4, 'no-endpoint-services')).toEqual(['10.96.0.20 . tcp . 80 comment "shop/plain" : goto reject-chain']);
    const chain = ruleset.chainNames(IpFamily.IPV4).find(name => name.endsWith('shop/web/tcp/'))!;
    expect(ruleset.rules(IpFamily.IPV4, chain)[0]).toMatch(/numgen random mod 3 map \{ 0 : 10\.244\.[12]\.\d+ \. 8080 , /);
    expect(ruleset.assumptions).toContainEqual(expect.stringMatching(/^Service shop\/web: 3 endpoints from Deployment shop\/web: /));
  });

  test('are told by their construct where they are wrong', () => {
    const app = Testing.app();
    service(new Chart(app, 'shop'), 'web', { ports: [{ port: 70000 }] });
    expect(() => preview(app)).toThrow(
      'construct shop/web: Service web: spec.ports[0].port: 70000 is no port: expected an integer from 1 to 65535');
  });

  test('are those at the time of the call', () => {
    const app = Testing.app();
    const kubeProxy = kubeProxyIn(app);
    const chart = new Chart(app, 'shop');
    service(chart, 'one', { clusterIP: '10.96.0.20' });
    const clusterIps = () => kubeProxy.preview({ nodeName: 'worker-1', nodes: NODES }).elements(IpFamily.IPV4, 'cluster-ips');
    expect(clusterIps()).toEqual(['10.96.0.20']);
    service(chart, 'two', { clusterIP: '10.96.0.21' });
    expect(clusterIps()).toEqual(['10.96.0.20', '10.96.0.21']);
  });

  test('keep their values when a Service is added', () => {
    const scripts = [['a', 'b', 'c'], ['a', 'new', 'b', 'c'], ['b', 'c', 'a']].map(names => {
      const app = Testing.app();
      const chart = new Chart(app, 'shop');
      for (const name of names) service(chart, name, { type: 'NodePort' });
      return preview(app).assumptions;
    });
    const ofOld = scripts.map(assumptions => assumptions.filter(text => /^Service default\/[abc]: (ClusterIP|NodePort)/.test(text)).sort());
    expect(ofOld[0]).toHaveLength(6);
    expect(ofOld[1]).toEqual(ofOld[0]);
    expect(ofOld[2]).toEqual(ofOld[0]);
  });
});

describe('an app over a running cluster', () => {
  function clusterAnd(change: (chart: Chart) => void) {
    const app = Testing.app();
    change(new Chart(app, 'shop', { namespace: 'shop' }));
    return kubeProxyIn(app).preview({ nodeName: 'worker-1', files: [NETWORKING, KUBE_PROXY] });
  }

  test('without objects of its own gives what the real kube-proxy programmed', () => {
    const expected = ['ipv4', 'ipv6'].map(family => readFileSync(join(__dirname, '..', '..', 'fixtures', 'cluster', `worker-1.v1.36.${family}.nft`), 'utf8'));
    const ruleset = clusterAnd(() => {});
    expect(ruleset.toNft()).toBe(expected.join(''));
    expect(ruleset.assumptions).toEqual([]);
  });

  test('a Service of the same name takes the place of the cluster\'s, and keeps its ClusterIP and endpoints', () => {
    const before = clusterAnd(() => {});
    const after = clusterAnd(chart => service(chart, 'cart', { ports: [{ name: 'grpc', port: 7071 }], selector: { app: 'cart' } }));
    const ofCart = (elements: string[]) => elements.filter(element => element.includes('/cart/'));
    const [cart] = ofCart(before.elements(IpFamily.IPV4, 'service-ips'));
    expect(cart).toMatch(/ \. tcp \. 7070 : /);
    expect(ofCart(after.elements(IpFamily.IPV4, 'service-ips'))).toEqual([cart.replace('. 7070 :', '. 7071 :')]);
    expect(after.assumptions).toEqual([]);
  });

  test('objects count as files do, Lists of them included', () => {
    const objects = [...Yaml.load(NETWORKING), ...Yaml.load(KUBE_PROXY)] as object[];
    const ruleset = kubeProxyIn(Testing.app()).preview({ nodeName: 'worker-1', objects });
    expect(ruleset.toNft()).toBe(clusterAnd(() => {}).toNft());
  });

  test('an object that is none is told by its place', () => {
    expect(() => preview(Testing.app(), { objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }, 'Service'] })).toThrow('objects[1]: "Service" is no API object');
  });
});

describe('options', () => {
  test('without any Node the message says what to write', () => {
    expect(() => preview(Testing.app(), { nodes: undefined })).toThrow(
      'there is no Node "worker-1": describe it, as in nodes: [{ name: "worker-1", addresses: [\'192.168.10.11\'] }], or give its Node object in objects or files');
    expect(() => preview(Testing.app(), { nodeName: 'worker-3' })).toThrow('there is no Node "worker-3": the input has worker-1, worker-2');
  });

  test('kubernetesVersion shows what an upgrade changes', () => {
    const before = preview(Testing.app(), { kubernetesVersion: '1.35' });
    const after = preview(Testing.app());
    expect([before.kubernetesVersion, after.kubernetesVersion]).toEqual(['1.35', '1.36']);
    expect(before.chainNames(IpFamily.IPV4).filter(name => !after.chainNames(IpFamily.IPV4).includes(name))).toEqual(['mark-for-masquerade']);
  });

  test('ranges and interfaces', () => {
    const app = Testing.app();
    service(new Chart(app, 'shop'), 'web', { type: 'NodePort' });
    const proxy = new NftablesKubeProxy(new Chart(app, 'system'), 'kube-proxy', { kubernetesVersion: '1.36', nodePortAddresses: ['10.77.0.0/16'] });
    const ruleset = proxy.preview({
      nodeName: 'worker-1', nodes: NODES, serviceCidrs: ['10.32.0.0/28'], nodePortRange: '31000-31003', networkInterfaces: { eth1: ['10.77.0.4/16'] },
    });
    expect(ruleset.elements(IpFamily.IPV4, 'nodeport-ips')).toEqual(['10.77.0.4']);
    expect(ruleset.elements(IpFamily.IPV4, 'cluster-ips')[0]).toMatch(/^10\.32\.0\.\d+$/);
    expect(ruleset.elements(IpFamily.IPV4, 'no-endpoint-nodeports')[0]).toMatch(/^tcp \. 3100[0-3] /);
    expect(ruleset.rules(IpFamily.IPV4, 'cluster-ips-check')[1]).toContain('{ 10.32.0.0/28 } drop');
  });
});

describe('RulesetFile', () => {
  test('is written by an ArtifactApp, with the app as it is in the end', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'ruleset-file-'));
    try {
      const app = new ArtifactApp({ outdir });
      const kubeProxy = kubeProxyIn(app);
      const file = new RulesetFile(app, 'ruleset', { kubeProxy, nodeName: 'worker-1', nodes: NODES });
      new RulesetFile(app, 'other', { kubeProxy, nodeName: 'worker-2', nodes: NODES, path: 'worker-2.txt' });
      service(new Chart(app, 'shop'), 'web', { clusterIP: '10.96.0.20' });
      app.synth();
      const script = readFileSync(join(outdir, 'rulesets', 'worker-1.nft'), 'utf8');
      expect(script).toBe(file.content());
      expect(script).toContain('cluster-ips { 10.96.0.20 }');
      expect(existsSync(join(outdir, 'worker-2.txt'))).toBe(true);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});

describe('RulesetConfigMap', () => {
  test('holds the script', () => {
    const app = Testing.app();
    const kubeProxy = kubeProxyIn(app);
    const chart = new Chart(app, 'rulesets');
    new RulesetConfigMap(chart, 'worker-1', { kubeProxy, nodeName: 'worker-1', nodes: NODES, metadata: { name: 'ruleset-worker-1' } });
    const [manifest] = Testing.synth(chart);
    expect(manifest).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'ruleset-worker-1' },
      data: { 'worker-1.nft': kubeProxy.preview({ nodeName: 'worker-1', nodes: NODES }).toNft() },
    });
  });

  test('refuses a script that no ConfigMap can hold', () => {
    const app = Testing.app();
    const kubeProxy = kubeProxyIn(app);
    const chart = new Chart(app, 'rulesets');
    const services = Array.from({ length: 6000 }, (_, i) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `service-with-a-long-name-${i}`, namespace: 'many' },
      spec: { clusterIP: `10.97.${Math.floor(i / 250)}.${i % 250 + 1}`, ports: [{ port: 80 }] },
    }));
    new RulesetConfigMap(chart, 'worker-1', { kubeProxy, nodeName: 'worker-1', nodes: NODES, objects: services });
    expect(() => Testing.synth(chart)).toThrow(
      /rulesets\/worker-1: the ruleset of node worker-1 has \d+ bytes, more than the 1048576 that a ConfigMap can hold: use a RulesetFile, which has no limit/);
  });
});

describe('several stages in one app', () => {
  function stagesIn(app: App) {
    return ['dev', 'prod'].map((name, i) => {
      const stage = new Chart(app, name);
      const kubeProxy = new NftablesKubeProxy(new Chart(stage, 'system'), 'kube-proxy', { kubernetesVersion: '1.36' });
      service(new Chart(stage, 'shop', { namespace: 'shop' }), 'web', { clusterIP: `10.96.0.${i + 1}` });
      return { stage, kubeProxy };
    });
  }

  const clusterIps = (kubeProxy: NftablesKubeProxy, options: Partial<KubeProxyPreviewOptions> = {}) =>
    kubeProxy.preview({ nodeName: 'worker-1', nodes: NODES, ...options }).elements(IpFamily.IPV4, 'cluster-ips');

  test('a preview has the objects of its own, and says so', () => {
    const [dev, prod] = stagesIn(Testing.app());
    expect([clusterIps(dev.kubeProxy), clusterIps(prod.kubeProxy)]).toEqual([['10.96.0.1'], ['10.96.0.2']]);
    expect(dev.kubeProxy.preview({ nodeName: 'worker-1', nodes: NODES }).warnings)
      .toContain('dev/system/kube-proxy: the objects of dev are previewed, since the app has ConfigMap kube-system/kube-proxy more than once; stage names another part of it');
  });

  test('another stage can be asked for', () => {
    const [dev, prod] = stagesIn(Testing.app());
    expect(clusterIps(dev.kubeProxy, { stage: prod.stage })).toEqual(['10.96.0.2']);
  });

  test('files too are of their own stage', () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'stages-')) });
    for (const { stage, kubeProxy } of stagesIn(app)) new RulesetFile(stage, 'ruleset', { kubeProxy, nodeName: 'worker-1', nodes: NODES, path: `${stage.node.id}.nft` });
    app.synth();
    expect(['dev', 'prod'].map(name => /element ip kube-proxy cluster-ips \{ ([\d.]+)/.exec(readFileSync(join(app.outdir, `${name}.nft`), 'utf8'))![1])).toEqual(['10.96.0.1', '10.96.0.2']);
    rmSync(app.outdir, { recursive: true });
  });

  test('an app whose objects all fit in one cluster is one stage', () => {
    const app = Testing.app();
    service(new Chart(app, 'shop', { namespace: 'shop' }), 'web', { clusterIP: '10.96.0.1' });
    service(new Chart(app, 'bank', { namespace: 'bank' }), 'web', { clusterIP: '10.96.0.2' });
    const ruleset = preview(app);
    expect(ruleset.elements(IpFamily.IPV4, 'cluster-ips')).toEqual(['10.96.0.1', '10.96.0.2']);
    expect(ruleset.warnings.filter(warning => warning.includes('more than once'))).toEqual([]);
  });

  test('an object that is twice in a stage is an error as before', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'all');
    const kubeProxy = new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion: '1.36' });
    service(chart, 'web');
    new ApiObject(chart, 'again', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 81 }] } });
    expect(() => clusterIps(kubeProxy)).toThrow(/web/);
  });
});
