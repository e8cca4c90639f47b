import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IpFamily } from '../../src/base/ip/ip-family';
import { ServiceBehavior } from '../../src/dataplane/modes/service-behavior';
import { Ruleset } from '../../src/dataplane/ruleset';
import { ProxyMode } from '../../src/programs/kube-proxy/proxy-mode';
import { factsDocument } from '../support/node-facts';

const CLUSTER = join(__dirname, '..', 'fixtures', 'cluster');
const FILES = [join(CLUSTER, 'networking.yaml')];
const LISTING = join(CLUSTER, 'worker-1.nft-list.txt');

const factsFile = join(mkdtempSync(join(tmpdir(), 'node-facts-')), 'facts.log');
writeFileSync(factsFile, ['worker-1', 'worker-2'].map(node => `[pod/probe-${node}/probe] ${factsDocument(node, {
  'addresses': { eth0: ['192.168.10.11/24', '10.77.0.1/16'] },
  'nft.hooks': [{
    family: 'ip', table: 'filter', chain: 'FORWARD', hook: 'forward', policy: 'drop', rules: 0, drops: 0, accepts: 0, lastRule: 'none', acceptsDnat: false, jumps: [],
  }],
  'iptables.legacy': [],
})}\n`).join(''));

const OPTIONS = { nodeName: 'worker-1', kubernetesVersion: '1.36', configuration: { clusterCIDR: '10.244.0.0/16', nodePortAddresses: ['10.77.0.0/16'] } };
const nodePortIps = (ruleset: Ruleset) => ruleset.elements(IpFamily.IPV4, 'nodeport-ips');

test('a ruleset takes the addresses of interfaces from facts of the node', () => {
  expect(nodePortIps(Ruleset.fromFiles(FILES, OPTIONS))).toEqual([]);
  expect(nodePortIps(Ruleset.fromFiles(FILES, { ...OPTIONS, nodeFacts: [factsFile] }))).toEqual(['10.77.0.1']);
});

test('addresses that are given come first', () => {
  expect(nodePortIps(Ruleset.fromFiles(FILES, { ...OPTIONS, nodeFacts: [factsFile], networkInterfaces: { eth1: ['10.77.0.9'] } }))).toEqual(['10.77.0.9']);
});

test('a behavior takes the firewall from them', () => {
  const behavior = (nodeFacts?: string[]) => ServiceBehavior.fromFiles(FILES, { ...OPTIONS, mode: ProxyMode.NFTABLES, nodeFacts })
    .explain({ source: 'external', destination: '10.96.40.1:80' });
  expect(behavior([factsFile])).toMatchObject({ verdict: 'dropped', unknowns: [] });
  expect(JSON.stringify(behavior().unknowns)).toContain('"forward-policy"');
});

test('the rules of a node do not say which addresses it has; its facts do', () => {
  const ruleset = (nodeFacts?: string[]) => Ruleset.fromNftList(readFileSync(LISTING, 'utf8'), { nodeName: 'worker-1', nodeFacts });
  const verdict = (live: Ruleset) => live.explain({ source: 'external', destination: '10.77.0.1:8443' }).verdict;
  expect([verdict(ruleset()), verdict(ruleset([factsFile]))]).toEqual(['passed', 'host']);
});

test('a file that is something else is an error', () => {
  expect(() => Ruleset.fromFiles(FILES, { ...OPTIONS, nodeFacts: [FILES[0]] })).toThrow(/networking\.yaml:1: .* is not a document of the probe/);
});
