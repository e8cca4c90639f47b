import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumNodePortRange: CiliumRule = {
  id: 'cilium-node-port-range',
  title: 'NodePorts outside of the range that Cilium serves',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Cilium serves NodePorts in the range of nodePort.range, by default 30000 to 32767. It has to be the one that the API server allocates from (--service-node-port-range); '
    + 'ports outside of it are not served.',
  remediation: 'Set nodePort.range to the range of the API server, as in "30000,32767", below the ephemeral ports of the nodes or with nodePort.autoProtectPortRange.',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/#nodeport-configuration'],
  * check(context) {
    const { shown, cluster } = context;
    if (!shown || !context.replacesKubeProxy) return;
    const [first, last] = (shown.config['node-port-range'] ?? '30000,32767').split(',').map(Number);
    const outside = (port: number): boolean => port !== 0 && !(port >= first && port <= last);
    yield* whereAny([...cluster.services.values()].flatMap(service => {
      const ports = service.ports.map(({ nodePort }) => nodePort).filter(outside);
      return ports.length > 0 ? [{ object: service, detail: `node port ${ports.join(', ')}` }] : [];
    }), { message: `Services have NodePorts outside of ${first} to ${last}, which Cilium does not serve.` });
    const servers = context.workloadsOf('kube-apiserver').flatMap(workload => {
      const flag = workload.containers.flatMap(({ command }) => command).map(word => /^--service-node-port-range=(\d+)-(\d+)$/.exec(word)).find(match => match !== null);
      return flag && (Number(flag[1]) !== first || Number(flag[2]) !== last) ? [{ object: workload, detail: flag[0] }] : [];
    });
    yield* whereAny(servers, { message: `The API server allocates NodePorts from another range than Cilium's ${first} to ${last}.`, severity: FindingSeverity.WARNING });
  },
};
