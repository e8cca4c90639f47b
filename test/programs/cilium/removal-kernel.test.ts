import { cilium } from '../../../src';
import { removalSteps } from '../../../src/programs/cilium/removal/steps';
import { inNamespace, kernelIsAvailable } from '../../support/kernel';

const { FormerMode } = cilium;

/** The commands that clean a node of kubeadm. */
function cleanup(mode: cilium.FormerMode): string {
  const steps = removalSteps({ installer: 'kubeadm', kubernetesVersion: '1.34', mode, isGradual: false, namespace: 'kube-system' });
  return steps.find(({ title }) => title.startsWith('Remove its rules'))!.lines.filter(line => line.startsWith('  ')).join('\n');
}

/** Rules as kube-proxy has them, between those of others. */
const IPTABLES = `
iptables -t nat -N KUBE-SERVICES
iptables -t nat -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
iptables -t nat -N KUBE-MARK-MASQ
iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
iptables -t nat -A KUBE-SERVICES -d 10.96.0.1/32 -p tcp --dport 443 -j KUBE-MARK-MASQ
ip6tables -t nat -N KUBE-SERVICES
iptables -N CILIUM_FORWARD
iptables -A FORWARD -m comment --comment "cilium-feeder: CILIUM_FORWARD" -j CILIUM_FORWARD
iptables -t raw -A PREROUTING -s 192.0.2.1/32 -j DROP
`;
const REMAINS = 'iptables-save | grep ^-A; ip6tables-save | grep ^-A; nft list tables | grep kube-proxy';

const has = (program: string): boolean => inNamespace(`${program} -t nat -L`, '').ok;
const describeKernel = kernelIsAvailable() && has('iptables') && has('ip6tables') ? describe : describe.skip;

describeKernel('what cleans a node, in a kernel', () => {
  test('iptables: rules of others remain', () => {
    const { output } = inNamespace('sh -s 2>/dev/null', `${IPTABLES}\n${cleanup(FormerMode.IPTABLES)}\n${REMAINS}`);
    expect(output.split('\n').filter(Boolean)).toEqual([
      '-A PREROUTING -s 192.0.2.1/32 -j DROP',
      '-A FORWARD -m comment --comment "cilium-feeder: CILIUM_FORWARD" -j CILIUM_FORWARD',
    ]);
  });

  test('nftables', () => {
    const { output, errors } = inNamespace('sh -s', `nft add table ip kube-proxy\nnft add table ip6 kube-proxy\nnft add table ip other\n${cleanup(FormerMode.NFTABLES)}\nnft list tables`);
    expect({ output, errors }).toEqual({ output: 'table ip other\n', errors: '' });
  });
});
