import { shop } from './shop';
import { IpFamily } from '../../../src/base/ip/ip-family';
import { FrontendKind, PacketVerdict, SourceClass } from '../../../src/dataplane/explain/vocabulary';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';
import { node, rulesetOf, service, slice } from '../../support/builders';

test('the table of a node', () => expect(shop().explainAll().toText()).toMatchSnapshot());

test('the table of one family', () => {
  expect(shop().explainAll({ family: IpFamily.IPV6 }).entries.map(({ address, sourceClass }) => `${address} ${sourceClass}`)).toEqual(
    ['fd00:96::6', 'fd00:1::2'].flatMap(address => ['pod-on-node', 'pod-elsewhere', 'node', 'external'].map(sourceClass => `${address} ${sourceClass}`)),
  );
});

test('an entry', () => {
  const entry = shop().explainAll().entries.find(({ serviceName, sourceClass }) => serviceName === 'shop/sticky' && sourceClass === SourceClass.EXTERNAL);
  expect(entry).toEqual({
    serviceName: 'shop/sticky',
    portName: '',
    kind: FrontendKind.CLUSTER_IP,
    family: IpFamily.IPV4,
    address: '10.96.0.13',
    port: 80,
    protocol: 'tcp',
    sourceClass: SourceClass.EXTERNAL,
    sourceAddress: '198.51.100.77',
    verdict: PacketVerdict.DELIVERED,
    endpointCount: 2,
    masqueradedEndpointCount: 2,
    affinityTimeoutSeconds: 600,
  });
});

test('JSON has the entries', () => {
  const matrix = shop().explainAll();
  expect(JSON.parse(matrix.toJson())).toEqual({ version: 1, node: 'node-a', kubernetesVersion: '1.36', mode: 'nftables', entries: matrix.entries });
  expect(JSON.parse(rulesetOf([node()]).explainAll().toJson())).toEqual({ version: 1, node: 'node-a', kubernetesVersion: '1.36', mode: 'nftables', entries: [] });
});

test.each(SUPPORTED_MINORS)('each entry is what the explanation of its packet says: %s', kubernetesVersion => {
  const ruleset = shop({ kubernetesVersion });
  for (const entry of ruleset.explainAll().entries) {
    const { sourceClass, sourceAddress, family, address, port, protocol } = entry;
    const source = sourceClass === SourceClass.NODE ? 'node' : sourceClass.startsWith('pod') ? sourceAddress : `external:${sourceAddress}`;
    const explanation = ruleset.explain({ source, destination: `${family === IpFamily.IPV6 ? `[${address}]` : address}:${port}/${protocol}` });
    const delivered = explanation.endpoints.filter(({ verdict }) => verdict === PacketVerdict.DELIVERED);
    expect(entry).toEqual({
      ...entry,
      serviceName: explanation.serviceName,
      kind: explanation.frontendKind,
      sourceAddress: explanation.sourceAddress,
      verdict: explanation.verdict,
      endpointCount: delivered.length,
      masqueradedEndpointCount: delivered.filter(({ isMasqueraded }) => isMasqueraded).length,
      affinityTimeoutSeconds: explanation.affinityTimeoutSeconds,
    });
  }
});

test('a node that nothing is known of beside its address', () => {
  const text = rulesetOf([node('node-a', { addresses: ['192.168.0.2'] }), service('demo/web', { type: 'NodePort', clusterIP: 'fd00::1', ports: [{ port: 80, nodePort: 30080 }] })]).explainAll().toText();
  expect(text).toMatchSnapshot();
});

test('pods in the table are not endpoints, since those would be masqueraded to reach themselves', () => {
  const endpoints = [200, 100, 50].map(last => ({ addresses: [`10.244.1.${last}`], nodeName: 'node-a' }));
  const ruleset = rulesetOf([
    node('node-a', { podCIDRs: ['10.244.1.0/24'] }), service('demo/web', { clusterIP: '10.96.0.1' }), slice('demo/web-1', 'web', endpoints),
  ], { configuration: { clusterCIDR: '10.244.0.0/16' } });
  expect(ruleset.explainAll().entries[0]).toMatchObject({ sourceAddress: '10.244.1.20', endpointCount: 3, masqueradedEndpointCount: 0 });
});

test('NodePorts are shown for an address on which they answer', () => {
  const nodePorts = (nodePortAddresses: string[]) => rulesetOf([
    node(), service('demo/web', { type: 'NodePort', clusterIP: '10.96.0.1', ports: [{ port: 80, nodePort: 30080 }] }),
  ], { configuration: { nodePortAddresses }, networkInterfaces: { eth0: ['192.168.0.2'], eth1: ['10.77.0.4', '10.77.0.5'] } })
    .explainAll({ family: IpFamily.IPV4 }).entries.filter(({ kind }) => kind === FrontendKind.NODE_PORT).map(({ address }) => address);
  expect(nodePorts([])).toEqual(Array(4).fill('192.168.0.2'));
  expect(nodePorts(['10.77.0.0/16'])).toEqual(Array(4).fill('10.77.0.4'));
  expect(nodePorts(['0.0.0.0/0'])).toEqual(Array(4).fill('192.168.0.2'));
  expect(nodePorts(['10.99.0.0/16'])).toEqual([]);
});
