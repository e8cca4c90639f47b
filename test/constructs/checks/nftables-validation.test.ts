import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Validation } from 'cdk8s-cli/plugins';
import { NftablesValidation } from '../../../src';
import { Plain } from '../../support/builders';
import { factsDocument } from '../../support/node-facts';

/* The plugin as it is compiled, run by the real cdk8s-cli. */

const ROOT = join(__dirname, '..', '..', '..');
const CDK8S = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'validation-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'cdk8s-nftables'));
  for (const name of ['cdk8s', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: unknown) => writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What cdk8s-cli writes as JSON; undefined where it did not come so far. */
  readonly report: Plain | undefined;
}

/** Synthesizes an app with objects by chart, as its author does. */
function synth(charts: { readonly [chart: string]: readonly Plain[] }, properties: unknown, args: readonly string[] = []): Result {
  write('app.js', `
    const { ApiObject, App, Chart } = require('cdk8s');
    const app = new App();
    for (const [id, objects] of Object.entries(${JSON.stringify(charts)})) {
      const chart = new Chart(app, id);
      for (const [i, object] of objects.entries()) new ApiObject(chart, 'object' + i, object);
    }
    app.synth();
  `);
  write('cdk8s.yaml', {
    app: `"${process.execPath}" app.js`,
    validations: [{ package: './node_modules/cdk8s-nftables', version: '0.0.0', class: 'NftablesValidation', properties }],
  });
  const command = [CDK8S, 'synth', '--no-check-upgrade', '--validation-reports-output-file', 'report.json', ...args];
  // cdk8s-cli looks for plugins of the registry in the user's folder.
  const env = { ...process.env, HOME: folder, USERPROFILE: folder, CDK8S_OUTDIR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' });
  const path = join(folder, 'report.json');
  return { status, stdout, stderr, report: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).reports[0] : undefined };
}

const configMap = (configuration: Plain) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'kube-system', name: 'kube-proxy' },
  data: { 'config.conf': JSON.stringify({ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...configuration }) },
});
const node = (name: string, kernelVersion: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: { addresses: [{ type: 'InternalIP', address: '192.168.10.11' }], nodeInfo: { operatingSystem: 'linux', kernelVersion } },
});
const web = (spec: Plain = {}) => ({ apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'shop', name: 'web' }, spec: { ports: [{ port: 80 }], ...spec } });
const BALANCER = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31234 };
const WRONG = configMap({ mode: 'iptables', iptables: { masqueradeBit: 32 } });
const PROPERTIES = { targetVersion: '1.36' };

const violation = ({ report }: Result, rule: string): Plain | undefined => report!.violations.find(({ ruleName }: Plain) => ruleName === rule);

describe('in cdk8s synth', () => {
  test('a blocker in a manifest fails', () => {
    const result = synth({ system: [WRONG], empty: [] }, PROPERTIES);
    expect(result.status).toBe(2);
    expect(result.stderr).toBe('Validation failed. See above reports for details\n');
    for (const line of [
      '    - Construct Path: system/object0',
      '    - Manifest Path: dist/system.k8s.yaml',
      '    - Resource Name: kube-proxy',
      '      > ConfigMap kube-system/kube-proxy (line 1): iptables.masqueradeBit: 32 is out of range: expected an integer from 0 to 31',
      '  Recommendation: blocker: kube-proxy 1.36 rejects this configuration and exits at startup.',
    ]) expect(result.stdout.split('\n')).toContain(line);
    expect(result.stdout).toMatch(/║ Target  │ kube-proxy 1\.36 in nftables mode +║/);
    expect(result.stdout).toContain('  How to fix: Correct the listed fields before you change anything else. See https://kubernetes.io/');
    expect(result.report!.summary).toMatchObject({ status: 'failure', version: '0.0.0', metadata: { From: 'iptables mode' } });
  });

  test('an app without anything in the way is fine, and infos are counted', () => {
    const result = synth({ shop: [web()] }, PROPERTIES);
    expect([result.status, result.stderr]).toEqual([0, '']);
    expect(result.report!.violations).toEqual([]);
    expect(result.stdout).toMatch(/║ Found +│ 0 blockers, 0 warnings, [1-9] infos? +║/);
    expect(result.stdout).toContain('Validations ended succesfully');
  });

  test('warnings are reported and fail where they are to; infos only on request', () => {
    const charts = { shop: [web(BALANCER)] };
    const lenient = synth(charts, { ...PROPERTIES, failOn: 'blocker' });
    expect([lenient.status, lenient.report!.summary.status]).toEqual([0, 'success']);
    expect(violation(lenient, 'health-check-node-port')).toMatchObject({
      recommendation: expect.stringMatching(/^warning: .* Confirm on the node: the objects alone cannot prove this\.$/),
      violatingConstructs: [{
        constructPath: 'shop/object0',
        manifestPath: 'dist/shop.k8s.yaml',
        resourceName: 'web',
        locations: ['Service shop/web (line 1): healthCheckNodePort 31234'],
      }],
    });
    expect(violation(lenient, 'unused-cluster-ip-ports')).toBeUndefined();
    rmSync(join(folder, 'report.json'));
    const strict = synth(charts, { ...PROPERTIES, includeInfos: true });
    expect(strict.status).toBe(2);
    expect(violation(strict, 'unused-cluster-ip-ports')).toMatchObject({
      recommendation: expect.stringMatching(/^info: /),
      violatingConstructs: [{ resourceName: '(the cluster as a whole)', manifestPath: 'N/A', locations: ['the cluster as a whole'] }],
    });
  });

  test('facts of nodes decide, in files that are named as seen from cdk8s.yaml', () => {
    const facts = (policy: 'accept' | 'drop') => factsDocument('worker-1', {
      'nft.hooks': [{
        family: 'ip', table: 'filter', chain: 'FORWARD', hook: 'forward', policy, rules: 0, drops: 0, accepts: 0, lastRule: 'none', acceptsDnat: false, jumps: [],
      }],
      'iptables.legacy': [],
    });
    write('cluster.json', { apiVersion: 'v1', kind: 'List', items: [node('worker-1', '6.8.0'), configMap({ mode: 'ipvs' })] });
    const properties = { ...PROPERTIES, clusterFiles: ['cluster.json'], nodeFacts: ['facts.log'] };
    write('facts.log', facts('drop'));
    const found = synth({ shop: [web()] }, properties);
    expect(JSON.stringify(violation(found, 'forward-policy'))).toContain('table ip filter, chain FORWARD: policy drop');
    rmSync(join(folder, 'report.json'));
    write('facts.log', facts('accept'));
    expect(violation(synth({ shop: [web()] }, properties), 'forward-policy')).toBeUndefined();
  });

  test('a dump of the cluster lies under the manifests, and waivers count', () => {
    const live = { ...web(BALANCER), status: {} };
    write('cluster.json', { apiVersion: 'v1', kind: 'List', items: [node('web', '5.4.0'), live, configMap({ mode: 'ipvs', ipvs: { scheduler: 'lc' } })] });
    const properties = { ...PROPERTIES, clusterFiles: ['cluster.json'] };
    const blocked = synth({ shop: [web()] }, properties);
    expect([blocked.status, blocked.report!.summary.metadata.From]).toEqual([2, 'IPVS mode']);
    // The construct web is not the Node web.
    expect(violation(blocked, 'node-kernel-too-old')!.violatingConstructs).toEqual([
      { resourceName: 'Node web', manifestPath: 'cluster.json', locations: ['Node web (cluster.json:1): kernel 5.4.0'] },
    ]);
    expect(violation(blocked, 'health-check-node-port')).toBeUndefined();
    rmSync(join(folder, 'report.json'));
    write('waivers.yaml', [
      'waivers:',
      '  - { rule: node-kernel-too-old, reason: Drained, expires: 2999-12-31 }',
      '  - { rule: ipvs-strict-arp, reason: Old, expires: 2020-12-31 }',
    ].join('\n'));
    const waived = synth({ shop: [web()] }, { ...properties, failOn: 'blocker', waivers: 'waivers.yaml' });
    expect([waived.status, violation(waived, 'node-kernel-too-old')]).toEqual([0, undefined]);
    expect(waived.report!.summary.metadata.Found).toMatch(/^0 blockers, .*; 1 waived$/);
    expect(waived.stdout).toContain('note: waivers.yaml: waiver of ipvs-strict-arp expired on 2020-12-31 and no longer counts\n');
  });

  test('the manifests of one cluster among several; names that say nothing lead to no construct', () => {
    const charts = { dev: [web(BALANCER)], prod: [web({ ...BALANCER, healthCheckNodePort: 31999 })] };
    const { status, report, ...rest } = synth(charts, { ...PROPERTIES, failOn: 'blocker', manifests: ['prod.k8s.yaml'] });
    expect(status).toBe(0);
    expect(violation({ status, report, ...rest }, 'health-check-node-port')!.violatingConstructs).toEqual([{
      manifestPath: 'dist/prod.k8s.yaml',
      resourceName: 'Service shop/web',
      locations: ['Service shop/web (line 1): healthCheckNodePort 31999'],
    }]);
  });

  test('with --stdout no path of a temporary folder is shown', () => {
    const result = synth({ system: [WRONG] }, PROPERTIES, ['--stdout']);
    expect(result.status).toBe(2);
    expect(violation(result, 'kube-proxy-configuration-problems')!.violatingConstructs).toMatchObject([{
      constructPath: 'system/object0', manifestPath: 'STDOUT', locations: [expect.stringMatching(/^ConfigMap kube-system\/kube-proxy \(line 1\): /)],
    }]);
  });

  test('a wrong property and a missing file are told without a stack', () => {
    const wrong = synth({ shop: [web()] }, { targetVersion: 1.36, clusterFile: 'cluster.yaml' });
    expect([wrong.status, wrong.stderr]).toEqual([1, [
      'error: NftablesValidation: properties.targetVersion: 1.36 is a number: put the version in quotes, since YAML reads 1.30 as 1.3',
      'NftablesValidation: properties.clusterFile: unknown field; did you mean clusterFiles?',
      '',
    ].join('\n')]);
    const missing = synth({ shop: [web()] }, { ...PROPERTIES, clusterFiles: ['cluster.yaml'] });
    expect([missing.status, missing.stderr]).toEqual([1, 'error: cluster.yaml: no such file\n']);
    const none = synth({ shop: [web()] }, { ...PROPERTIES, manifests: ['prod.k8s.yaml'] });
    expect([none.status, none.stderr]).toEqual([
      1, 'error: NftablesValidation: properties.manifests: the app has not written "prod.k8s.yaml": expected some of dist/shop.k8s.yaml\n',
    ]);
  });
});

describe('properties', () => {
  test.each<[unknown, string[]]>([
    [{}, ['targetVersion: is missing: expected the version that kube-proxy will have, for example, 1.36 or v1.36.3']],
    [{ targetVersion: 'latest' }, ['targetVersion: "latest" is not a Kubernetes version: expected a minor or a full version, as in "1.36" or '
      + '"v1.36.3"']],
    [{ targetVersion: true }, ['targetVersion: true is not a string']],
    [{ goal: 'gateway-api', gatewayApi: 1.5, targetVersion: '1.36' }, ['targetVersion: has no effect with the goal "gateway-api": leave it out',
      'gatewayApi: 1.5 is a number: put the version in quotes, since YAML reads 1.30 as 1.3']],
    [{ ...PROPERTIES, channel: 'standard' }, ['channel: has no effect with the goal "nftables": leave it out']],
    [{ ...PROPERTIES, failOn: 'info' }, ['failOn: "info" is not a severity that can fail: expected "blocker" or "warning"']],
    [{ ...PROPERTIES, clusterFiles: 'cluster.yaml', manifests: 'prod.k8s.yaml' }, ['clusterFiles: \"cluster.yaml\" is not a list', 'manifests: "prod.k8s.yaml" is not a list']],
    [{ ...PROPERTIES, manifests: [] }, ['manifests: is empty: leave it out for all manifests, or name some']],
    [{ ...PROPERTIES, includeInfos: 'yes', waivers: ['a.yaml'] },
      ['includeInfos: "yes" is not a boolean: expected true or false', 'waivers: ["a.yaml"] is not a string']],
  ])('%j', (properties, problems) => {
    const message = problems.map(problem => `NftablesValidation: properties.${problem}`).join('\n');
    expect(() => new NftablesValidation(properties)).toThrow(expect.objectContaining({ name: 'InputError', message }));
  });

  test('of no object', () => {
    expect(() => new NftablesValidation('1.36')).toThrow('NftablesValidation: properties: "1.36" is not an object: expected fields');
  });

  test('of another goal are what it asks', () => {
    expect(() => new NftablesValidation({ goal: 'gateway-api', gatewayApi: '1.5', channel: 'standard' })).not.toThrow();
  });

  test('that are right make a plugin by cdk8s-cli\'s own types', () => {
    const plugin: Validation = new NftablesValidation({ ...PROPERTIES, failOn: 'warning', waivers: 'w.yaml', clusterFiles: [], manifests: ['a.k8s.yaml'], includeInfos: true });
    expect(plugin.validate).toBeInstanceOf(Function);
  });
});
