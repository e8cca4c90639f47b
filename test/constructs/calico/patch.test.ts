import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { load } from 'js-yaml';
import { chart } from './installations';
import { CalicoManifestNftables, CalicoNftablesInstallation, CalicoPatchFile } from '../../../src';

const CURRENT: any = load(readFileSync(join(__dirname, '../../fixtures/cluster/calico.yaml'), 'utf8'));

const COMMAND = 'kubectl patch installation.operator.tigera.io default --type=merge -p ';

test('the null that cdk8s would drop survives', () => {
  const patch = new CalicoNftablesInstallation(chart(), 'calico', { calicoVersion: '3.30' }).patch();
  expect(patch.text).toBe('{"spec":{"calicoNetwork":{"linuxDataplane":"Nftables","linuxPolicySetupTimeoutSeconds":null}}}');
  expect(patch.command).toBe(`${COMMAND}'${patch.text}'`);
  expect([patch.resource, patch.name]).toEqual(['installation.operator.tigera.io', 'default']);
  expect(patch.toJson()).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null } } });
  patch.toJson().spec.calicoNetwork.linuxDataplane = 'BPF';
  expect(patch.toJson().spec.calicoNetwork.linuxDataplane).toBe('Nftables');
});

test('the way back restores what the cluster has, and its way back is the patch', () => {
  const current = structuredClone(CURRENT.items[0]);
  current.spec.calicoNetwork.linuxPolicySetupTimeoutSeconds = 5;
  const patch = CalicoNftablesInstallation.patchFor('v3.29.3', { current });
  expect(patch.rollback().text).toBe('{"spec":{"calicoNetwork":{"linuxDataplane":"Iptables","linuxPolicySetupTimeoutSeconds":5}}}');
  expect(patch.rollback().rollback().text).toBe(patch.text);
  expect(CalicoNftablesInstallation.patchFor('3.31').rollback().text).toBe('{"spec":{"calicoNetwork":{"linuxDataplane":"Iptables"}}}');
});

test.each([
  ['3.31', 'Switch kube-proxy to nftables mode first and Calico immediately after it: until both are switched, '
    + 'Felix programs iptables beside kube-proxy\'s nftables rules, which does not work.',
  'Switch kube-proxy back first and Calico immediately after it.'],
  ['3.32', 'Patch Calico first, then switch kube-proxy to nftables mode: the patch has no effect on a node until kube-proxy there is in '
    + 'nftables mode; then Felix notices within 15 seconds, restarts and follows it, node by node.',
  'Switch kube-proxy back first: Felix follows it node by node. Patch Calico when kube-proxy has left nftables mode on all nodes.'],
])('the order of %s', (version, order, back) => {
  const patch = CalicoNftablesInstallation.patchFor(version);
  expect([patch.order, patch.rollback().order]).toEqual([order, back]);
});

test('there is no patch for a Calico without nftables', () => {
  expect(() => CalicoNftablesInstallation.patchFor('3.27')).toThrow(/^Calico 3\.27 is older than 3\.29, /);
});

describe('a file', () => {
  let outdir: string;
  beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'calico-')); });
  afterEach(() => rmSync(outdir, { recursive: true }));

  test('has the patch, in what kubectl reads, with the commands as comments', () => {
    const app = new App({ outdir });
    const patch = CalicoNftablesInstallation.patchFor('3.30', { current: CURRENT.items[0] });
    new CalicoPatchFile(new Chart(app, 'calico'), 'patch', { patch });
    app.synth();
    const text = readFileSync(join(outdir, 'calico', 'installation.patch'), 'utf8');
    expect(text).toMatchSnapshot();
    expect(load(text)).toEqual(patch.toJson());
  });

  test('is named by the kind, or by a path that is not a manifest\'s', () => {
    const app = new App();
    const patch = new CalicoManifestNftables(new Chart(app, 'c'), 'calico', { calicoVersion: '3.31' }).patch()!;
    expect(new CalicoPatchFile(app, 'a', { patch }).path).toBe('calico/felixconfigurations.patch');
    expect(new CalicoPatchFile(app, 'b', { patch, path: 'switch.txt' }).path).toBe('switch.txt');
    expect(() => new CalicoPatchFile(app, 'd', { patch, path: 'switch.yaml' })).toThrow('d: path: "switch.yaml" would be applied as a manifest');
  });
});
