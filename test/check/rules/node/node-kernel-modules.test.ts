import { nodeKernelModules } from '../../../../src/check/rules/node/node-kernel-modules';
import { found, machine, summary } from '../../findings/findings';

test('non-compliant: operating systems with reports', () => {
  const nodes = [
    machine('a', { osImage: 'Talos (v1.7.6)' }),
    machine('b', { osImage: 'Rocky Linux 9.5 (Blue Onyx)' }),
    machine('c', { osImage: 'Red Hat Enterprise Linux 10.1 (Coughlan)' }),
    machine('d', { osImage: 'Oracle Linux Server 10.0' }),
    machine('e', { osImage: 'CentOS Stream 10 (Coughlan)' }),
  ];
  expect(summary(found(nodeKernelModules, nodes))).toEqual([{
    severity: 'warning',
    message: 'The operating system of the node is known to lack, or not to load, kernel modules that nftables mode needs.',
    objects: [
      'Node a: Talos (v1.7.6): the kernels of Talos before 1.8 are built without NFT_FIB',
      'Node b: Rocky Linux 9.5 (Blue Onyx): Rocky Linux 9 does not load nf_conntrack by itself',
      'Node c: Red Hat Enterprise Linux 10.1 (Coughlan): images of Enterprise Linux 10 may lack nft_ct, and do not load nf_tables and '
        + 'nf_conntrack by themselves',
      'Node d: Oracle Linux Server 10.0: images of Enterprise Linux 10 may lack nft_ct, and do not load nf_tables and nf_conntrack by themselves',
      'Node e: CentOS Stream 10 (Coughlan): images of Enterprise Linux 10 may lack nft_ct, and do not load nf_tables and nf_conntrack by themselves',
    ],
  }]);
});

test('compliant: other systems, Windows, and Nodes that do not tell', () => {
  expect(found(nodeKernelModules, [
    machine('a', { osImage: 'Talos (v1.8.0)' }),
    machine('b', { osImage: 'Ubuntu 24.04.3 LTS' }),
    machine('c', { osImage: 'Red Hat Enterprise Linux 9.6 (Plow)' }),
    machine('d', { osImage: 'Talos (v1.7.6)', operatingSystem: 'windows' }),
    machine('e', { osImage: 'Talos' }),
    machine('f', {}),
  ])).toEqual([]);
});
