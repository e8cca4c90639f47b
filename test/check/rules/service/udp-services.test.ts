import { udpServices } from '../../../../src/check/rules/service/udp-services';
import { storedService } from '../../../support/builders';
import { found, kubeProxy, summary } from '../../findings/findings';

const sip = storedService('voice/sip', { ports: [{ name: 'udp', port: 5060, protocol: 'UDP' }, { name: 'tcp', port: 5060 }] });
const game = storedService('play/game', { type: 'NodePort', ports: [{ port: 7777, protocol: 'UDP', nodePort: 30777 }] });
const IPVS = kubeProxy({ mode: 'ipvs' });

const MOVES = 'conntrack, not IPVS, now decides when a UDP flow moves to another endpoint';
const STALE = 'a flow without a pause keeps going to a dead endpoint if no other endpoint is left.';

test('non-compliant up to 1.36: entries of Services without endpoints stay', () => {
  const [finding, ...more] = found(udpServices, [IPVS, sip, game], '1.36');
  expect(summary([finding])).toEqual([{
    severity: 'info',
    message: `${MOVES}; ${STALE}`,
    objects: ['Service voice/sip: UDP 5060', 'Service play/game: UDP 7777'],
  }]);
  expect([finding.remediation.includes('Raising conntrack.udpTimeout prolongs'), more]).toEqual([true, []]);
});

test('non-compliant from 1.37: only entries of NodePorts stay', () => {
  const findings = found(udpServices, [IPVS, sip, game], '1.37');
  expect(summary(findings)).toEqual([
    { severity: 'info', message: `${MOVES}.`, objects: ['Service voice/sip: UDP 5060'] },
    { severity: 'info', message: `${MOVES}; through NodePorts, ${STALE}`, objects: ['Service play/game: UDP 7777'] },
  ]);
  expect(findings[0].remediation).toContain('set conntrack.udpTimeout');
});

test('compliant: DNS, TCP, or iptables mode', () => {
  const dns = storedService('kube-system/kube-dns', { ports: [{ name: 'dns', port: 53, protocol: 'UDP' }, { name: 'dns-tcp', port: 53 }] });
  expect(found(udpServices, [IPVS, dns])).toEqual([]);
  expect(found(udpServices, [kubeProxy({ mode: 'iptables' }), sip])).toEqual([]);
});
