import { unusedClusterIpPorts } from '../../../../src/check/rules/service/unused-cluster-ip-ports';
import { storedService } from '../../../support/builders';
import { found, kubeProxy } from '../../findings/findings';

const REFUSED = 'Packets to ports of ClusterIPs that no Service defines, and pings of ClusterIPs, will be refused; currently, they leave the '
  + 'node, and clients wait for a timeout.';
const DROPPED = 'Packets to addresses of the ServiceCIDRs that do not belong to a Service will be dropped; currently, they leave the node.';

test.each([
  ['iptables', '1.32', [REFUSED]],
  ['iptables', '1.33', [`${REFUSED} ${DROPPED}`]],
  ['ipvs', '1.32', []],
  ['ipvs', '1.33', [DROPPED]],
  ['nftables', '1.33', []],
])('from %s to %s', (mode, version, messages) => {
  const findings = found(unusedClusterIpPorts, [kubeProxy({ mode }), storedService('shop/web', { clusterIP: '10.96.0.10' })], version);
  expect(findings.map(({ message }) => message)).toEqual(messages);
});

test('compliant: no Services', () => {
  expect(found(unusedClusterIpPorts, [kubeProxy({ mode: 'iptables' })])).toEqual([]);
});
