import { cidrContains, parseCidr } from '../../../base/ip/cidr';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { otherNetwork } from '../../goals/cilium/other-network';
import { CiliumRule } from '../../goals/cilium/rule';

/** What the finding about clusterCIDR says. */
export const MASQUERADES = 'kube-proxy masquerades what Cilium\'s pods send to Services.';

export const ciliumMigrationClusterCidr: CiliumRule = {
  id: 'cilium-migration-cluster-cidr',
  title: 'kube-proxy takes Cilium\'s pods for clients from outside',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'With detectLocalMode ClusterCIDR, kube-proxy masquerades what comes from outside of clusterCIDR, and so what pods with addresses of a new pool send to Services: policies and '
    + 'logs see addresses of nodes. With NodeCIDR it compares with Node.spec.podCIDR, which is not where the pool cluster-pool takes addresses from.',
  remediation: 'Widen clusterCIDR to the new pool before the first node moves.',
  references: ['https://github.com/projectcalico/calico/issues/5952', 'https://github.com/projectcalico/calico/issues/10907'],
  * check(context) {
    const { cluster, shown } = context;
    const { document, reference } = cluster.kubeProxyConfiguration ?? {};
    if (!document || !reference || !shown || context.replacesKubeProxy || !otherNetwork(context)) return;
    const mode = document.detectLocalMode ?? 'ClusterCIDR';
    if (mode === 'NodeCIDR' && shown.config.ipam === 'cluster-pool') {
      yield { message: 'kube-proxy compares with addresses that Cilium\'s pods do not have.', objects: [{ object: reference, detail: 'detectLocalMode: NodeCIDR; expected ClusterCIDR with the new pool in clusterCIDR' }] };
    }
    const outside = mode === 'ClusterCIDR' && typeof document.clusterCIDR === 'string' && document.clusterCIDR !== '' ? poolsOutside(document.clusterCIDR, context) : [];
    yield* whereAny(outside.map(pool => ({ object: reference, detail: `clusterCIDR: ${String(document.clusterCIDR)} does not cover ${pool}` })), {
      message: MASQUERADES,
    });
  },
};

function poolsOutside(clusterCidr: string, { shown }: CiliumContext): string[] {
  const covered = clusterCidr.split(',').flatMap(text => parseCidr(text.trim()) ?? []);
  return (shown?.config['cluster-pool-ipv4-cidr'] ?? '').split(' ').flatMap(text => parseCidr(text) ?? [])
    .filter(pool => !covered.some(cidr => cidr.prefixLength <= pool.prefixLength && cidrContains(cidr, pool.text.split('/')[0]))).map(({ text }) => text);
}
