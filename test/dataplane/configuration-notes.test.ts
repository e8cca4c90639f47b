import { configurationNotes } from '../../src/dataplane/configuration-notes';
import { Plain } from '../support/builders';

const BASE = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };

function notes(fields: Plain, minor = '1.36'): string[] {
  return configurationNotes({ document: { ...BASE, ...fields }, description: 'a.yaml' }, minor);
}

test('no configuration', () => {
  expect(configurationNotes(undefined, '1.36')).toEqual([
    'no kube-proxy configuration was given (a ConfigMap kube-proxy or a KubeProxyConfiguration): its defaults are assumed, without a cluster CIDR, so no traffic counts as '
    + 'that of pods',
  ]);
});

const SHOWN = 'shown is what nftables mode would program';

test.each<[string, Plain, string[]]>([
  ['nftables', { mode: 'nftables' }, []],
  ['nftables with settings of iptables', { mode: 'nftables', iptables: { masqueradeAll: true, masqueradeBit: 3 } }, []],
  ['no mode', {}, [`a.yaml: the mode is the default, iptables; ${SHOWN}`]],
  ['an empty mode', { mode: '' }, [`a.yaml: the mode is the default, iptables; ${SHOWN}`]],
  ['ipvs', { mode: 'ipvs' }, [`a.yaml: the mode is ipvs; ${SHOWN}`]],
  ['settings that are not carried over', { mode: 'iptables', iptables: { masqueradeAll: true, masqueradeBit: 3 } }, [
    `a.yaml: the mode is iptables; ${SHOWN}`,
    'a.yaml: iptables.masqueradeAll is true, but nftables mode reads nftables.masqueradeAll: set it there to keep it',
    'a.yaml: iptables.masqueradeBit is 3, but nftables mode reads nftables.masqueradeBit: set it there to keep it',
  ]],
  ['settings that are carried over', { mode: 'ipvs', iptables: { masqueradeAll: true, masqueradeBit: 3 }, nftables: { masqueradeAll: true, masqueradeBit: 3 } },
    [`a.yaml: the mode is ipvs; ${SHOWN}`]],
  ['settings without effect', { mode: 'ipvs', iptables: { masqueradeAll: false, masqueradeBit: null } }, [`a.yaml: the mode is ipvs; ${SHOWN}`]],
  ['defaults that are spelled out in one section', { mode: 'ipvs', iptables: { masqueradeAll: false, masqueradeBit: 14 } }, [`a.yaml: the mode is ipvs; ${SHOWN}`]],
  ['defaults that are spelled out in the other section', { mode: 'ipvs', nftables: { masqueradeAll: false, masqueradeBit: 14 } }, [`a.yaml: the mode is ipvs; ${SHOWN}`]],
  ['a default that the other section does not have', { mode: 'ipvs', iptables: { masqueradeBit: 14 }, nftables: { masqueradeBit: 5 } }, [
    `a.yaml: the mode is ipvs; ${SHOWN}`, 'a.yaml: iptables.masqueradeBit is 14, but nftables mode reads nftables.masqueradeBit: set it there to keep it',
  ]],
  ['problems', { mode: 'nftables', nftables: { masqueradeBit: 32 } }, ['a.yaml: nftables.masqueradeBit: 32 is out of range: expected an integer from 0 to 31']],
  ['feature gates that act on the ruleset, and one that does not', { mode: 'nftables', featureGates: { AllBeta: false, ContextualLogging: true, AllowServiceExternalIPs: false } }, [
    'a.yaml: featureGates.AllBeta is set; shown is the ruleset with default feature gates',
    'a.yaml: featureGates.AllowServiceExternalIPs is set; shown is the ruleset with default feature gates',
  ]],
  ['sections that are not maps', { mode: 'ipvs', iptables: 'x' }, [`a.yaml: the mode is ipvs; ${SHOWN}`, 'a.yaml: iptables: "x" is not an object: expected fields']],
])('%s', (_, fields, expected) => {
  expect(notes(fields)).toEqual(expected);
});
