import { ServiceBehaviorEndpoint, ServiceBehaviorUnknown, ServiceBehaviorVerdict } from './vocabulary';
import { joinHostPort } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { IpFamily } from '../../base/ip/ip-family';
import { plain } from '../../base/plain';

/** What the text of an explanation is made from. */
interface BehaviorView {
  readonly mode: string;
  readonly nodeName: string;
  readonly kubernetesVersion: string;
  readonly family: IpFamily;
  readonly protocol: string;
  readonly verdict: ServiceBehaviorVerdict;
  readonly reason: string;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly destinationPort: number;
  readonly serviceName?: string;
  readonly affinityTimeoutSeconds?: number;
  readonly endpoints: readonly ServiceBehaviorEndpoint[];
  readonly unknowns: readonly ServiceBehaviorUnknown[];
  readonly notes: readonly string[];
}

/** The first line of an answer. */
export const VERDICT_TEXTS: Readonly<Record<ServiceBehaviorVerdict, string>> = {
  [ServiceBehaviorVerdict.DELIVERED]: 'DELIVERED to an endpoint',
  [ServiceBehaviorVerdict.REJECTED]: 'REJECTED: the client sees a refused connection',
  [ServiceBehaviorVerdict.DROPPED]: 'DROPPED: the client waits until it gives up',
  [ServiceBehaviorVerdict.LOST]: 'LOST: the answer does not come back, and the client waits until it gives up',
  [ServiceBehaviorVerdict.HOST]: 'HOST: the node itself takes the packet in',
  [ServiceBehaviorVerdict.PASSED]: 'PASSED: the packet is routed on as it is',
  [ServiceBehaviorVerdict.HEALTH_CHECK]: 'HEALTH CHECK: kube-proxy itself answers',
  [ServiceBehaviorVerdict.MIXED]: 'MIXED: the choice of the endpoint decides',
};

const WIDTH = 17;

/** An explanation for people. The answer is in the first line. */
export function explanationText(explanation: BehaviorView, source: string): string {
  const { mode, nodeName, kubernetesVersion, protocol, endpoints, unknowns, notes } = explanation;
  const lines = [
    VERDICT_TEXTS[explanation.verdict],
    '',
    fact('Node', `${nodeName}, kube-proxy ${kubernetesVersion} in ${mode} mode`),
    fact('From', `${source} (${explanation.sourceAddress})`),
    fact('To', `${destinationText(explanation)}/${protocol}${explanation.serviceName === undefined ? '' : `, Service ${explanation.serviceName}`}`),
    fact('Why', explanation.reason),
  ];
  if (explanation.affinityTimeoutSeconds !== undefined) {
    const scope = mode === 'ipvs' ? 'at this address and port' : 'at all addresses of the Service port';
    lines.push(fact('Session affinity', `a client stays with its endpoint for ${explanation.affinityTimeoutSeconds} s after its last connection, ${scope}`));
  }
  if (endpoints.length > 0) {
    lines.push('', 'Endpoints');
    for (const { address, port, probability, verdict, isMasqueraded, nodeName: own } of endpoints) {
      const place = own === undefined ? '' : own === nodeName ? `  ${own} (this node)` : `  ${own}`;
      const seen = isMasqueraded ? 'sees an address of the node' : 'sees the source address';
      const share = `${(probability * 100).toFixed(1)}%`.padStart(8);
      lines.push(`${share}  ${joinHostPort(FAMILY_OF[explanation.family], address, port)}${place}  ${verdict === 'delivered' ? seen : verdict}`);
    }
  }
  if (unknowns.length > 0) {
    lines.push('', 'Not known from objects');
    for (const { assumed, alternative, verdict } of unknowns) lines.push(`  assumed: ${assumed}`, `    if instead ${alternative}: ${verdict}`);
  }
  if (notes.length > 0) lines.push('', ...notes.map(note => `Note: ${note}`));
  return `${lines.map(plain).join('\n')}\n`;
}

function fact(name: string, value: string): string {
  return `${name.padEnd(WIDTH)} ${value}`;
}

function destinationText({ family, destinationAddress, destinationPort, protocol }: BehaviorView): string {
  return protocol === 'icmp' ? destinationAddress : joinHostPort(FAMILY_OF[family], destinationAddress, destinationPort);
}
