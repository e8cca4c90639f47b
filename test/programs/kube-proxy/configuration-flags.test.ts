import { decode } from '../../../src/base/schema/decode';
import { flagValue } from '../../../src/programs/kube-proxy/command-line';
import { configurationFlags, configurationOfFlags } from '../../../src/programs/kube-proxy/configuration-flags';
import { KUBE_PROXY_CONFIGURATION_FIELDS } from '../../../src/programs/kube-proxy/fields';

const flagsOf = (...command: string[]) => (name: string) => flagValue(command, name);

const COMMAND = [
  '--proxy-mode=ipvs', '--cluster-cidr=10.244.0.0/16', '--nodeport-addresses=10.0.0.0/8,192.168.0.0/16', '--masquerade-all', '--iptables-localhost-nodeports=false',
  '--ipvs-strict-arp=true', '--ipvs-scheduler=lc', '--ipvs-exclude-cidrs=10.77.0.0/16', '--ipvs-tcp-timeout=15m', '--conntrack-max-per-core=0', '--v=2',
];

test('flags become fields', () => {
  expect(configurationOfFlags(flagsOf(...COMMAND))).toEqual({
    mode: 'ipvs',
    clusterCIDR: '10.244.0.0/16',
    nodePortAddresses: ['10.0.0.0/8', '192.168.0.0/16'],
    iptables: { masqueradeAll: true, localhostNodePorts: false },
    ipvs: { strictARP: true, scheduler: 'lc', excludeCIDRs: ['10.77.0.0/16'], tcpTimeout: '15m' },
  });
});

test('every field exists, with the type of its flag', () => {
  const every = (name: string) => /strict-arp|masquerade-all|liberal|localhost/.test(name) ? 'true' : /period|timeout/.test(name) ? '1m' : /bit/.test(name) ? '14' : 'x';
  expect(decode(configurationOfFlags(every), KUBE_PROXY_CONFIGURATION_FIELDS, 36).problems).toEqual([]);
});

test('the flags that stand for fields are listed, others are not', () => {
  expect(configurationFlags(flagsOf(...COMMAND, '--hostname-override=a', '--kubeconfig=/etc/kubeconfig'))).toEqual([
    'proxy-mode', 'cluster-cidr', 'nodeport-addresses', 'masquerade-all', 'iptables-localhost-nodeports', 'ipvs-scheduler', 'ipvs-strict-arp',
    'ipvs-exclude-cidrs', 'ipvs-tcp-timeout', 'conntrack-max-per-core',
  ]);
});
