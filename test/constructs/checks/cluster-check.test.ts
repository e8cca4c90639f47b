import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { ClusterCheck, ClusterDistribution, ClusterGoal, FindingSeverity, LocalDetector, NftablesKubeProxy, ReportFormat } from '../../../src';
import { REPORT_FORMATS } from '../../../src/check/reports/formats';
import { DISTRIBUTION_IDS } from '../../../src/programs/distributions/ids';
import { kubeProxy, machine } from '../../check/findings/findings';
import { Plain, service, storedService } from '../../support/builders';

const FIXTURES = join(__dirname, '..', '..', 'fixtures', 'cluster');
const OPTIONS = { targetVersion: '1.36', today: '2026-02-01' };
const OLD_NODE = machine('worker-1', { kernelVersion: '5.4.0-150-generic' });
const IPVS = kubeProxy({ mode: 'ipvs', ipvs: { scheduler: 'lc' } });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const waivers = (expires: string) => written('waivers.yaml', `waivers: [{ rule: node-kernel-too-old, reason: 'Upgraded\n soon', expires: ${expires} }]`);

describe('fromObjects', () => {
  test('sorts findings by severity', () => {
    const check = ClusterCheck.fromObjects([OLD_NODE, IPVS], OPTIONS);
    expect(check.blockers.map(({ ruleId }) => ruleId)).toEqual(['node-kernel-too-old']);
    expect(check.blockers[0].objects).toEqual([{ kind: 'Node', name: 'worker-1', detail: 'kernel 5.4.0-150-generic' }]);
    expect(check.warnings.length).toBeGreaterThan(0);
    expect(check.infos.length).toBeGreaterThan(0);
    expect(check.findings).toEqual([...check.blockers, ...check.warnings, ...check.infos]);
    expect(new Set(check.warnings.map(({ severity }) => severity))).toEqual(new Set([FindingSeverity.WARNING]));
  });

  test('Calico\'s version can be said where the objects do not tell it', () => {
    const installation = { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec: {} };
    const has = (calicoVersion?: string) => ClusterCheck.fromObjects([IPVS, installation], { ...OPTIONS, calicoVersion }).hasFinding('calico-version');
    expect([has(), has('3.30'), has('3.31')]).toEqual([true, true, false]);
    expect(() => has('new')).toThrow('Calico version: "new" is not a Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"');
  });

  test('the distribution can be said where the objects do not show it', () => {
    const facts = (options: Plain) => JSON.parse(ClusterCheck.fromObjects([OLD_NODE, IPVS], { ...OPTIONS, ...options }).report(ReportFormat.JSON));
    expect(facts({}).distribution).toBe('unknown');
    expect(facts({ distribution: ClusterDistribution.KUBESPRAY, distributionVersion: '2.31.0' })).toMatchObject({ distribution: 'kubespray' });
    expect(() => facts({ distribution: 'rke3' })).toThrow(/^distribution: "rke3" is not one of aks, .*, talos; did you mean rke2\?$/);
    expect(() => facts({ distributionVersion: 'new' })).toThrow('distribution version: "new" is not a version; expected one such as 2.31.0');
    expect(Object.values(ClusterDistribution)).toEqual(DISTRIBUTION_IDS);
  });

  test('takes lists', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [IPVS, { apiVersion: 'v1', kind: 'NodeList', items: [OLD_NODE] }] };
    expect(ClusterCheck.fromObjects([list], OPTIONS).findings).toEqual(ClusterCheck.fromObjects([IPVS, OLD_NODE], OPTIONS).findings);
  });

  test.each<[string, any[], Plain, string]>([
    ['no object', [OLD_NODE, 'Node'], {}, 'objects[1]: "Node" is not an API object'],
    ['a wrong field', [service('shop/web', { ports: [{ port: 70000 }] })], {},
      'objects[0]: Service shop/web: spec.ports[0].port: 70000 is not a port: expected an integer from 1 to 65535'],
    ['no version', [], { targetVersion: 'latest' },
      'target version: "latest" is not a Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
    ['no day', [], { today: '2026-02-30' }, 'today: "2026-02-30" is not a day: expected one as YYYY-MM-DD'],
  ])('tells of %s', (_, objects, options, message) => {
    expect(() => ClusterCheck.fromObjects(objects, { ...OPTIONS, ...options })).toThrow(message);
  });

  test('a version without the mode is a blocker', () => {
    const check = ClusterCheck.fromObjects([], { ...OPTIONS, targetVersion: '1.28' });
    expect(check.blockers.map(({ ruleId }) => ruleId)).toEqual(['kube-proxy-nftables-availability']);
  });

  test('hasFinding asks for a rule, which has to exist', () => {
    const check = ClusterCheck.fromObjects([IPVS], OPTIONS);
    expect(check.hasFinding('ipvs-scheduler')).toBe(true);
    expect(check.hasFinding('node-kernel-too-old')).toBe(false);
    expect(() => check.hasFinding('node-kernel-to-old')).toThrow('no rule has the id "node-kernel-to-old"; did you mean node-kernel-too-old?');
  });

  test('what is handed out is a copy', () => {
    const expired = { ...OPTIONS, waivers: waivers('2020-01-31') };
    const check = ClusterCheck.fromObjects([OLD_NODE], expired);
    check.findings.length = check.notices.length = 0;
    expect(check.findings).not.toEqual([]);
    expect(check.notices).not.toEqual([]);
  });
});

describe('goals', () => {
  const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'web', namespace: 'shop' }, spec: { parentRefs: [{ name: 'gone' }] } };

  test('a goal brings its rules and what it asks', () => {
    const check = ClusterCheck.fromObjects([OLD_NODE, route], { goal: ClusterGoal.gatewayApi({ version: '1.5', channel: 'experimental' }) });
    expect(check.findings.every(({ ruleId }) => ruleId.startsWith('gateway-'))).toBe(true);
    expect(JSON.parse(check.report(ReportFormat.JSON))).toMatchObject({ goal: 'gateway-api', targetVersion: '1.5', channel: 'experimental' });
  });

  test('the default one can be named', () => {
    const named = ClusterCheck.fromObjects([OLD_NODE, IPVS], { goal: ClusterGoal.nftables({ targetVersion: '1.36' }), today: OPTIONS.today });
    expect(named.findings).toEqual(ClusterCheck.fromObjects([OLD_NODE, IPVS], OPTIONS).findings);
  });

  test.each<[string, Plain, string]>([
    ['none', {}, 'targetVersion: is missing; expected the version that kube-proxy will have, as in "1.36", or a goal'],
    ['two', { goal: ClusterGoal.gatewayApi(), targetVersion: '1.36' },
      'targetVersion: cannot be combined with goal; expected it among the options of the goal, as in ClusterGoal.nftables({ targetVersion: \'1.36\' })'],
    ['a release that is not known', { goal: ClusterGoal.gatewayApi({ version: '9.9' }) }, 'Gateway API version: "9.9" is not a known release'],
  ])('%s', (_, options, message) => {
    expect(() => ClusterCheck.fromObjects([], options)).toThrow(message);
  });

  test('a misspelled option of a goal is refused', () => {
    expect(() => ClusterGoal.gatewayApi({ implementaton: 'traefik' } as object)).toThrow('goal: implementaton: unknown property; did you mean implementation?');
  });
});

describe('waivers', () => {
  test('count until their day, which is given', () => {
    const path = waivers('2026-01-31');
    const before = ClusterCheck.fromObjects([OLD_NODE], { ...OPTIONS, waivers: path, today: '2026-01-31' });
    expect(before.blockers).toEqual([]);
    expect(before.hasFinding('node-kernel-too-old')).toBe(false);
    expect(before.waived).toMatchObject([{ finding: { ruleId: 'node-kernel-too-old' }, reason: 'Upgraded soon', expires: '2026-01-31' }]);
    const after = ClusterCheck.fromObjects([OLD_NODE], { ...OPTIONS, waivers: path, today: '2026-02-01' });
    expect(after.blockers).toHaveLength(1);
    expect(after.waived).toEqual([]);
    expect(after.notices).toContain(`${path}: waiver of node-kernel-too-old expired on 2026-01-31 and no longer counts`);
  });

  test('without a day that of today counts', () => {
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    const blockers = (expires: string) => ClusterCheck.fromObjects([OLD_NODE], { targetVersion: '1.36', waivers: waivers(expires) }).blockers;
    expect(blockers(day(1))).toEqual([]);
    expect(blockers(day(-2))).toHaveLength(1);
  });

  test('a file that is not there is told', () => {
    expect(() => ClusterCheck.fromObjects([], { ...OPTIONS, waivers: join(folder, 'none.yaml') })).toThrow(`${join(folder, 'none.yaml')}: no such file`);
  });
});

describe('fromFiles', () => {
  test('reads files and folders, and tells where objects stand', () => {
    const files = ['networking.yaml', 'kube-proxy.yaml'];
    for (const file of files) cpSync(join(FIXTURES, file), join(folder, file));
    const check = ClusterCheck.fromFiles([folder], OPTIONS);
    expect(check.findings).toEqual(ClusterCheck.fromFiles(['kube-proxy.yaml', 'networking.yaml'].map(file => join(folder, file)), OPTIONS).findings);
    const [{ file, line }] = check.findings.find(({ ruleId }) => ruleId === 'ipvs-scheduler')!.objects;
    expect([file, line]).toEqual([join(folder, 'kube-proxy.yaml'), expect.any(Number)]);
  });

  test('reads files of installers that hold no objects, as the command does', () => {
    const command = written('start.sh', 'minikube start --nodes 2 --kubernetes-version=v1.35.2 --extra-config=kube-proxy.mode=ipvs\n');
    expect(ClusterCheck.fromFiles([command], OPTIONS).report()).toContain('minikube');
    const cluster = written('cluster.json', JSON.stringify(OLD_NODE));
    expect(ClusterCheck.fromApp(new App(), { ...OPTIONS, files: [cluster, command] }).report()).toContain('minikube');
  });
});

describe('reports', () => {
  test('there is a member for each format', () => {
    expect(Object.values(ReportFormat).sort()).toEqual(Object.keys(REPORT_FORMATS).sort());
  });

  test('are those of the command', () => {
    const check = ClusterCheck.fromObjects([OLD_NODE], OPTIONS);
    expect(check.report()).toBe(check.report(ReportFormat.TEXT));
    expect(check.report().split('\n')[2]).toBe('blocker node-kernel-too-old: Kernel too old for nftables mode');
    expect(JSON.parse(check.report(ReportFormat.JSON))).toMatchObject({ targetVersion: '1.36', mode: 'iptables', summary: { blockers: 1 } });
    const texts = Object.values(ReportFormat).map(format => check.report(format));
    expect(texts.every(text => text.includes('node-kernel-too-old') && text.endsWith('\n'))).toBe(true);
    expect(new Set(texts).size).toBe(6);
  });

  test('JSON calls a namespace as Kubernetes does', () => {
    const balancer = storedService('shop/web', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31234, clusterIP: '10.96.0.9' });
    const check = ClusterCheck.fromObjects([balancer], OPTIONS);
    const object = { kind: 'Service', name: 'web', detail: 'healthCheckNodePort 31234' };
    expect(check.findings.find(({ ruleId }) => ruleId === 'health-check-node-port')!.objects).toEqual([{ ...object, objectNamespace: 'shop' }]);
    const { findings } = JSON.parse(check.report(ReportFormat.JSON));
    expect(findings.find(({ ruleId }: Plain) => ruleId === 'health-check-node-port').objects).toEqual([{ ...object, namespace: 'shop' }]);
  });
});

describe('fromApp', () => {
  const balancer = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };

  function appWith(name: string, spec: Plain): App {
    const app = Testing.app();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } });
    return app;
  }

  const concerned = (check: ClusterCheck, rule: string) =>
    check.findings.filter(({ ruleId }) => ruleId === rule).flatMap(({ objects }) => objects.map(({ name, detail }) => `${name}: ${detail}`));

  test('looks at the app\'s objects and at the cluster\'s', () => {
    const check = ClusterCheck.fromApp(appWith('web', { ...balancer, healthCheckNodePort: 31234 }), { ...OPTIONS, objects: [OLD_NODE] });
    expect(concerned(check, 'health-check-node-port')).toContain('web: healthCheckNodePort 31234');
    expect(concerned(check, 'node-kernel-too-old')).toEqual(['worker-1: kernel 5.4.0-150-generic']);
  });

  test('an object of the app takes the place of the cluster\'s, which is read from files, too', () => {
    const live = storedService('shop/web', { ...balancer, healthCheckNodePort: 31234, clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'] });
    const files = [written('live.json', JSON.stringify(live))];
    const rule = 'health-check-node-port';
    expect(concerned(ClusterCheck.fromApp(Testing.app(), { ...OPTIONS, files }), rule)).toEqual(Array(2).fill('web: healthCheckNodePort 31234'));
    expect(concerned(ClusterCheck.fromApp(appWith('web', {}), { ...OPTIONS, files }), rule)).toEqual([]);
    // What the API server has chosen stays, since the app leaves the choice to it.
    expect(concerned(ClusterCheck.fromApp(appWith('web', balancer), { ...OPTIONS, files }), rule)).toEqual(Array(2).fill('web: healthCheckNodePort 31234'));
    expect(concerned(ClusterCheck.fromApp(appWith('web', { ...balancer, healthCheckNodePort: 31999 }), { ...OPTIONS, files }), rule)[0])
      .toBe('web: healthCheckNodePort 31999');
  });

  test('an app that brings nftables mode is checked against the mode of today', () => {
    const app = Testing.app();
    new NftablesKubeProxy(new Chart(app, 'system'), 'kube-proxy', { kubernetesVersion: '1.36', localDetector: LocalDetector.clusterCidr('10.244.0.0/16') });
    expect(ClusterCheck.fromApp(app, { ...OPTIONS, objects: [IPVS] }).hasFinding('ipvs-scheduler')).toBe(true);
    expect(JSON.parse(ClusterCheck.fromApp(app, OPTIONS).report(ReportFormat.JSON)).mode).toBe('nftables');
  });

  test('a configuration of another mode takes the place of the cluster\'s', () => {
    const app = Testing.app();
    new ApiObject(new Chart(app, 'system'), 'config', kubeProxy({ mode: 'ipvs', ipvs: { scheduler: 'sh' } }) as any);
    const messages = ClusterCheck.fromApp(app, { ...OPTIONS, objects: [IPVS] }).findings.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('The IPVS scheduler sh '));
    expect(messages).not.toContainEqual(expect.stringContaining('The IPVS scheduler lc '));
  });

  test('a chart is checked by itself', () => {
    const app = appWith('web', { ...balancer, healthCheckNodePort: 31234 });
    const other = new Chart(app, 'other');
    expect(ClusterCheck.fromApp(app, OPTIONS).hasFinding('health-check-node-port')).toBe(true);
    expect(ClusterCheck.fromApp(other, OPTIONS).hasFinding('health-check-node-port')).toBe(false);
  });

  test.each<[string, Plain, string]>([
    ['the app', { ports: [{ port: 70000 }] }, 'construct shop/web: Service shop/web: spec.ports[0].port: 70000 is not a port'],
    ['the app, in what the findings need', { externalIPs: ['x'] }, 'construct shop/web: Service shop/web: spec.externalIPs[0]: "x" is not an IP address'],
  ])('mistakes are told by the construct: %s', (_, spec, message) => {
    expect(() => ClusterCheck.fromApp(appWith('web', spec), OPTIONS)).toThrow(message);
  });
});
