import { describeReference } from '../../../cluster/inventory/object-reference';
import { Attachment } from '../../../dataplane/requests/gateway/attachment';
import { shadowedMatches } from '../../../dataplane/requests/gateway/shadowed';
import { isBefore } from '../../../programs/gateway-api/target';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayRoutesConflict: GatewayApiRule = {
  id: 'gateway-routes-conflict',
  title: 'Routes that match the same requests',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'If two routes of a listener match the same requests equally well, the one that was created first takes all of them, and then the first by namespace and name. Creating the older '
    + 'one anew, as some deployment tools do, moves the traffic to the other one. No condition of the routes shows it. Of several TCPRoutes, UDPRoutes or TLSRoutes for the same connections, the oldest one takes all. Before Gateway API 1.6, '
    + 'of an HTTPRoute and a GRPCRoute with a hostname in common the younger one was not accepted.',
  remediation: 'Put both into one route, with weights if the requests should be split, or add a condition that distinguishes them.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#matches', 'https://gateway-api.sigs.k8s.io/guides/traffic-splitting/'],
  * check(context) {
    const shadowed = shadowedMatches(context.attachments)
      .filter(({ candidate, by, isTie }) => isTie && candidate.attachment.route !== by.attachment.route);
    yield* whereAny(shadowed.map(({ candidate: { attachment: { route }, ruleIndex, matchIndex }, by }) => ({
      object: context.referenceOf(route),
      detail: `rules[${ruleIndex}].matches[${matchIndex}]: the same as rules[${by.ruleIndex}].matches[${by.matchIndex}] of ${describeReference(by.attachment.route)}`,
    })), { message: 'Two routes match the same requests, and only their age decides which one takes them.' });
    const sharing = (isWanted: (one: Attachment, other: Attachment) => boolean): ConcernedObject[] => sharedHostnames(context.attachments, isWanted)
      .map(({ later, earlier, hostname }) => ({
        object: context.referenceOf(later.route), detail: `listener ${later.listener.name}${hostname === '' ? '' : `, ${hostname}`}: shared with ${describeReference(earlier.route)}`,
      }));
    yield* whereAny(sharing(({ route: { kind } }, { route }) => CONNECTION_KINDS.includes(kind) && kind === route.kind), {
      message: 'Two routes take the same connections, and only the older one gets them.',
    });
    const areOfTwoKinds = ({ route: { kind } }: Attachment, { route }: Attachment): boolean => kind !== route.kind
      && [kind, route.kind].every(each => REQUEST_KINDS.includes(each));
    if (isBefore(context.target.minor, '1.6')) {
      yield* whereAny(sharing(areOfTwoKinds), { message: 'An HTTPRoute and a GRPCRoute share a hostname: before Gateway API 1.6, only the older one is accepted.' });
    }
  },
};

const CONNECTION_KINDS: readonly string[] = ['TLSRoute', 'TCPRoute', 'UDPRoute'];
const REQUEST_KINDS: readonly string[] = ['HTTPRoute', 'GRPCRoute'];

interface SharedHostname {
  readonly later: Attachment;
  readonly earlier: Attachment;
  readonly hostname: string;
}

/** Routes that have a hostname of a listener in common with an older one, each once. */
function sharedHostnames(attachments: readonly Attachment[], isWanted: (one: Attachment, other: Attachment) => boolean): SharedHostname[] {
  const age = ({ route }: Attachment): string => `${route.created} ${route.namespace}/${route.name}`;
  const byPlace = new Map<string, Attachment[]>();
  for (const attachment of [...attachments].sort((a, b) => (age(a) < age(b) ? -1 : 1))) {
    const { owner, name } = attachment.listener;
    for (const hostname of attachment.hostnames) {
      const key = `${describeReference(owner)} ${name} ${hostname}`;
      byPlace.set(key, [...byPlace.get(key) ?? [], attachment]);
    }
  }
  const shared = new Map<string, SharedHostname>();
  for (const [key, attached] of byPlace) {
    for (const [i, later] of attached.entries()) {
      const earlier = attached.slice(0, i).find(each => each.route !== later.route && isWanted(later, each));
      const route = describeReference(later.route);
      if (earlier && !shared.has(route)) shared.set(route, { later, earlier, hostname: key.slice(key.lastIndexOf(' ') + 1) });
    }
  }
  return [...shared.values()];
}
